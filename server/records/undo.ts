import type { Patch, RecordKey, RecordState } from '../../shared/record.ts'
import { sameValue } from '../../shared/value.ts'
import type { Transaction } from '../db/database.ts'
import { type ReadChange, readChanges } from '../log/chain.ts'
import { keyText } from './companyFacts.ts'

/** What the log knows of an operation that is being taken back. */
export interface Undone {
  labels: ReadonlySet<string>
  /** This user made the record in that operation: who makes one may take it back without the right to archive. */
  made: (key: RecordKey, user: string) => boolean
  /** The operation changed this field from this value: putting it back needs no other licence. */
  had: (key: RecordKey, field: string, value: unknown) => boolean
}

export async function undoneBy(tx: Transaction, company: string, operation: string): Promise<Undone> {
  const rows = await tx<
    { kind: string; record_id: string; creates: boolean; user_id: string; label: string; changes: Buffer }[]
  >`
    select kind, record_id, creates, user_id, label, changes from log
    where company_id = ${company} and operation = ${operation}`
  const makers = new Map<string, string>()
  const changes = new Map<string, ReadChange[]>()
  for (const row of rows) {
    const key = keyText({ kind: row.kind, id: row.record_id })
    if (row.creates) makers.set(key, row.user_id)
    changes.set(key, [...(changes.get(key) ?? []), ...readChanges(row.changes)])
  }
  return {
    labels: new Set(rows.map(row => row.label)),
    made: (key, user) => makers.get(keyText(key)) === user,
    had: (key, field, value) =>
      (changes.get(keyText(key)) ?? []).some(change => change.field === field && sameValue(change.old, value)),
  }
}

/** Only what the patch would take back is left of a record that its maker may not archive otherwise. */
export const takesBackMaking = (
  undone: Undone | undefined,
  state: RecordState,
  user: string,
  set: Patch['set'],
): boolean => Object.keys(set).length === 1 && set['archived']?.value === true && undone?.made(state, user) === true
