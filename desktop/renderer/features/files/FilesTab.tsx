import { Button } from '@mantine/core'
import { IconPaperclip, IconUpload } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../shared/entity.ts'
import { shownAs } from '../../../../shared/files/mediaTypes.ts'
import type { ListRow } from '../../../core/api/functions.ts'
import { useCall } from '../../data/hooks.ts'
import { ChildForm } from '../../records/detail/ChildForm.tsx'
import { useRights } from '../../records/rights.ts'
import type { RelatedProps } from '../../records/slots.ts'
import { NothingHere } from '../sync/NothingHere.tsx'
import { FileRow } from './FileRow.tsx'
import styles from './files.module.css'
import { PreviewDialog } from './PreviewDialog.tsx'
import { TransferLine } from './TransferLine.tsx'
import { useAddFiles } from './useAddFiles.ts'
import { useFileDrop } from './useFileDrop.ts'
import { useTransfers } from './useTransfers.ts'

const step = 50

/** The files of a record: dropped, pasted or chosen; shown, opened, kept. */
export function FilesTab({ kind, parent }: RelatedProps) {
  const { t } = useTranslation('files')
  const mayAdd = useRights(kind).canCreate(parent) && !parent.archived
  const add = useAddFiles({ kind: parent.kind, id: parent.id })
  const { isOver, place } = useFileDrop({ isOpen: mayAdd, onFiles: files => void add(files) })
  const transfers = useTransfers()
  const [limit, setLimit] = useState(step)
  const [editing, setEditing] = useState<string>()
  const [shown, setShown] = useState<string>()
  const { latest } = useCall('records.list', {
    query: {
      kind: kind.name,
      filters: [{ field: 'parent', op: 'is', value: parent.id }],
      sort: { field: 'createdAt', descending: true },
      archived: 'without',
    },
    limit,
  })
  const rows = latest?.rows ?? []
  // What is being copied has no record yet.
  const arriving = [...transfers.values()].filter(
    one => one.parent?.id === parent.id && !rows.some(row => row.id === one.id) && one.state === 'copying',
  )
  const isEmpty = latest !== undefined && rows.length === 0 && arriving.length === 0
  const shownHere = rows.filter(row => shownAs(row.title) && (row.values['uploadedAt'] || transfers.has(row.id)))
  return (
    <div className={styles.tab} {...place} data-over={isOver || undefined}>
      {mayAdd && !isEmpty && (
        <div className={styles.adding}>
          <ChooseButton onFiles={files => void add(files)} />
          <span className={styles.hint}>{t('hint')}</span>
        </div>
      )}
      {isEmpty && (
        <NothingHere
          icon={IconPaperclip}
          title={t('none')}
          hint={mayAdd ? t('noneHint') : t('noneReadOnly')}
          action={mayAdd && <ChooseButton isPrimary onFiles={files => void add(files)} />}
        />
      )}
      {(arriving.length > 0 || rows.length > 0) && (
        <ul className={styles.rows} aria-label={t('list')}>
          {arriving.map(transfer => (
            <li key={transfer.id} className={styles.arriving}>
              <span className={styles.name}>{transfer.name}</span>
              <TransferLine transfer={transfer} />
            </li>
          ))}
          {rows.map(row => (
            <li key={row.id}>
              {editing === row.id ? (
                <RowForm kind={kind} row={row} onClose={() => setEditing(undefined)} />
              ) : (
                <FileRow
                  kind={kind}
                  row={row}
                  transfer={transfers.get(row.id)}
                  onPreview={() => setShown(row.id)}
                  onEdit={() => setEditing(row.id)}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {latest?.next !== undefined && (
        <Button variant="subtle" size="compact-sm" onClick={() => setLimit(old => Math.min(500, old + step))}>
          {t('more')}
        </Button>
      )}
      {isOver && (
        <div className={styles.over} aria-hidden>
          <IconUpload size={24} stroke={1.5} />
          {t('drop')}
        </div>
      )}
      <PreviewDialog
        files={shownHere.map(({ id, title, values }) => ({
          id,
          name: title,
          // Until it has been sent, its record says nothing of it.
          size: Number(values['size'] ?? transfers.get(id)?.size ?? 0),
        }))}
        shown={shown}
        onShow={setShown}
      />
    </div>
  )
}

/** The system's own dialog, behind a button of ours. */
function ChooseButton({ isPrimary, onFiles }: { isPrimary?: boolean; onFiles: (files: File[]) => void }) {
  const { t } = useTranslation('files')
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button
        {...(isPrimary ? {} : { variant: 'default', size: 'compact-sm' })}
        leftSection={<IconUpload size={16} stroke={1.75} aria-hidden />}
        onClick={() => input.current?.click()}
      >
        {t('choose')}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={t('choose')}
        onChange={event => {
          onFiles([...(event.currentTarget.files ?? [])])
          // The same file may be chosen again.
          event.currentTarget.value = ''
        }}
      />
    </>
  )
}

function RowForm({ kind, row, onClose }: { kind: AnyKind; row: ListRow; onClose: () => void }) {
  const { latest: record } = useCall('records.get', { kind: kind.name, id: row.id })
  return record ? <ChildForm kind={kind} record={record} onClose={onClose} /> : <div className={styles.row} />
}
