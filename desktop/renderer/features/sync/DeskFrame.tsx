import { Button, Checkbox, Select } from '@mantine/core'
import { IconFilterOff } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { hashOf } from '../../app/route.ts'
import { useKinds, useNameOf, useSyncState } from '../../data/hooks.ts'
import { useFormat } from '../../i18n/format.ts'
import { byFoldedLabel } from '../../records/fields/optionFilter.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ScreenHeader } from '../../ui/ScreenHeader.tsx'
import { useSearchedSelect } from '../../ui/useSearchedSelect.ts'
import styles from './desk.module.css'
import { type DeskFilter, type DeskItem, noFilter, type Since, sinces } from './deskFilter.ts'
import type { DeskSelection } from './useDesk.ts'

type Tab = 'clashes' | 'refused'

/** The head of what waits for a decision: its two lists beside each other, each with how many are in it. */
export function DeskHead({
  tab,
  title,
  hint,
  actions,
}: {
  tab: Tab
  title: string
  hint: string
  actions?: ReactNode
}) {
  const { t } = useTranslation('desk')
  const { number } = useFormat()
  const counts = useSyncState()
  return (
    <>
      <ScreenHeader title={title} hint={hint} actions={actions} />
      <nav className={styles.tabs} aria-label={t('tabs.label')}>
        {(['clashes', 'refused'] as const).map(name => (
          <a key={name} href={hashOf({ screen: name })} aria-current={name === tab ? 'page' : undefined}>
            {t(`tabs.${name}`)}
            <span className={styles.tabCount}>{number(counts?.[name] ?? 0)}</span>
          </a>
        ))}
      </nav>
    </>
  )
}

interface FiltersProps {
  items: readonly DeskItem[]
  filter: DeskFilter
  onChange: (filter: DeskFilter) => void
  /** Who changed it is a question only where others did. */
  hasWho: boolean
}

/** Kind, field, who and since when; only what occurs is offered. */
export function DeskFilters({ items, filter, onChange, hasWho }: FiltersProps) {
  const { t } = useTranslation(['desk', 'app'])
  const { label } = useFormat()
  const kinds = useKinds()
  const nameOf = useNameOf()
  const searchedField = useSearchedSelect()
  const searchedWho = useSearchedSelect()
  const nameOfField = (kind: string, field: string): string => {
    const known = kinds.get(kind)?.fields[field]
    if (known) return label(known.label)
    return t(`app:fields.${field}` as never, { defaultValue: field }) as string
  }
  const kindsHere = [...new Set(items.map(({ record }) => record.kind))]
  const fieldsHere = new Map(
    items
      .filter(({ record }) => filter.kind === undefined || record.kind === filter.kind)
      .flatMap(({ record, fields }) =>
        fields.map(field => [`${record.kind}.${field}`, nameOfField(record.kind, field)] as const),
      ),
  )
  const people = [...new Set(items.flatMap(({ user }) => user ?? []))]
  const common = { size: 'xs', clearable: true, className: styles.filter ?? '' } as const
  return (
    <div className={styles.filters}>
      <Select
        {...common}
        aria-label={t('desk:filter.kind')}
        placeholder={t('desk:filter.allKinds')}
        data={kindsHere.map(kind => {
          const known = kinds.get(kind)
          return { value: kind, label: known ? label(known.label.many) : kind }
        })}
        value={filter.kind ?? null}
        onChange={kind => onChange({ ...filter, kind: kind ?? undefined, field: undefined })}
      />
      <Select
        {...common}
        {...searchedField}
        filter={byFoldedLabel}
        aria-label={t('desk:filter.field')}
        placeholder={t('desk:filter.allFields')}
        data={[...fieldsHere].map(([value, name]) => ({ value, label: name }))}
        value={filter.field ?? null}
        onChange={field => onChange({ ...filter, field: field ?? undefined })}
      />
      {hasWho && (
        <Select
          {...common}
          {...searchedWho}
          filter={byFoldedLabel}
          aria-label={t('desk:filter.who')}
          placeholder={t('desk:filter.anyone')}
          data={people.map(user => ({ value: user, label: nameOf(user) ?? '…' }))}
          value={filter.who ?? null}
          onChange={who => onChange({ ...filter, who: who ?? undefined })}
        />
      )}
      <Select
        {...common}
        clearable={false}
        aria-label={t('desk:filter.since')}
        data={sinces.map(since => ({ value: since, label: t(`desk:filter.${since}`) }))}
        value={filter.since}
        onChange={since => onChange({ ...filter, since: (since as Since | null) ?? 'anyTime' })}
      />
    </div>
  )
}

/** Nothing is left of what is there. */
export function NothingFits({ onChange }: { onChange: (filter: DeskFilter) => void }) {
  const { t } = useTranslation('desk')
  return (
    <EmptyState
      icon={IconFilterOff}
      title={t('filter.none')}
      hint={t('filter.noneHint')}
      action={
        <Button variant="default" onClick={() => onChange(noFilter)}>
          {t('filter.clear')}
        </Button>
      }
    />
  )
}

/** Choosing all, how many are chosen and what can be done with them; and the keys that do the same. */
export function DeskBar({
  count,
  selection,
  keys,
  children,
}: {
  count: number
  selection: DeskSelection
  keys: string
  children: ReactNode
}) {
  const { t } = useTranslation('desk')
  const { number } = useFormat()
  const { chosen } = selection
  return (
    <div className={styles.bar} role="toolbar" aria-label={t('select.all')}>
      <Checkbox
        size="xs"
        aria-label={t('select.all')}
        label={
          chosen.size > 0 ? t('select.count', { count: chosen.size, shown: number(chosen.size) }) : t('select.all')
        }
        checked={chosen.size >= count && count > 0}
        indeterminate={chosen.size > 0 && chosen.size < count}
        onChange={selection.toggleAll}
      />
      {chosen.size > 0 ? (
        <span className={styles.actions}>{children}</span>
      ) : (
        <span className={styles.keys}>
          {t('keys.hint')} · {keys}
        </span>
      )}
    </div>
  )
}
