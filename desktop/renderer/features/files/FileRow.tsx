import { IconArchive, IconClock, IconDownload, IconPencil } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../shared/entity.ts'
import { shownAs } from '../../../../shared/files/mediaTypes.ts'
import type { Transfer } from '../../../core/api/files.ts'
import type { ListRow } from '../../../core/api/functions.ts'
import { useNameOf } from '../../data/hooks.ts'
import { useFormat } from '../../i18n/format.ts'
import { useRights } from '../../records/rights.ts'
import { useRecordActions } from '../../records/useRecordActions.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { iconOfFile } from './fileIcons.ts'
import styles from './files.module.css'
import { TransferLine } from './TransferLine.tsx'
import { useFileActions } from './useFileActions.ts'
import { useFileWords } from './useFileWords.ts'

interface Props {
  kind: AnyKind
  row: ListRow
  transfer: Transfer | undefined
  onPreview: () => void
  onEdit: () => void
}

/** A file of a record: its name opens it, or shows it where the app can. */
export function FileRow({ kind, row, transfer, onPreview, onEdit }: Props) {
  const { t } = useTranslation(['files', 'records'])
  const { relative } = useFormat()
  const words = useFileWords()
  const nameOf = useNameOf()
  const actions = useFileActions()
  const changes = useRecordActions()
  const rights = useRights(kind)
  const { id, title } = row
  const [size, note] = [row.values['size'], row.values['note']]
  const isUploaded = typeof row.values['uploadedAt'] === 'string'
  /** The bytes can be had: from the server, or because this desktop is bringing them there. */
  const isOpenable = isUploaded || transfer?.direction === 'up'
  const Glyph = iconOfFile(title)
  const shows = shownAs(title) !== undefined
  return (
    <article className={styles.row} data-moving={transfer ? true : undefined} aria-label={title}>
      <span className={styles.glyph} aria-hidden>
        <Glyph size={18} stroke={1.5} />
      </span>
      <div className={styles.what}>
        <div className={styles.head}>
          {isOpenable ? (
            <button
              type="button"
              className={styles.name}
              aria-label={t(shows ? 'files:preview' : 'files:open', { name: title })}
              onClick={() => (shows ? onPreview() : void actions.open(id, title))}
            >
              {title}
            </button>
          ) : (
            <span className={styles.name}>{title}</span>
          )}
          {row.waiting && (
            <span className={styles.waiting} title={t('records:waiting.hint')}>
              <IconClock size={14} stroke={1.5} aria-hidden />
              <span className={styles.unseen}>{t('records:waiting.label')}</span>
            </span>
          )}
        </div>
        {typeof note === 'string' && <p className={styles.note}>{note}</p>}
        {!isOpenable && <p className={styles.notHere}>{t('files:notHere')}</p>}
      </div>
      <span className={styles.trace}>
        {nameOf(row.createdBy) ?? t('records:history.system')} · {relative(row.createdAt)}
      </span>
      <span className={`${styles.size} numbers`}>{typeof size === 'number' ? words.size(size) : ''}</span>
      {transfer && (
        <div className={styles.moving}>
          <TransferLine transfer={transfer} />
        </div>
      )}
      <span className={styles.actions}>
        {isOpenable && (
          <IconButton
            label={t('files:save')}
            icon={IconDownload}
            size={28}
            onClick={() => void actions.save(id, title)}
          />
        )}
        {rights.can('edit', row) && <IconButton label={t('files:edit')} icon={IconPencil} size={28} onClick={onEdit} />}
        {rights.can('archive', row) && (
          <IconButton
            label={t('files:archive')}
            icon={IconArchive}
            size={28}
            onClick={() => void changes.archive({ keys: [{ kind: kind.name, id }], title })}
          />
        )}
      </span>
    </article>
  )
}
