import type { AnyKind } from '../../shared/entity.ts'
import { type Bulk, bulkInsert } from '../db/bulk.ts'
import { type FieldCipher, tableName } from '../db/columns.ts'
import type { Transaction } from '../db/database.ts'
import type { RowForm } from '../db/rows.ts'
import type { Breathe } from './breath.ts'
import { formOf } from './load.ts'
import type { WorkingSet } from './workingSet.ts'

/** Rows of one statement: about as many as are written out in one go of the event loop. */
const rowsAtOnce = 400

/** Stores all changed records, by few statements per kind. */
export async function storeRecords(
  tx: Transaction,
  company: string,
  set: WorkingSet,
  cipher: FieldCipher | undefined,
  breathe: Breathe,
): Promise<void> {
  const statements: Promise<unknown>[] = []
  for (const [name, changes] of set.changes()) {
    const kind = set.facts.kinds.require(name)
    const form = formOf(kind, cipher)
    const upsert = upsertOf(kind, form)
    for (let from = 0; from < changes.length; from += rowsAtOnce) {
      const rows = changes.slice(from, from + rowsAtOnce).map(({ after }) => form.rowOf(company, after))
      const sent = tx.unsafe(upsert.sql, upsert.parameters(rows), { prepare: true }).execute()
      // It may fail before all are awaited together below, which tells of it.
      sent.catch(() => {})
      statements.push(sent)
      await breathe()
    }
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
