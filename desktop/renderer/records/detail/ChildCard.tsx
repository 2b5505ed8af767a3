import { ActionIcon, Tooltip } from '@mantine/core'
import { IconArchive, IconClock, IconExternalLink, IconPencil } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../shared/entity.ts'
import { isEmpty } from '../../../../shared/value.ts'
import type { ShownRecord } from '../../../core/api/functions.ts'
import { hashOf } from '../../app/route.ts'
import { useCall, useNameOf } from '../../data/hooks.ts'
import { useFormat } from '../../i18n/format.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { FieldView } from '../fields/FieldView.tsx'
import { fieldValue } from '../fields/recordValue.ts'
import { useFields } from '../fields/shownFields.ts'
import { useRights } from '../rights.ts'
import { useRecordActions } from '../useRecordActions.ts'
import { besideItsLike } from './besideItsLike.ts'
import { ChildForm } from './ChildForm.tsx'
import styles from './cards.module.css'
import { useDraftKept } from './useDraftKept.ts'

/** One record that hangs on another: what it says, who wrote it, and its form in its place. */
export function ChildCard({ kind, id }: { kind: AnyKind; id: string }) {
  const { latest: record } = useCall('records.get', { kind: kind.name, id })
  const [isEditing, setEditing] = useState(false)
  const tellKept = useDraftKept({ isOpen: isEditing, reopen: () => setEditing(true) })
  const close = (isKept?: boolean) => {
    setEditing(false)
    if (isKept) tellKept()
  }
  if (!record) return <div className={styles.card} />
  if (isEditing) return <ChildForm kind={kind} record={record} onClose={close} />
  return <Shown kind={kind} record={record} onEdit={() => setEditing(true)} />
}

function Shown({ kind, record, onEdit }: { kind: AnyKind; record: ShownRecord; onEdit: () => void }) {
  const { t } = useTranslation(['records', 'detail'])
  const { relative } = useFormat()
  const nameOf = useNameOf()
  const rights = useRights(kind)
  const actions = useRecordActions()
  const fields = useFields(kind)
  const filled = fields.own.filter(({ name }) => !isEmpty(fieldValue(record, name)))
  const body = filled.filter(({ field }) => field.kind === 'richText' || field.kind === 'longText')
  // What the title is made of is not said twice.
  const facts = filled.filter(
    ({ name, field }) =>
      !body.some(shown => shown.name === name) && !isInTitle(record, name) && field.kind !== 'boolean',
  )
  const flags = filled.filter(({ name, field }) => field.kind === 'boolean' && fieldValue(record, name) === true)
  const isProse = body.length > 0 && facts.length === 0
  const open = t('detail:related.open', { title: record.title })
  return (
    <article className={styles.card} aria-label={record.title}>
      <header className={styles.cardHead}>
        {!(isProse && !hasOwnTitle(record, filled.length)) && <h3 className={styles.cardTitle}>{record.title}</h3>}
        {flags.map(({ name, label }) => (
          <span key={name} className={styles.flag}>
            {label}
          </span>
        ))}
        {record.waiting && (
          <span className={styles.waiting} title={t('waiting.hint')}>
            <IconClock size={14} stroke={1.5} aria-hidden />
            <span className={styles.unseen}>{t('waiting.label')}</span>
          </span>
        )}
        <span className={styles.cardTrace}>
          {nameOf(record.createdBy) ?? t('history.system')} · {relative(record.createdAt)}
        </span>
        <span className={styles.cardActions}>
          <Tooltip label={open}>
            <ActionIcon component="a" href={hashOf(besideItsLike(kind, record))} aria-label={open} size={24}>
              <IconExternalLink size={18} stroke={1.5} aria-hidden />
            </ActionIcon>
          </Tooltip>
          {rights.can('edit', record) && (
            <IconButton label={t('actions.edit')} icon={IconPencil} size={24} onClick={onEdit} />
          )}
          {rights.can('archive', record) && (
            <IconButton
              label={t('actions.archive')}
              icon={IconArchive}
              size={24}
              onClick={() => void actions.archive({ keys: [{ kind: kind.name, id: record.id }], title: record.title })}
            />
          )}
        </span>
      </header>
      {facts.length > 0 && (
        <dl className={styles.cardFacts}>
          {facts.map(({ name, field, label }) => (
            <div key={name} className={styles.cardFact} data-wide={field.kind === 'address' || undefined}>
              <dt>{label}</dt>
              <dd>
                <FieldView field={field} value={fieldValue(record, name)} place="detail" />
              </dd>
            </div>
          ))}
        </dl>
      )}
      {body.map(({ name, field }) => (
        <div key={name} className={styles.cardBody}>
          <FieldView field={field} value={fieldValue(record, name)} place="detail" />
        </div>
      ))}
    </article>
  )
}

/** A text that stands in the title word for word. */
function isInTitle(record: ShownRecord, name: string): boolean {
  const value = fieldValue(record, name)
  return typeof value === 'string' && value !== '' && record.title.includes(value)
}

/** Has a title of its own, not just the beginning of its text. */
const hasOwnTitle = (record: ShownRecord, filled: number): boolean =>
  filled > 1 && Object.values(record.values).includes(record.title)
