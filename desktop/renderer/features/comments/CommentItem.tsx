import { Avatar } from '@mantine/core'
import { IconArchive, IconClock, IconPencil } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../shared/entity.ts'
import type { RichTextDocument } from '../../../../shared/fields.ts'
import type { ShownRecord } from '../../../core/api/functions.ts'
import { useCall, useNameOf } from '../../data/hooks.ts'
import { useFormat } from '../../i18n/format.ts'
import { RichText } from '../../records/fields/RichText.tsx'
import { useRights } from '../../records/rights.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { initialsOf } from '../../ui/initials.ts'
import { CommentEditor } from './CommentEditor.tsx'
import styles from './comments.module.css'
import type { Colleague } from './mentionTyping.ts'
import { useSaveComment } from './useSaveComment.ts'

interface Props {
  kind: AnyKind
  id: string
  colleagues: readonly Colleague[]
}

/** What one colleague said; its author may write it anew or take it away, an administrator take it away. */
export function CommentItem({ kind, id, colleagues }: Props) {
  const { latest: record } = useCall('records.get', { kind: kind.name, id })
  return record ? <Shown kind={kind} record={record} colleagues={colleagues} /> : null
}

function Shown({ kind, record, colleagues }: Omit<Props, 'id'> & { record: ShownRecord }) {
  const { t } = useTranslation(['detail', 'records'])
  const { relative, dateTime } = useFormat()
  const rights = useRights(kind)
  const { edit, remove } = useSaveComment(kind)
  const nameOf = useNameOf()
  const [isEditing, setEditing] = useState(false)
  const name = nameOf(record.createdBy) ?? t('records:history.system')
  const body = record.values['body'] as RichTextDocument | undefined
  return (
    <article className={styles.comment} aria-label={name}>
      <Avatar size={28} radius="xl" color="blue" aria-hidden>
        {initialsOf(name)}
      </Avatar>
      <div className={styles.said}>
        <header className={styles.head}>
          <strong className={styles.who}>{name}</strong>
          <time className={styles.meta} dateTime={record.createdAt} title={dateTime(record.createdAt)}>
            {relative(record.createdAt)}
          </time>
          {isEdited(record) && (
            <span className={styles.meta} title={dateTime(record.updatedAt)}>
              {t('detail:comments.edited')}
            </span>
          )}
          {record.waiting && (
            <span className={styles.meta} title={t('records:waiting.hint')}>
              <IconClock size={14} stroke={1.5} aria-hidden />
              <span className={styles.unseen}>{t('records:waiting.label')}</span>
            </span>
          )}
          {!isEditing && (
            <span className={styles.actions}>
              {rights.can('edit', record) && (
                <IconButton
                  label={t('detail:comments.edit')}
                  icon={IconPencil}
                  size={24}
                  onClick={() => setEditing(true)}
                />
              )}
              {rights.can('archive', record) && (
                <IconButton
                  label={t('detail:comments.remove')}
                  icon={IconArchive}
                  size={24}
                  onClick={() => void remove(record)}
                />
              )}
            </span>
          )}
        </header>
        {isEditing ? (
          <CommentEditor
            label={t('detail:comments.edit')}
            placeholder=""
            start={body}
            colleagues={colleagues}
            save={t('detail:comments.save')}
            onCancel={() => setEditing(false)}
            onSave={async document => {
              const isSaved = await edit(record, document)
              if (isSaved) setEditing(false)
              return false
            }}
            autoFocus
          />
        ) : (
          body && <RichText document={body} />
        )}
      </div>
    </article>
  )
}

/** The server stamps what it takes over a moment later; a comment that was written anew is later than that. */
const isEdited = ({ createdAt, updatedAt, waiting }: ShownRecord): boolean =>
  !waiting && Date.parse(updatedAt) - Date.parse(createdAt) > 1000
