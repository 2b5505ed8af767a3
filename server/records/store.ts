import type { AnyKind } from '../../shared/entity.ts'
import type { Kinds } from '../../shared/kinds.ts'
import type { RecordState } from '../../shared/record.ts'
import { type Bulk, bulkInsert } from '../db/bulk.ts'
import { type FieldCipher, type Row, tableName } from '../db/columns.ts'
import type { Transaction } from '../db/database.ts'
import type { RowForm } from '../db/rows.ts'
import { formOf } from './load.ts'
import { searchWordsOf } from './searchWords.ts'
import type { WorkingSet } from './workingSet.ts'

/** Stores all changed records: one statement per kind, one for their search words. */
export async function storeRecords(
  tx: Transaction,
  company: string,
  set: WorkingSet,
  cipher: FieldCipher | undefined,
): Promise<void> {
  const words: Row[] = []
  const statements: Promise<unknown>[] = []
  for (const [name, changes] of set.changes()) {
    const kind = set.facts.kinds.require(name)
    const form = formOf(kind, cipher)
    const rows = changes.map(({ after }) => form.rowOf(company, after))
    const upsert = upsertOf(kind, form)
    statements.push(tx.unsafe(upsert.sql, upsert.parameters(rows), { prepare: true }).execute())
    for (const { before, after } of changes) words.push(...searchRow(set.facts.kinds, company, before, after))
  }
  if (words.length > 0)
    statements.push(tx.unsafe(upsertWords.sql, upsertWords.parameters(words), { prepare: true }).execute())
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

const upsertWords = bulkInsert(
  'search_text',
  [
    { name: 'company_id', type: 'uuid' },
    { name: 'kind', type: 'text' },
    { name: 'id', type: 'uuid' },
    { name: 'words', type: 'tsvector' },
  ],
  'on conflict (company_id, kind, id) do update set words = excluded.words',
)

/** Nothing where the record is found by the same words as before. */
function searchRow(kinds: Kinds, company: string, before: RecordState | undefined, after: RecordState): Row[] {
  if (before && before.values === after.values) return []
  const kind = kinds.require(after.kind)
  const words = searchWordsOf(kind, after.values)
  const old = before ? searchWordsOf(kind, before.values) : []
  const isSame = words.length === old.length && words.every((word, i) => word === old[i])
  return isSame
    ? []
    : [{ company_id: company, kind: after.kind, id: after.id, words: words.map(word => `'${word}'`).join(' ') }]
}
