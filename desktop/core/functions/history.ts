import { AppError, asAppError } from '../../../shared/errors.ts'
import { fieldRight } from '../../../shared/permissions/viewer.ts'
import type { RecordKey } from '../../../shared/record.ts'
import type { ArgsOf, HistoryRow, ResultOf } from '../api/functions.ts'
import type { Workspace } from '../workspace.ts'
import { shownRecord } from './records.ts'

interface Kept {
  rows: HistoryRow[]
  until: string
}
/** Records whose newest history stays here for reading offline. */
const recordsKept = 200

/**
 * Who changed what, newest first, from the server; offline what this device kept of it. This device's own open entries
 * stand before the first page.
 */
export async function recordHistory(work: Workspace, args: ArgsOf<'history.list'>): Promise<ResultOf<'history.list'>> {
  const { kind, id, before, limit } = args
  const waiting = before === undefined ? ownOpenRows(work, args) : []
  const key = `${kind}:${id}`
  try {
    const page = await work.sync.history({ kind, id }, { limit, ...(before === undefined ? {} : { before }) })
    const rows = page.rows.map(({ deviceName, ...row }): HistoryRow => ({ ...row, device: deviceName, waiting: false }))
    if (before === undefined) {
      work.device.put('history', key, { rows, until: new Date(work.now()).toISOString() } satisfies Kept)
      work.device.trim('history', recordsKept)
    }
    return { rows: [...waiting, ...rows], more: page.before !== undefined }
  } catch (thrown) {
    if (!mayBeRead.has(asAppError(thrown).code)) throw thrown
    // What left this person's sight is forgotten with its history.
    if (!shownRecord(work, { kind, id })) {
      work.device.remove('history', key)
      throw new AppError('record.notFound')
    }
    const kept = work.device.get('history', key) as Kept | undefined
    const rows = (before === undefined ? kept?.rows : undefined) ?? []
    return {
      rows: [...waiting, ...rows.map(row => withoutHidden(work, kind, row))],
      more: false,
      ...(kept ? { until: kept.until } : {}),
    }
  }
}

/** What kept history stands in for: no server, or one that does not know a new record yet. */
const mayBeRead: ReadonlySet<string> = new Set(['network.offline', 'server.unavailable', 'record.notFound'])

/** What was kept under earlier rights is shown by today's. */
const withoutHidden = (work: Workspace, kind: string, row: HistoryRow): HistoryRow => ({
  ...row,
  changes: row.changes.filter(({ field }) => fieldRight(work.viewer(), kind, field) !== 'hidden'),
})

function ownOpenRows(work: Workspace, { kind, id }: RecordKey): HistoryRow[] {
  return work.outbox
    .openPatchesOf(id)
    .filter(({ accepted, patch }) => !accepted && patch.kind === kind)
    .map(({ entry, patch }) => ({
      operation: entry.operation,
      label: entry.label,
      at: entry.at,
      user: work.viewer().user,
      device: '',
      waiting: true,
      ...(entry.undoes ? { undoes: entry.undoes } : {}),
      changes: Object.entries(patch.set).map(([field, { base, value }]) => ({ field, old: base, new: value })),
    }))
    .reverse()
}
