import type { AnyKind } from '../../shared/entity.ts'
import { type Bulk, bulkInsert } from '../db/bulk.ts'
import { type FieldCipher, tableName } from '../db/columns.ts'
import type { Transaction } from '../db/database.ts'
import type { RowForm } from '../db/rows.ts'
import { formOf } from './load.ts'
import type { WorkingSet } from './workingSet.ts'

/** Stores all changed records, one statement per kind. */
export async function storeRecords(
  tx: Transaction,
  company: string,
  set: WorkingSet,
  cipher: FieldCipher | undefined,
): Promise<void> {
  const statements: Promise<unknown>[] = []
  for (const [name, changes] of set.changes()) {
    const kind = set.facts.kinds.require(name)
    const form = formOf(kind, cipher)
    const rows = changes.map(({ after }) => form.rowOf(company, after))
    const upsert = upsertOf(kind, form)
    statements.push(tx.unsafe(upsert.sql, upsert.parameters(rows), { prepare: true }).execute())
  }
  await Promise.all(statements)
}

const upserts = new Map<string, Bulk>()

function upsertOf(kind: AnyKind, form: RowForm): Bulk {
  const known = upserts.get(kind.name)
  if (known) return known
  const kept = new Set(['company_id', 'id', 'created_at', 'created_by'])
  const changing = form.columns.filter(column => !kept.has(column))
  const set = changing.map(column => `"${column}" = excluded."${column}"`).join(', ')
  const upsert = bulkInsert(tableName(kind), form.typed, `on conflict (company_id, id) do update set ${set}`)
  upserts.set(kind.name, upsert)
  return upsert
}
