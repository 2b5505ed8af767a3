import type { AnyKind } from '../../../shared/entity.ts'
import type { RecordKey } from '../../../shared/record.ts'
import type { HistoryRow } from '../../../shared/sync/protocol.ts'
import { tellingFields } from '../../../shared/timeline.ts'
import type { TimelineItem } from '../api/timeline.ts'
import { shownRecord } from '../functions/records.ts'
import type { Workspace } from '../workspace.ts'

/** What a row of the log tells, or nothing where a moment tells it or where nobody would want to know. */
export function logItem(work: Workspace, of: RecordKey, row: HistoryRow): TimelineItem | undefined {
  const key = row.record ?? of
  const kind = work.kinds().get(key.kind)
  const record = kind && shownRecord(work, key)
  if (!kind || !record) return undefined
  const isOther = key.id !== of.id
  if (isOther && isToldByMoment(kind, row)) return undefined
  const { deviceName, creates, record: _, ...rest } = row
  const sort = sortOf(kind, row)
  // A new record is there to be read; only its making is told.
  const changes = creates ? [] : row.changes
  if (!creates && changes.length === 0) return undefined
  return {
    key: `${row.number} ${key.id}`,
    at: row.at,
    by: row.user,
    waiting: false,
    sort,
    kind: key.kind,
    id: key.id,
    title: record.title,
    change: { ...rest, changes, label: creates ? 'create' : row.label, device: deviceName, waiting: false },
  }
}

/** This device's own changes of the record that the server has not answered yet, newest first. */
export function openItems(work: Workspace, of: RecordKey): TimelineItem[] {
  const kind = work.kinds().require(of.kind)
  const title = shownRecord(work, of)?.title ?? ''
  const user = work.viewer().user
  return work.outbox
    .openPatchesOf(of.id)
    .filter(({ accepted, patch }) => !accepted && patch.kind === of.kind)
    .map(({ entry, patch }): TimelineItem => {
      const changes = patch.create
        ? []
        : Object.entries(patch.set).map(([field, { base, value }]) => ({ field, old: base, new: value }))
      const label = patch.create ? 'create' : entry.label
      return {
        key: `${entry.id} ${of.id}`,
        at: entry.at,
        by: user,
        waiting: true,
        sort: sortOf(kind, { changes, label, ...(patch.create ? { creates: true } : {}) }),
        kind: of.kind,
        id: of.id,
        title,
        change: { operation: entry.operation, label, at: entry.at, user, device: '', waiting: true, changes },
      }
    })
    .reverse()
}

/** Records with moments tell of their making and of what happened then by themselves. */
const isToldByMoment = (kind: AnyKind, row: HistoryRow): boolean =>
  kind.timeline !== undefined &&
  (row.creates === true || row.changes.some(({ field }) => kind.timeline?.includes(field)))

const usual = new Set(['edit', 'tag', 'undo'])

function sortOf(kind: AnyKind, { changes, label, creates }: Pick<HistoryRow, 'changes' | 'label' | 'creates'>): string {
  const telling = tellingFields(kind)
  const tells = creates || changes.some(({ field }) => telling.has(field)) || !usual.has(label)
  return tells ? 'state' : 'edit'
}
