import type { Database, Statement } from './database.ts'
import type { SqlValue } from './orderedValue.ts'

/** Rows that one statement writes or looks up: what a statement costs by itself is as much as a short row. */
const atOnce = 25

export type Values = readonly SqlValue[]
type Key = string | Buffer

/** `INSERT INTO t(a, b)`, or whatever ends before VALUES, and how each value goes in; gives the last row's rowid. */
export function insertRows(
  database: Database,
  insert: string,
  values: readonly string[],
): (rows: readonly Values[]) => number {
  const row = `(${values.join(', ')})`
  const one = database.prepare(`${insert} VALUES ${row}`)
  // Prepared when first needed: most tables never get so many rows at once.
  let prepared: Statement | undefined
  const many = (): Statement =>
    (prepared ??= database.sql.prepare(`${insert} VALUES ${Array(atOnce).fill(row).join(', ')}`))
  return rows => {
    let last = 0
    let next = 0
    for (; next + atOnce <= rows.length; next += atOnce)
      last = Number(many().run(rows.slice(next, next + atOnce).flat()).lastInsertRowid)
    for (const row of rows.slice(next)) last = Number(one.run(row).lastInsertRowid)
    return last
  }
}

/**
 * The rows of `select … WHERE column IN (…)` for any number of values, in no order. Of a page of a first copy mostly none
 * is there, and nothing between its least and its greatest either: one look instead of one for each.
 */
export function selectRows(database: Database, select: string, column: string): (values: readonly Key[]) => unknown[] {
  const one = database.prepare(`${select} WHERE ${column} = ?`).raw()
  const many = database.prepare(`${select} WHERE ${column} IN (${Array(atOnce).fill('?').join(', ')})`).raw()
  const between = database.prepare(`${select} WHERE ${column} BETWEEN ? AND ? LIMIT 1`).raw()
  return values => {
    const found: unknown[] = []
    let next = 0
    for (; next + atOnce <= values.length; next += atOnce) {
      const some = values.slice(next, next + atOnce).sort(inOrder)
      if (between.get(some[0], some.at(-1)) !== undefined) found.push(...many.all(some))
    }
    for (const value of values.slice(next)) found.push(...one.all(value))
    return found
  }
}

/** SQLite's order: ordered text alike, bytes by value. */
const inOrder = (a: Key, b: Key): number =>
  Buffer.isBuffer(a) && Buffer.isBuffer(b) ? Buffer.compare(a, b) : a < b ? -1 : a > b ? 1 : 0
