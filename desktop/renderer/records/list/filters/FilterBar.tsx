import { Button, TextInput } from '@mantine/core'
import { IconSearch, IconX } from '@tabler/icons-react'
import { type Ref, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../../shared/entity.ts'
import type { Filter } from '../../../../../shared/filters.ts'
import { sameValue } from '../../../../../shared/value.ts'
import { IconButton } from '../../../ui/IconButton.tsx'
import { Keys } from '../../../ui/Keys.tsx'
import type { ShownFields } from '../../fields/shownFields.ts'
import { operatorsOf } from '../filterFields.ts'
import { isNarrowed, type ListView } from '../listParams.ts'
import { AddFilter } from './AddFilter.tsx'
import { FilterChip } from './FilterChip.tsx'
import { isWhole } from './filterValue.ts'
import styles from './filters.module.css'

interface Props {
  kind: AnyKind
  fields: ShownFields
  view: ListView
  onChange: (view: ListView) => void
  searchRef: Ref<HTMLInputElement>
}

/** What the list is narrowed to, as a sentence of chips, and a search within it. */
export function FilterBar({ kind, fields, view, onChange, searchRef }: Props) {
  const { t } = useTranslation('records')
  const { chips, openAt, put, add, close } = useChips(view.filters, filters => onChange({ ...view, filters }))

  return (
    <search className={styles.bar} aria-label={t('filters.label')}>
      <ListSearch words={view.words} onChange={words => onChange({ ...view, words })} inputRef={searchRef} />
      {view.archived !== 'without' && (
        <span className={styles.chip}>
          <span className={styles.chipText}>{t(`archived.${view.archived}`)}</span>
          <IconButton
            label={t('filters.remove', { field: t('filters.archive') })}
            icon={IconX}
            size={20}
            className={styles.chipRemove}
            onClick={() => onChange({ ...view, archived: 'without' })}
          />
        </span>
      )}
      {chips.map((filter, at) => {
        const field = fields.get(filter.field)
        if (!field) return null
        return (
          <FilterChip
            // biome-ignore lint/suspicious/noArrayIndexKey: a filter is known by its place; it may change in every other way
            key={`${filter.field} ${at}`}
            filter={filter}
            shown={field}
            isOpenAtFirst={openAt === at}
            onChange={next => put(chips.map((other, i) => (i === at ? next : other)))}
            onRemove={() => put(chips.filter((_, i) => i !== at))}
            onClose={() => close(at)}
          />
        )
      })}
      <AddFilter
        kind={kind}
        fields={fields}
        hasArchived={view.archived !== 'without'}
        onAdd={field => add({ field: field.name, op: operatorsOf(field)[0] ?? 'notEmpty' })}
        onArchived={archived => onChange({ ...view, archived })}
      />
      {isNarrowed(view) && (
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          onClick={() => onChange({ ...view, filters: [], words: '', archived: 'without' })}
        >
          {t('filters.clear')}
        </Button>
      )}
    </search>
  )
}

/**
 * The chips on screen: the filters of the view, and those that have no value yet and so filter nothing. The view is
 * told of every change at once; what comes from elsewhere (back, "clear") replaces them.
 */
function useChips(filters: Filter[], onChange: (filters: Filter[]) => void) {
  const [chips, setChips] = useState(filters)
  const [openAt, setOpenAt] = useState<number>()
  const [seen, setSeen] = useState(filters)
  if (!sameValue(seen, filters)) {
    setSeen(filters)
    // What was told here comes back through the address; only something else replaces the chips.
    if (!sameValue(chips.filter(isWhole), filters)) {
      setChips(filters)
      setOpenAt(undefined)
    }
  }
  const put = (next: Filter[]) => {
    setChips(next)
    const whole = next.filter(isWhole)
    if (!sameValue(whole, chips.filter(isWhole))) onChange(whole)
  }
  return {
    chips,
    openAt,
    put,
    add: (filter: Filter) => {
      setOpenAt(chips.length)
      put([...chips, filter])
    },
    close: (at: number) => {
      setOpenAt(undefined)
      put(chips.filter((filter, i) => i !== at || isWhole(filter)))
    },
  }
}

/** Words the rows must contain; the list follows the typing, the address a moment later. */
function ListSearch({
  words,
  onChange,
  inputRef,
}: {
  words: string
  onChange: (words: string) => void
  inputRef: Ref<HTMLInputElement>
}) {
  const { t } = useTranslation('records')
  const [typed, setTyped] = useState(words)
  const latest = useRef({ words, onChange })
  useEffect(() => {
    latest.current = { words, onChange }
  })
  useEffect(() => setTyped(words), [words])
  useEffect(() => {
    if (typed === latest.current.words) return
    const timer = setTimeout(() => latest.current.onChange(typed), 80)
    return () => clearTimeout(timer)
  }, [typed])
  return (
    <TextInput
      ref={inputRef}
      size="xs"
      className={styles.search}
      aria-label={t('filters.search')}
      placeholder={t('filters.search')}
      leftSection={<IconSearch size={15} stroke={1.5} aria-hidden />}
      rightSection={typed === '' ? <Keys of={['/']} /> : undefined}
      rightSectionPointerEvents="none"
      value={typed}
      onChange={event => setTyped(event.currentTarget.value)}
      onKeyDown={event => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        if (typed !== '') setTyped('')
        else event.currentTarget.blur()
      }}
    />
  )
}
