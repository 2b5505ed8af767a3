import { MultiSelect, Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { skipToken } from '@reduxjs/toolkit/query/react'
import { use, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { hashOf, toRecord } from '../../../app/route.ts'
import { useCall, useKinds } from '../../../data/hooks.ts'
import { useFormat } from '../../../i18n/format.ts'
import { useSearchedMultiSelect, useSearchedSelect } from '../../../ui/useSearchedSelect.ts'
import styles from '../fields.module.css'
import { byFoldedLabel } from '../optionFilter.ts'
import { TargetFilter } from '../targetFilter.ts'
import { useTitle } from '../titles.tsx'
import type { InputProps, ViewProps } from '../types.ts'
import { keepsHeld } from './choice.tsx'

export function ReferenceView({ value, field, place, stub }: ViewProps<string>) {
  const { t } = useTranslation('records')
  const title = useTitle(field.to, value)
  const isOpenable = useKinds().get(field.to ?? '')?.shared !== true
  if (title === undefined) return <span className={styles.quiet}>{stub?.title ?? t('fields.noRight')}</span>
  if (place !== 'detail' || !isOpenable || !field.to) return title
  return (
    <a className={styles.link} href={hashOf(toRecord(field.to, value))}>
      {title}
    </a>
  )
}

export function ReferencesView({ value, ...props }: ViewProps<string[]>) {
  return (
    <span className={styles.listed}>
      {value.map(id => (
        <span key={id}>
          <ReferenceView {...props} value={id} />
        </span>
      ))}
    </span>
  )
}

export function ReferenceInput({ id, field, value, onChange, onBlur, isInvalid, describedBy, ...rest }: InputProps) {
  const { t } = useTranslation('records')
  const { label } = useFormat()
  const held = typeof value === 'string' ? value : undefined
  const title = useTitle(field.to, held)
  const [typed, setTyped] = useState(title ?? '')
  const searched = useSearchedSelect(typed)
  const isSearched = typed !== '' && typed !== title
  const { options, isLocal, isAwaited } = useTargets(field.to, isSearched ? typed : '')
  const own = held === undefined || options.some(({ value }) => value === held) ? [] : [held]
  const shown = own.map(target => ({ value: target, label: title ?? t('fields.noRight') }))
  // What is found comes first, for Enter.
  const withHeld = isSearched ? [...options, ...shown] : [...shown, ...options]
  return (
    <Select
      id={id}
      // Names the list of options too.
      aria-label={label(field.label)}
      data={withHeld}
      value={held ?? null}
      onChange={next => onChange(next ?? undefined)}
      {...keepsHeld(rest.isInline, value, onChange)}
      searchValue={typed}
      onSearchChange={setTyped}
      onBlur={onBlur}
      error={isInvalid}
      aria-describedby={describedBy}
      aria-required={rest.isRequired}
      aria-busy={isAwaited}
      autoFocus={rest.autoFocus}
      openOnFocus={rest.isInline === true}
      {...searched}
      clearable={!rest.isRequired}
      clearButtonProps={{ 'aria-label': t('fields.clear') }}
      filter={isLocal ? byFoldedLabel : asFound}
      nothingFoundMessage={typed.trim() === '' && !isLocal ? t('fields.typeToSearch') : t('fields.nothingFound')}
      placeholder={t('fields.search')}
      size="sm"
    />
  )
}

export function ReferencesInput({ id, field, value, onChange, onBlur, isInvalid, describedBy, ...rest }: InputProps) {
  const { t } = useTranslation('records')
  const { label } = useFormat()
  const [typed, setTyped] = useState('')
  const searched = useSearchedMultiSelect()
  const held = Array.isArray(value) ? value.map(String) : []
  const { options, isLocal, isAwaited } = useTargets(field.to, typed)
  const { latest } = useCall(
    'records.titles',
    held.length === 0 ? skipToken : { keys: held.map(target => ({ kind: field.to ?? '', id: target })) },
  )
  const known = held
    .filter(target => !options.some(option => option.value === target))
    .map(target => ({ value: target, label: latest?.[held.indexOf(target)] ?? t('fields.noRight') }))
  return (
    <MultiSelect
      id={id}
      aria-label={label(field.label)}
      data={[...known, ...options]}
      value={held}
      onChange={next => onChange(next.length === 0 ? undefined : next)}
      searchValue={typed}
      onSearchChange={setTyped}
      onBlur={onBlur}
      error={isInvalid}
      aria-describedby={describedBy}
      aria-required={rest.isRequired}
      aria-busy={isAwaited}
      autoFocus={rest.autoFocus}
      openOnFocus={rest.isInline === true}
      {...searched}
      hidePickedOptions
      filter={isLocal ? byFoldedLabel : asFound}
      nothingFoundMessage={t('fields.nothingFound')}
      size="sm"
    />
  )
}

interface Targets {
  options: { value: string; label: string }[]
  /** All of them are here and are filtered here; otherwise search has found these. */
  isLocal: boolean
  /** What is typed has no answer yet: these belong to what stood there before. */
  isAwaited: boolean
}

/** What a reference may point to: all of a small kind, or what search finds (the newest while nothing is typed). */
export function useTargets(kindName: string | undefined, typed: string): Targets {
  const kind = useKinds().get(kindName ?? '')
  const isLocal = kind?.shared === true
  const [words] = useDebouncedValue(typed.trim(), 80)
  const all = useCall('records.all', kind && isLocal ? { kind: kind.name } : skipToken)
  const recent = useCall(
    'records.list',
    kind && !isLocal && words === ''
      ? {
          query: {
            kind: kind.name,
            filters: [],
            sort: { field: 'updatedAt', descending: true },
            archived: 'without' as const,
          },
          limit: 20,
        }
      : skipToken,
  )
  const found = useCall(
    'search.query',
    kind && !isLocal && words !== '' ? { words, kinds: [kind.name], limit: 20 } : skipToken,
  )
  const mayBe = use(TargetFilter)
  const rows = isLocal
    ? (all.latest ?? []).filter(record => !record.archived && record.values['isActive'] !== false)
    : words === ''
      ? (recent.data?.rows ?? [])
      : (found.latest?.groups.find(group => group.kind === kindName)?.hits ?? [])
  const offered = mayBe ? rows.filter(({ id }) => mayBe(id)) : rows
  const answer = words === '' ? recent.data : found.data
  return {
    options: offered.map(({ id, title }) => ({ value: id, label: title })),
    isLocal,
    isAwaited: kind !== undefined && !isLocal && (words !== typed.trim() || answer === undefined),
  }
}

/** Search has filtered already; typing must not filter its corrections away. */
const asFound: typeof byFoldedLabel = ({ options }) => options
