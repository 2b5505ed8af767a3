import type { AnyKind } from '../../shared/entity.ts'
import type { Kinds } from '../../shared/kinds.ts'
import type { RecordState } from '../../shared/record.ts'
import { type FieldCipher, tableName } from '../db/columns.ts'
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
  const words: SearchRow[] = []
  const statements: Promise<unknown>[] = []
  for (const [name, changes] of set.changes()) {
    const kind = set.facts.kinds.require(name)
    const form = formOf(kind, cipher)
    const rows = changes.map(({ after }) => form.rowOf(company, after))
    statements.push(tx.unsafe(upsert(kind, form), [JSON.stringify(rows)], { prepare: true }).execute())
    for (const { before, after } of changes) words.push(...searchRow(set.facts.kinds, company, before, after))
  }
  if (words.length > 0) statements.push(tx.unsafe(upsertWords, [JSON.stringify(words)], { prepare: true }).execute())
  await Promise.all(statements)
}

const statements = new Map<string, string>()

function upsert(kind: AnyKind, form: RowForm): string {
  const known = statements.get(kind.name)
  if (known) return known
  const table = `"${tableName(kind)}"`
  const columns = form.columns.map(column => `"${column}"`)
  const kept = new Set(['"company_id"', '"id"', '"created_at"', '"created_by"'])
  const statement = `
    insert into ${table} (${columns.join(', ')})
    select ${columns.join(', ')} from json_populate_recordset(null::${table}, $1::text::json)
    on conflict (company_id, id) do update set
      ${columns
        .filter(column => !kept.has(column))
        .map(column => `${column} = excluded.${column}`)
        .join(', ')}`
  statements.set(kind.name, statement)
  return statement
}

interface SearchRow {
  company_id: string
  kind: string
  id: string
  words: string[]
}
const upsertWords = `
  insert into search_text (company_id, kind, id, words)
  select company_id, kind, id, array_to_tsvector(words)
  from json_to_recordset($1::text::json) as r(company_id uuid, kind text, id uuid, words text[])
  on conflict (company_id, kind, id) do update set words = excluded.words`

/** Nothing where the record is found by the same words as before. */
function searchRow(kinds: Kinds, company: string, before: RecordState | undefined, after: RecordState): SearchRow[] {
  if (before && before.values === after.values) return []
  const kind = kinds.require(after.kind)
  const words = searchWordsOf(kind, after.values)
  const old = before ? searchWordsOf(kind, before.values) : []
  const isSame = words.length === old.length && words.every((word, i) => word === old[i])
  return isSame ? [] : [{ company_id: company, kind: after.kind, id: after.id, words }]
}
