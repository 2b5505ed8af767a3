import { AppError, asAppError } from '../../../shared/errors.ts'
import { fieldRight } from '../../../shared/permissions/viewer.ts'
import type { RecordKey } from '../../../shared/record.ts'
import type { HistoryRow } from '../../../shared/sync/protocol.ts'
import { shownRecord } from '../functions/records.ts'
import type { Workspace } from '../workspace.ts'

/** Rows of the log about a record and what hangs on it, newest first; `before` absent: there is nothing older. */
export interface LogPage {
  rows: HistoryRow[]
  before?: number
  /** The server could not be asked; this is what this device kept. */
  isKept?: boolean
  /** How far that reaches; absent where nothing was kept. */
  until?: string
}

interface Kept {
  rows: HistoryRow[]
  until: string
}
/** Records whose newest rows stay here for reading offline. */
const recordsKept = 200
const pageSize = 100

/** A page from the server; where it cannot be asked, what was kept of it. Throws record.notFound. */
export async function askedLog(work: Workspace, of: RecordKey, before?: number): Promise<LogPage> {
  try {
    const page = await work.sync.history(of, {
      limit: pageSize,
      related: true,
      ...(before === undefined ? {} : { before }),
    })
    if (before === undefined) {
      const kept: Kept = { rows: page.rows, until: new Date(work.now()).toISOString() }
      work.device.put('timeline', keyOf(of), kept)
      work.device.trim('timeline', recordsKept)
    }
    return { rows: page.rows, ...(page.before === undefined ? {} : { before: page.before }) }
  } catch (thrown) {
    if (!mayBeKept.has(asAppError(thrown).code)) throw thrown
    // A record that the server does not know yet has no rows there to miss.
    return { ...keptLog(work, of, before), isKept: asAppError(thrown).code !== 'record.notFound' }
  }
}

/** What this device kept. What left this person's sight is forgotten; what is hidden today is not told. */
export function keptLog(work: Workspace, of: RecordKey, before = Number.POSITIVE_INFINITY): LogPage {
  if (!shownRecord(work, of)) {
    work.device.remove('timeline', keyOf(of))
    throw new AppError('record.notFound')
  }
  const kept = work.device.get('timeline', keyOf(of)) as Kept | undefined
  const rows = (kept?.rows ?? [])
    .filter(row => row.number < before)
    .map(row => ({
      ...row,
      changes: row.changes.filter(
        ({ field }) => fieldRight(work.viewer(), row.record?.kind ?? of.kind, field) !== 'hidden',
      ),
    }))
  return { rows, ...(kept ? { until: kept.until } : {}) }
}

/** What kept rows stand in for: no server, or one that does not know a new record yet. */
const mayBeKept: ReadonlySet<string> = new Set(['network.offline', 'server.unavailable', 'record.notFound'])
const keyOf = ({ kind, id }: RecordKey): string => `${kind}:${id}`
