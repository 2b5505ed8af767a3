import type { Patch, RecordKey, RecordState } from '../../shared/record.ts'
import { sameValue } from '../../shared/value.ts'
import type { Transaction } from '../db/database.ts'
import type { LogRow } from '../log/append.ts'
import { type ReadChange, readChanges } from '../log/chain.ts'
import { keyText } from './companyFacts.ts'

/** What the log knows of an operation that is being taken back, as far as the records at hand go. */
export interface Undone {
  labels: ReadonlySet<string>
  /** This user changed the record in that operation. */
  touched: (key: RecordKey, user: string) => boolean
  /** This user made the record in that operation: who makes one may take it back without the right to archive. */
  made: (key: RecordKey, user: string) => boolean
  /** The operation changed this field from this value: putting it back needs no other licence. */
  had: (key: RecordKey, field: string, value: unknown) => boolean
}

interface Asked {
  tx: Transaction
  company: string
  operation: string
  /** What is taken back by the entry at hand: an operation may have touched thousands besides. */
  records: readonly RecordKey[]
  /** Rows of this transaction that the database does not have yet. */
  unstored: readonly LogRow[]
}

interface FoundRow {
  kind: string
  record_id: string
  creates: boolean
  user_id: string
  label: string
  changes: Buffer
}

export async function undoneBy({ tx, company, operation, records, unstored }: Asked): Promise<Undone> {
  const rows: FoundRow[] = await tx.unsafe<FoundRow[]>(
    select,
    [company, operation, records.map(({ kind }) => kind), records.map(({ id }) => id)],
    { prepare: true },
  )
  const ids = new Set(records.map(keyText))
  for (const { header, changes } of unstored) {
    if (header.operation !== operation || !ids.has(keyText({ kind: header.kind, id: header.record }))) continue
    const { kind, record, user, label, before } = header
    rows.push({ kind, record_id: record, creates: before === null, user_id: user, label, changes })
  }
  const byRecord = Map.groupBy(rows, row => keyText({ kind: row.kind, id: row.record_id }))
  const of = (key: RecordKey): FoundRow[] => byRecord.get(keyText(key)) ?? []
  const read = new Map<FoundRow, ReadChange[]>()
  const changesOf = (row: FoundRow): ReadChange[] => {
    const known = read.get(row) ?? readChanges(row.changes)
    read.set(row, known)
    return known
  }
  return {
    labels: new Set(rows.map(row => row.label)),
    touched: (key, user) => of(key).some(row => row.user_id === user),
    made: (key, user) => of(key).some(row => row.creates && row.user_id === user),
    had: (key, field, value) =>
      of(key).some(row => changesOf(row).some(change => change.field === field && sameValue(change.old, value))),
  }
}

// One record after the other by its index (see load.ts), and not the operation's thousands for each of them.
const select = `
  select found.* from unnest($3::text[], $4::uuid[]) as wanted(kind, id) cross join lateral (
    select operation, kind, record_id, creates, user_id, label, changes from log
    where company_id = $1::uuid and log.kind = wanted.kind and record_id = any(array[wanted.id])
    order by record_id offset 0) found
  where operation = $2::uuid`

/** Only what the patch would take back is left of a record that its maker may not archive otherwise. */
export const takesBackMaking = (
  undone: Undone | undefined,
  state: RecordState,
  user: string,
  set: Patch['set'],
): boolean => Object.keys(set).length === 1 && set['archived']?.value === true && undone?.made(state, user) === true
