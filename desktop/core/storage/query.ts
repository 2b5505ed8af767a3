import {
  type FilledMangoQuery,
  getQueryMatcher,
  getSortComparator,
  type PreparedQuery,
  type RxDocumentData,
} from 'rxdb/plugins/core'
import { type CollectionTable, columns, type Row } from './collectionTable.ts'
import type { Condition } from './condition.ts'
import type { Database } from './database.ts'
import { selectorCondition } from './selector.ts'

/** The documents of a prepared query. What SQL cannot say exactly, RxDB's own matcher and comparator decide. */
export function runQuery<Doc>(
  database: Database,
  table: CollectionTable<Doc>,
  { query }: PreparedQuery<Doc>,
): RxDocumentData<Doc>[] {
  const condition = selectorCondition(table, query.selector)
  const order = orderBy(table, query)
  const skip = query.skip ?? 0
  const limit = query.limit ?? Number.POSITIVE_INFINITY
  const text = `SELECT ${columns} FROM ${table.name} WHERE ${condition.sql}${order ? ` ORDER BY ${order}` : ''}`

  if (condition.exact && order) {
    const window =
      skip === 0 && limit === Number.POSITIVE_INFINITY ? [] : [limit === Infinity ? -1n : BigInt(limit), BigInt(skip)]
    const statement = database.prepare(window.length > 0 ? `${text} LIMIT ? OFFSET ?` : text).raw()
    return statement.all(...condition.params, ...window).map(row => table.decode(row as Row))
  }
  const matching = matches(database, table, query, text, condition)
  if (order) return taken(matching, skip, limit)
  const sorted = [...matching].sort(getSortComparator(table.schema, query))
  return sorted.slice(skip, skip + limit)
}

/** How many documents `runQuery` would give. */
export function runCount<Doc>(database: Database, table: CollectionTable<Doc>, { query }: PreparedQuery<Doc>): number {
  const condition = selectorCondition(table, query.selector)
  const all = condition.exact
    ? countByIndex(database, table.name, condition)
    : matches(database, table, query, `SELECT ${columns} FROM ${table.name} WHERE ${condition.sql}`, condition).reduce(
        count => count + 1,
        0,
      )
  return Math.max(0, Math.min(all - (query.skip ?? 0), query.limit ?? Number.POSITIVE_INFINITY))
}

function countByIndex(database: Database, table: string, condition: Condition): number {
  return Number(
    database
      .prepare(`SELECT count(*) FROM ${table} WHERE ${condition.sql}`)
      .pluck()
      .get(...condition.params),
  )
}

function* matches<Doc>(
  database: Database,
  table: CollectionTable<Doc>,
  query: FilledMangoQuery<Doc>,
  text: string,
  condition: Condition,
): Generator<RxDocumentData<Doc>> {
  const matcher = condition.exact ? () => true : getQueryMatcher(table.schema, query)
  for (const row of database
    .prepare(text)
    .raw()
    .iterate(...condition.params)) {
    const document = table.decode(row as Row)
    if (matcher(document)) yield document
  }
}

/** Stops the walk as soon as the window is full. */
function taken<T>(items: Generator<T>, skip: number, limit: number): T[] {
  const result: T[] = []
  if (limit === 0) return result
  let passed = 0
  for (const item of items) {
    if (passed++ < skip) continue
    result.push(item)
    if (result.length >= limit) break
  }
  return result
}

/** The sort as SQL, undefined where a path has no column to sort by. */
function orderBy<Doc>(table: CollectionTable<Doc>, query: FilledMangoQuery<Doc>): string | undefined {
  const parts = query.sort.flatMap(part => Object.entries(part))
  const terms = parts.map(([path, direction]) => {
    const column = table.columnOf(path)
    return column === undefined ? undefined : `${column} ${direction === 'desc' ? 'DESC' : 'ASC'}`
  })
  return terms.includes(undefined) ? undefined : terms.join(', ')
}
