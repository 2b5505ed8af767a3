import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { skipToken } from '@reduxjs/toolkit/query/react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type AnyKind, parentKinds } from '../../../../shared/entity.ts'
import { rightsOf } from '../../../../shared/permissions/viewer.ts'
import { type RecordKey, recordKey } from '../../../../shared/record.ts'
import { iconOfKind } from '../../app/kindIcons.ts'
import { useCall, useKinds, useViewer } from '../../data/hooks.ts'
import { useFormat } from '../../i18n/format.ts'
import { useSearchedSelect } from '../../ui/useSearchedSelect.ts'
import styles from './fields.module.css'
import { useTitle } from './titles.tsx'
import type { InputProps } from './types.ts'

const most = 20

/** The record that one is about, of any of the kinds that it may be about: found by typing, told with its kind. */
export function LinkInput({ kind, ...props }: Omit<InputProps, 'field'> & { kind: AnyKind; label: string }) {
  const { t } = useTranslation('records')
  const { label: word } = useFormat()
  const kinds = useKinds()
  const [typed, setTyped] = useState('')
  const searched = useSearchedSelect(typed)
  const held = linkOf(props.value)
  const title = useTitle(held?.kind, held?.id)
  const nameOf = (key: RecordKey, of: string | undefined) => {
    const known = kinds.get(key.kind)
    return [of ?? t('fields.noRight'), ...(known ? [word(known.label.one)] : [])].join(' · ')
  }
  const shown = held && nameOf(held, title)
  const isSearched = typed !== '' && typed !== shown
  const { hits, isAwaited } = useLinkTargets(kind, isSearched ? typed : '')
  const options = hits.map(hit => ({ value: textOf(hit), label: nameOf(hit, hit.title) }))
  const own =
    !held || options.some(({ value }) => value === textOf(held)) ? [] : [{ value: textOf(held), label: shown ?? '' }]
  // What is found comes first, for Enter.
  const withHeld = isSearched ? [...options, ...own] : [...own, ...options]
  const Glyph = held && iconOfKind(held.kind)
  return (
    <Select
      id={props.id}
      aria-label={props.label}
      data={withHeld}
      value={held ? textOf(held) : null}
      onChange={next => props.onChange(next ? keyOf(next) : undefined)}
      searchValue={typed}
      onSearchChange={setTyped}
      onBlur={props.onBlur}
      error={props.isInvalid}
      aria-describedby={props.describedBy}
      aria-required={props.isRequired}
      aria-busy={isAwaited}
      autoFocus={props.autoFocus}
      leftSection={Glyph && <Glyph size={16} stroke={1.5} aria-hidden />}
      renderOption={({ option }) => {
        const Icon = iconOfKind(keyOf(option.value).kind)
        return (
          <span className={styles.option}>
            <Icon size={16} stroke={1.5} aria-hidden />
            <span>{option.label}</span>
          </span>
        )
      }}
      openOnFocus={false}
      {...searched}
      clearable={!props.isRequired}
      clearButtonProps={{ 'aria-label': t('fields.clear') }}
      // Search has filtered already; typing must not filter its corrections away.
      filter={({ options: all }) => all}
      nothingFoundMessage={typed.trim() === '' ? t('fields.typeToSearch') : t('fields.nothingFound')}
      placeholder={t('fields.search')}
      size="sm"
    />
  )
}

/** What a form that may not be written shows of it. */
export function LinkView({ value }: { value: unknown }) {
  const { t } = useTranslation('records')
  const { label } = useFormat()
  const kinds = useKinds()
  const held = linkOf(value)
  const title = useTitle(held?.kind, held?.id)
  const known = kinds.get(held?.kind ?? '')
  return held ? [title ?? t('fields.noRight'), ...(known ? [label(known.label.one)] : [])].join(' · ') : null
}

interface LinkTargets {
  hits: (RecordKey & { title: string })[]
  /** What is typed has no answer yet: these belong to what stood there before. */
  isAwaited: boolean
}

/** Records of the kinds that the viewer may see: what was opened last, or what search finds. */
function useLinkTargets(kind: AnyKind, typed: string): LinkTargets {
  const viewer = useViewer()
  const [words] = useDebouncedValue(typed.trim(), 80)
  const targets = parentKinds(kind).filter(name => viewer && rightsOf(viewer, name).see !== 'none')
  const recent = useCall('records.recent', words === '' ? { limit: 50 } : skipToken)
  const found = useCall(
    'search.query',
    words !== '' && targets.length > 0 ? { words, kinds: targets, limit: most } : skipToken,
  )
  const hits = words === '' ? (recent.data ?? []) : (found.latest?.groups ?? []).flatMap(group => group.hits)
  const answer = words === '' ? recent.data : found.data
  return {
    hits: hits.filter(hit => targets.includes(hit.kind) && !hit.archived).slice(0, most),
    isAwaited: targets.length > 0 && (words !== typed.trim() || answer === undefined),
  }
}

const linkOf = (value: unknown): RecordKey | undefined => recordKey.safeParse(value).data
const textOf = ({ kind, id }: RecordKey): string => `${kind}:${id}`
const keyOf = (text: string): RecordKey => {
  const [kind = '', id = ''] = text.split(':')
  return { kind, id }
}
