import type { Database, Reader } from '../storage/database.ts'

/**
 * Which narrow rows changed, written in the same transaction as the rows, so that another connection can follow what it
 * holds in memory. Only the tail is kept; who has fallen behind it loads anew.
 */
export interface Change {
  kind: number
  /** Rows from `first` to `last`, both included; null: everything of the kind, its table too. */
  first: number | null
  last: number | null
}

export const changeLogTable = `CREATE TABLE IF NOT EXISTS projection_log(
  n INTEGER PRIMARY KEY AUTOINCREMENT, kind INT NOT NULL, first INT, last INT) STRICT`

const keep = 20_000
const trimEvery = 1_000

export interface ChangeLog {
  /** Row numbers in ascending order. */
  rows(kind: number, rows: readonly number[]): void
  everything(kind: number): void
}

export function createChangeLog(database: Database): ChangeLog {
  const insert = database.prepare('INSERT INTO projection_log(kind, first, last) VALUES (?, ?, ?)')
  const trim = database.prepare('DELETE FROM projection_log WHERE n <= ?')
  const add = (kind: number, first: number | null, last: number | null): void => {
    const n = Number(insert.run(kind, first, last).lastInsertRowid)
    if (n % trimEvery === 0) trim.run(n - keep)
  }
  return {
    rows(kind, rows) {
      let first = rows[0]
      let last = first
      if (first === undefined || last === undefined) return
      for (const row of rows) {
        if (row > last + 1) {
          add(kind, first, last)
          first = row
        }
        last = row
      }
      add(kind, first, last)
    },
    everything: kind => add(kind, null, null),
  }
}

/**
 * Follows the log from where it stood; rows that changed more than once since are told once. `undefined` from `read`: too
 * far behind, load everything anew.
 */
export function followChanges(reader: Reader): { read(): Change[] | undefined } {
  const last = reader.prepare('SELECT max(n) FROM projection_log').pluck()
  const since = reader.prepare('SELECT n, kind, first, last FROM projection_log WHERE n > ? ORDER BY n')
  let seen = Number(last.get() ?? 0)
  return {
    read() {
      const now = Number(last.get() ?? 0)
      if (now === seen) return []
      const changes = since.all(seen) as (Change & { n: number })[]
      const complete = changes[0]?.n === seen + 1
      seen = now
      return complete ? [...Map.groupBy(changes, ({ kind }) => kind).values()].flatMap(together) : undefined
    },
  }
}

/** Rows of one range are read at once: memory for a bounded number of them is taken. */
const rowsTogether = 500

/** Changes of one kind with each row in one of them. */
function together(changes: readonly Change[]): Change[] {
  const [everything] = changes.filter(({ first }) => first === null)
  const ranges: { kind: number; first: number; last: number }[] = []
  for (const { kind, first, last } of changes.toSorted((a, b) => (a.first ?? 0) - (b.first ?? 0))) {
    if (first === null || last === null) continue
    const before = ranges.at(-1)
    const from = before && first <= before.last ? before.last + 1 : first
    if (from > last) continue
    if (before && from === before.last + 1 && last - before.first < rowsTogether) before.last = last
    else ranges.push({ kind, first: from, last })
  }
  return everything ? [everything, ...ranges] : ranges
}
