import type { AnyKind } from '../../shared/entity.ts'
import type { Kinds } from '../../shared/kinds.ts'
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
  creates?: boolean
  /** Where it is another record than the one asked for. */
  record?: RecordKey
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
    const changes = shownChanges(row, kind, viewer, cipher)
    // Rows that only moved the record's number, or only what the reader may not see, tell them nothing.
    return changes.length === 0 && !row.creates ? [] : [rowOf(row, changes)]
  })
  const last = page.at(-1)
  return { rows, more, ...(more && last ? { before: last.number } : {}) }
}

/**
 * Rows about a record and others that belong to it (relatedKeys), newest first, as `historyOf` gives them of one. Of the
 * others, what only followed from a change of their parent is left out: it is told there.
 */
export async function storyOf(
  tx: Transaction,
  options: {
    company: string
    viewer: Viewer
    kinds: Kinds
    of: RecordKey
    keys: readonly RecordKey[]
    before?: number | undefined
    limit: number
    cipher?: FieldCipher | undefined
  },
): Promise<{ rows: HistoryRow[]; more: boolean; before?: number }> {
  const { company, viewer, kinds, of, keys, before, limit, cipher } = options
  const found = await tx<(LogRow & { kind: string; record_id: string })[]>`
    select l.*, d.name as device_name
    from unnest(${keys.map(({ kind }) => kind)}::text[], ${keys.map(({ id }) => id)}::uuid[]) as r(kind, id)
    cross join lateral (
      select number, operation, label, at, user_id, device_id, undoes, creates, cause, changes, kind, record_id
      from log
      where company_id = ${company} and kind = r.kind and record_id = r.id
        and (record_id = ${of.id} or cause is null)
        ${before === undefined ? tx`` : tx`and number < ${before}`}
      order by number desc limit ${limit + 1}) l
    left join device d on d.company_id = ${company} and d.id = l.device_id
    order by l.number desc limit ${limit + 1}`
  const more = found.length > limit
  const page = found.slice(0, limit)
  const rows = page.flatMap(row => {
    const kind = kinds.require(row.kind)
    const changes = shownChanges(row, kind, viewer, cipher)
    if (changes.length === 0 && !row.creates) return []
    const record = row.record_id === of.id ? {} : { record: { kind: row.kind, id: row.record_id } }
    return [{ ...rowOf(row, changes), ...record }]
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

const shownChanges = (row: LogRow, kind: AnyKind, viewer: Viewer, cipher: FieldCipher | undefined): ReadChange[] =>
  readChanges(row.changes)
    .filter(({ field }) => fieldRight(viewer, kind.name, field) !== 'hidden')
    .map(change => (kind.fields[change.field]?.special ? unsealed(change, cipher) : change))

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
  ...(row.creates ? { creates: true } : {}),
  changes,
})
