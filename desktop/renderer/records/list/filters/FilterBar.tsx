import { Button, TextInput } from '@mantine/core'
import { IconSearch, IconX } from '@tabler/icons-react'
import { type KeyboardEvent, type ReactNode, type Ref, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../../shared/entity.ts'
import { IconButton } from '../../../ui/IconButton.tsx'
import { Keys } from '../../../ui/Keys.tsx'
import { toast } from '../../../ui/toast.tsx'
import { operatorsOf } from '../filterFields.ts'
import { isNarrowed, type ListState, widened } from '../listParams.ts'
import { AddFilter } from './AddFilter.tsx'
import { FilterParts } from './FilterParts.tsx'
import styles from './filters.module.css'
import { useFilterTree } from './useFilterTree.ts'
import type { FieldsWithParents } from './withParents.ts'

interface Props {
  kind: AnyKind
  fields: FieldsWithParents
  state: ListState
  onChange: (state: ListState) => void
  searchRef: Ref<HTMLInputElement>
  /** Puts the keyboard on the first of what was found. */
  toRows: () => void
  /** What stands at the end of the line. */
  children?: ReactNode
}

/** What the list is narrowed to, as a sentence of chips and groups of them, and a search within it. */
export function FilterBar({ kind, fields, state, onChange, searchRef, toRows, children }: Props) {
  const { t } = useTranslation('records')
  const { t: say } = useTranslation('lists')
  const tree = useFilterTree(
    state,
    ({ filters, where }) => {
      const { where: _, ...rest } = state
      onChange({ ...rest, filters, ...(where ? { where } : {}) })
    },
    () => toast({ message: say('filters.tooDeep'), tone: 'info' }),
  )

  return (
    <search className={styles.bar} aria-label={t('filters.label')}>
      <ListSearch
        words={state.words}
        onChange={words => onChange({ ...state, words })}
        inputRef={searchRef}
        toRows={toRows}
      />
      {state.archived !== 'without' && (
        <span className={styles.chip}>
          <span className={styles.chipText}>{t(`archived.${state.archived}`)}</span>
          <IconButton
            label={t('filters.remove', { field: t('filters.archive') })}
            icon={IconX}
            size={20}
            className={styles.chipRemove}
            onClick={() => onChange({ ...state, archived: 'without' })}
          />
        </span>
      )}
      <FilterParts kind={kind} fields={fields} tree={tree} group={tree.root} path={[]} />
      <AddFilter
        kind={kind}
        fields={fields}
        hasArchived={state.archived !== 'without'}
        onAdd={field => tree.add([], { field: field.name, op: operatorsOf(field)[0] ?? 'notEmpty' })}
        newGroup={say('filters.newGroup.any')}
        onGroup={() => tree.add([], { any: [] })}
        onArchived={archived => onChange({ ...state, archived })}
      />
      {isNarrowed(state) && (
        <Button variant="subtle" color="gray" size="compact-sm" onClick={() => onChange(widened(state))}>
          {t('filters.clear')}
        </Button>
      )}
      {children}
    </search>
  )
}

/** Words the rows must contain; the list follows the typing, the address a moment later. Enter and ↓ lead to the rows. */
function ListSearch({
  words,
  onChange,
  inputRef,
  toRows,
}: {
  words: string
  onChange: (words: string) => void
  inputRef: Ref<HTMLInputElement>
  toRows: () => void
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
    const timer = setTimeout(() => {
      // Enter may have said it already.
      if (typed !== latest.current.words) latest.current.onChange(typed)
    }, 80)
    return () => clearTimeout(timer)
  }, [typed])
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const { key, nativeEvent, currentTarget } = event
    if (nativeEvent.isComposing) return
    if (key === 'Escape') {
      event.stopPropagation()
      if (typed !== '') setTyped('')
      else currentTarget.blur()
    }
    if (key === 'Enter' || key === 'ArrowDown') {
      event.preventDefault()
      if (typed !== words) onChange(typed)
      toRows()
    }
  }
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
      onKeyDown={onKeyDown}
    />
  )
}
