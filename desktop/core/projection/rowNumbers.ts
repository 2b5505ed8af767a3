import type { Database, Reader } from '../storage/database.ts'
import { insertRows, selectRows } from '../storage/manyRows.ts'

/**
 * Every id that stands anywhere (of a record, or in a reference) has one small number in this file, so that narrow rows
 * and search rows stay narrow. Records being loaded, newest first, count up from 1; later ones count down from -1: the
 * order of numbers is about newest first, which is the order the search index gives its hits in.
 */
export interface RowNumbers {
  /** The number of an id, made where it is missing (in a read-only file: 0, which nothing has). */
  of(id: string): number
  find(id: string): number | undefined
  idOf(row: number): string | undefined
}

export interface RowAllocator extends RowNumbers {
  /** Numbers of records about to be written, new ones in ascending order; their kind is noted. */
  allocate(ids: readonly string[], kind: number, order: 'loading' | 'live'): Allocated[]
}

export interface Allocated {
  row: number
  /** Made now: nothing stands under it in any table. */
  isNew: boolean
}

/** Falling, as ids come in a snapshot; see collectionTable.ts. */
export const rowNumberTable = `CREATE TABLE IF NOT EXISTS record_row(
  row INTEGER PRIMARY KEY, id BLOB NOT NULL, kind INT) STRICT;
  CREATE UNIQUE INDEX IF NOT EXISTS record_row_id ON record_row(id DESC)`

/** As the file holds it: 16 bytes of a UUID, other ids (`system`) as their text's bytes. */
export const idBytes = (id: string): Buffer =>
  id.length === 36 ? Buffer.from(id.replaceAll('-', ''), 'hex') : Buffer.from(id)

export function idText(bytes: Buffer): string {
  if (bytes.length !== 16) return bytes.toString()
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** Numbers as a reader sees them. Numbers never change their meaning, so found ones are kept. */
export function readRowNumbers(reader: Reader): RowNumbers {
  const ids = new Map<number, string>()
  const find = reader.prepare('SELECT row FROM record_row WHERE id = ?').pluck()
  const idOf = reader.prepare('SELECT id FROM record_row WHERE row = ?').pluck()
  const numbers: RowNumbers = {
    of: id => numbers.find(id) ?? 0,
    find: id => find.get(idBytes(id)) as number | undefined,
    idOf(row) {
      const known = ids.get(row)
      if (known !== undefined) return known
      const bytes = idOf.get(row)
      if (!Buffer.isBuffer(bytes)) return undefined
      const id = idText(bytes)
      if (ids.size >= cacheSize) ids.clear()
      ids.set(row, id)
      return id
    },
  }
  return numbers
}

/** Numbers as the writer gives them; every call that may make one belongs in a transaction. */
export function createRowNumbers(database: Database): RowAllocator {
  const read = readRowNumbers(database)
  const insert = insertRows(database, 'INSERT INTO record_row(row, id, kind)', ['?', '?', '?'])
  const entries = selectRows(database, 'SELECT id, row, kind FROM record_row', 'id')
  const note = database.prepare('UPDATE record_row SET kind = ? WHERE row = ?')
  // Asked for by one query, they would cost a walk through all of them.
  const bound = (end: 'min' | 'max') => database.prepare(`SELECT ${end}(row) FROM record_row`).pluck().get()
  const [least, most] = [bound('min'), bound('max')] as (number | null)[]
  let low = Math.min(least ?? 0, 0)
  let high = Math.max(most ?? 0, 0)
  const known = new Map<string, number>()
  const remember = (id: string, row: number): number => {
    // A number beyond these is of the transaction under way, which may be undone and take it back.
    if (row < keptLow || row > keptHigh) return row
    if (known.size >= cacheSize) known.clear()
    known.set(id, row)
    return row
  }
  let [keptLow, keptHigh] = [low, high]
  const keep = (): void => {
    keptLow = low
    keptHigh = high
  }
  return {
    ...read,
    of(id) {
      const cached = known.get(id)
      if (cached !== undefined) return cached
      const found = read.find(id)
      if (found !== undefined) return remember(id, found)
      const row = ++high
      insert([[row, idBytes(id), null]])
      database.afterCommit(() => {
        keep()
        remember(id, row)
      })
      return row
    },
    allocate(ids, kind, order) {
      const keys = ids.map(idBytes)
      const rows = new Map<string, number>()
      for (const [key, row, noted] of entries(keys) as [Buffer, number, number | null][]) {
        if (noted !== kind) note.run(kind, row)
        rows.set(key.toString('latin1'), row)
      }
      const missing = new Set(keys.map(key => key.toString('latin1')).filter(key => !rows.has(key))).size
      let next = order === 'live' ? low - missing : high + 1
      if (order === 'live') low -= missing
      else high += missing
      const made: [number, Buffer, number][] = []
      const numbers = keys.map(key => {
        const text = key.toString('latin1')
        const row = rows.get(text)
        if (row !== undefined) return { row, isNew: false }
        made.push([next, key, kind])
        // Asked for twice: the second time it is there.
        rows.set(text, next)
        return { row: next++, isNew: true }
      })
      insert(made)
      if (made.length > 0) database.afterCommit(keep)
      return numbers
    },
  }
}

const cacheSize = 20_000
