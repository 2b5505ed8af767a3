import { Button, Group, Modal } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { type SyntheticEvent, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../shared/entity.ts'
import { isOwned } from '../../../../shared/entity.ts'
import type { BulkChange, RecordsOf } from '../../../core/api/operations.ts'
import { useFormat } from '../../i18n/format.ts'
import type { ShownField, ShownFields } from '../fields/shownFields.ts'
import { useGiving } from '../fields/useGiving.ts'
import { onSaveKeys } from '../form/onSaveKeys.ts'
import { useRights } from '../rights.ts'
import { BulkPreviewPanel } from './BulkPreviewPanel.tsx'
import { BulkRowEditor } from './BulkRowEditor.tsx'
import styles from './bulk.module.css'
import { type BulkRow, changeOf, emptyRow, howsFor, isOffered } from './bulkRows.ts'
import { useBulkPreview } from './useBulkPreview.ts'
import { useBulkRun } from './useBulkRun.ts'

export type BulkIntent = 'edit' | 'assign' | 'tag' | 'archive' | 'restore'

interface Props {
  kind: AnyKind
  fields: ShownFields
  intent: BulkIntent
  of: RecordsOf
  onClose: () => void
  /** It is being done. */
  onBegun: () => void
}

/** What shall become of the chosen records, and, before anything is written, what that would do to them. */
export function BulkDialog({ kind, fields, intent, of, onClose, onBegun }: Props) {
  const { t } = useTranslation(['bulk', 'app'])
  const { number } = useFormat()
  const offered = useOffered(kind, fields)
  const run = useBulkRun()
  const [rows, setRows] = useState<readonly BulkRow[]>(() => firstRows(intent, offered))
  const change = useMemo(() => archiving(intent, of) ?? changeOf(rows, of), [intent, rows, of])
  const state = useBulkPreview(change)
  const { preview } = state
  const isReady = change !== undefined && preview !== undefined && !state.isCounting
  const mayRun = isReady && preview.change > 0 && !preview.refusal
  const begin = (event?: SyntheticEvent) => {
    event?.preventDefault()
    if (!mayRun || !change) return
    onBegun()
    void run(change)
  }
  const setRow = (at: number, row: BulkRow) => setRows(rows.map((old, i) => (i === at ? row : old)))
  const left = offered.filter(({ name }) => !rows.some(row => row.field === name))
  return (
    <Modal opened onClose={onClose} title={t(`bulk:title.${intent}`)} size={720}>
      <form onSubmit={begin} onKeyDownCapture={onSaveKeys(() => begin())} noValidate className={styles.dialog}>
        {!archiving(intent, of) && (
          <div className={styles.rows}>
            {rows.map((row, at) => (
              <BulkRowEditor
                // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
                key={at}
                kind={kind}
                row={row}
                fields={offered.filter(({ name }) => name === row.field || left.some(field => field.name === name))}
                error={row.field ? state.error?.fields?.[row.field] : undefined}
                onChange={next => setRow(at, next)}
                onRemove={rows.length > 1 ? () => setRows(rows.filter((_, i) => i !== at)) : undefined}
                autoFocus={at === rows.length - 1}
              />
            ))}
            {left.length > 0 && (
              <Button
                variant="subtle"
                size="compact-sm"
                className={styles.add ?? ''}
                leftSection={<IconPlus size={16} stroke={1.5} aria-hidden />}
                onClick={() => setRows([...rows, emptyRow])}
              >
                {t('bulk:addField')}
              </Button>
            )}
          </div>
        )}
        <BulkPreviewPanel state={state} fields={fields} isAsked={change !== undefined} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('app:actions.cancel')}
          </Button>
          <Button type="submit" disabled={!mayRun} data-autofocus={archiving(intent, of) ? true : undefined}>
            {preview && preview.change > 0
              ? t('bulk:apply', { count: preview.change, shown: number(preview.change) })
              : t('bulk:applyNone')}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}

/** What this person may write of many records: fields of the kind, and whose they are. */
function useOffered(kind: AnyKind, fields: ShownFields): ShownField[] {
  const rights = useRights(kind)
  const giving = useGiving(kind)
  const isGivable = isOwned(kind) && giving?.refusal === undefined
  return useMemo(() => {
    const owner = isGivable ? fields.get('owner') : undefined
    const own = fields.own.filter(({ field }) => isOffered(field))
    return [...(owner ? [owner] : []), ...own].filter(({ name }) => rights.canWrite(name))
  }, [isGivable, fields, rights])
}

function firstRows(intent: BulkIntent, offered: readonly ShownField[]): BulkRow[] {
  const field =
    intent === 'assign'
      ? offered.find(({ name }) => name === 'owner')
      : intent === 'tag'
        ? offered.find(shown => shown.field.kind === 'tags')
        : undefined
  const [how = 'set'] = field ? howsFor(field.field, true) : []
  return [field ? { field: field.name, how, value: undefined } : emptyRow]
}

/** These need nothing to be chosen. */
const archiving = (intent: BulkIntent, of: RecordsOf): BulkChange | undefined =>
  intent === 'archive' || intent === 'restore'
    ? { label: intent, of, set: { archived: intent === 'archive' } }
    : undefined
