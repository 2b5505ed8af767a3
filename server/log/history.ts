import type { AnyKind } from '../../shared/entity.ts'
import { fieldRight, type Viewer } from '../../shared/permissions/viewer.ts'
import type { RecordKey } from '../../shared/record.ts'
import type { FieldCipher } from '../db/columns.ts'
import type { Transaction } from '../db/database.ts'
import { type ReadChange, readChanges } from './chain.ts'
import { unsealed } from './sealed.ts'

export interface HistoryRow {
  number: number
  operation: string
  /** Locale key of what was done (`operations.<label>`). */
  label: string
  at: string
  user: string
  /** The device's id and name; empty where it was done by an API key or the server. */
  device: string
  deviceName: string
  undoes?: string
  /** It followed from a change of another record. */
  followed: boolean
  changes: ReadChange[]
}

/**
 * One record's history, newest first, as its reader may see it today: fields that are hidden now are absent, also from
 * rows of a time when they were not. The caller has made sure that the record is visible.
 */
export async function historyOf(
  tx: Transaction,
  options: {
    company: string
    viewer: Viewer
    kind: AnyKind
    key: RecordKey
    /** Rows below this number. */
    before?: number | undefined
    limit: number
    cipher?: FieldCipher | undefined
  },
): Promise<{ rows: HistoryRow[]; more: boolean; before?: number }> {
  const { company, viewer, kind, key, before, limit, cipher } = options
  const found = await tx<LogRow[]>`
    select l.number, l.operation, l.label, l.at, l.user_id, l.device_id, d.name as device_name, l.undoes, l.creates,
           l.cause, l.changes
    from log l left join device d on d.company_id = l.company_id and d.id = l.device_id
    where l.company_id = ${company} and l.kind = ${key.kind} and l.record_id = ${key.id}
      ${before === undefined ? tx`` : tx`and l.number < ${before}`}
    order by l.number desc limit ${limit + 1}`
  const more = found.length > limit
  const page = found.slice(0, limit)
  const rows = page.flatMap(row => {
    const changes = readChanges(row.changes)
      .filter(({ field }) => fieldRight(viewer, kind.name, field) !== 'hidden')
      .map(change => (kind.fields[change.field]?.special ? unsealed(change, cipher) : change))
    // Rows that only moved the record's number, or only what the reader may not see, tell them nothing.
    return changes.length === 0 && !row.creates ? [] : [rowOf(row, changes)]
  })
  const last = page.at(-1)
  return { rows, more, ...(more && last ? { before: last.number } : {}) }
}

interface LogRow {
  number: number
  operation: string
  label: string
  at: string
  user_id: string
  device_id: string | null
  device_name: string | null
  undoes: string | null
  creates: boolean
  cause: number | null
  changes: Buffer
}

const rowOf = (row: LogRow, changes: ReadChange[]): HistoryRow => ({
  number: row.number,
  operation: row.operation,
  label: row.label,
  at: row.at,
  user: row.user_id,
  device: row.device_id ?? '',
  deviceName: row.device_name ?? '',
  ...(row.undoes ? { undoes: row.undoes } : {}),
  followed: row.cause !== null,
  changes,
})
