import type { Reader } from '../../storage/database.ts'
import { type BytesColumn, codeFor, type MemoryColumn, reserveBytes, setBytes } from './columns.ts'
import { foldBytes } from './foldBytes.ts'

/** Where a column in memory comes from. */
export interface ColumnSource {
  /** SQL over the columns of the narrow table. */
  sql: string
  type: MemoryColumn['type']
  /** Text is folded as search does it. */
  fold?: boolean
}

/** Rows of a narrow table that are loaded together: more cost little less, fewer can be stopped in between. */
export const sliceRows = 20_000
export const shortSliceRows = 4_000
const separator = 31

/**
 * Reads columns of a narrow table into memory, `most` rows at a time, whole columns as one value each: a fifth of what
 * rows one by one would take. Gives the last row read; undefined at the end.
 */
export function loadSlice(
  reader: Reader,
  table: { sql: string; values: readonly number[] },
  after: number,
  targets: readonly { source: ColumnSource; column: MemoryColumn }[],
  slotsOf: (rows: readonly number[]) => number[],
  most = sliceRows,
): number | undefined {
  const inner = targets.map(({ source }, i) => `${source.sql} AS c${i}`)
  const outer = targets.map(({ source }, i) => aggregates[source.type](`c${i}`))
  const values = reader
    .prepare(
      `SELECT json_group_array(row)${outer.map(sql => `, ${sql}`).join('')} FROM (
       SELECT row${inner.map(sql => `, ${sql}`).join('')} FROM ${table.sql} AND row > ? ORDER BY row LIMIT ${most})`,
    )
    .raw()
    .get(...table.values, after) as [string, ...(string | Buffer)[]]
  const rows = JSON.parse(values[0]) as number[]
  if (rows.length === 0) return undefined
  const slots = slotsOf(rows)
  for (const [i, { source, column }] of targets.entries()) {
    const loaded = values[i + 1]
    if (column.type === 'bytes') fillBytes(column, slots, loaded as Buffer | null, source.fold === true)
    else {
      const items = JSON.parse(loaded as string) as (string | number | null)[]
      if (column.type === 'number')
        for (let k = 0; k < slots.length; k++)
          column.values[slots[k] ?? 0] = items[k] === null ? Number.NaN : Number(items[k])
      else for (let k = 0; k < slots.length; k++) column.codes[slots[k] ?? 0] = codeFor(column, items[k])
    }
  }
  return rows.at(-1)
}

/** Ids of rows, 16 bytes each, side by side, in the order of `rows` (ascending). */
export function loadIds(reader: Reader, rows: readonly number[]): Uint8Array {
  const ids = new Uint8Array(rows.length * 16)
  const few = reader.prepare('SELECT id FROM record_row WHERE row = ?').pluck()
  if (rows.length < 100) {
    for (const [i, row] of rows.entries()) ids.set((few.get(row) as Buffer).subarray(0, 16), i * 16)
    return ids
  }
  const [found, hex] = reader
    .prepare(
      `SELECT json_group_array(row), group_concat(hex(id), '') FROM (
       SELECT row, id FROM record_row WHERE row BETWEEN ? AND ? AND length(id) = 16 ORDER BY row)`,
    )
    .raw()
    .get(rows[0], rows.at(-1)) as [string, string]
  const bytes = Buffer.from(hex, 'hex')
  // Rows of other kinds stand in between.
  let at = 0
  for (const [i, row] of (JSON.parse(found) as number[]).entries()) {
    if (rows[at] !== row) continue
    ids.set(bytes.subarray(i * 16, i * 16 + 16), at * 16)
    at++
  }
  return ids
}

const aggregates: Record<MemoryColumn['type'], (column: string) => string> = {
  number: column => `json_group_array(${column})`,
  code: column => `json_group_array(${column})`,
  bytes: column => `CAST(group_concat(ifnull(${column}, ''), char(${separator})) AS BLOB)`,
}

function fillBytes(column: BytesColumn, slots: number[], loaded: Buffer | null, fold: boolean): void {
  if (!loaded) return
  // Folding leaves the separators where they are between values, so one call does for all of them.
  const bytes = fold ? foldBytes(loaded) : loaded
  reserveBytes(column, { bytes: bytes.length, slots: slots.length })
  let from = 0
  for (const slot of slots) {
    let to = bytes.indexOf(separator, from)
    if (to < 0) to = bytes.length
    setBytes(column, slot, bytes.subarray(from, to))
    from = to + 1
  }
}
