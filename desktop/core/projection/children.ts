import type { Reader } from '../storage/database.ts'
import { readKindTables } from './kindTables.ts'
import { quoted } from './narrowTable.ts'
import { idBytes, idText } from './rowNumbers.ts'

const ids = (rows: unknown[]): string[] => rows.flatMap(id => (Buffer.isBuffer(id) ? [idText(id)] : []))

/** Ids of the records of a kind that hang on a parent. */
export function childIds(database: Reader, kind: string, parent: string): string[] {
  const table = readKindTables(database).get(kind)
  if (!table) return []
  const sql = `SELECT child.id FROM record_row parent JOIN ${quoted(table.current.list)} list ON list.parent = parent.row
    JOIN record_row child ON child.row = list.row WHERE parent.id = ?`
  return ids(database.prepare(sql).pluck().all(idBytes(parent)))
}

/** Ids of the newest records of a kind that this user owns. */
export function ownIds(database: Reader, kind: string, user: string, limit: number): string[] {
  const table = readKindTables(database).get(kind)
  if (!table) return []
  const sql = `SELECT record_row.id FROM record_row owner JOIN ${quoted(table.current.list)} list ON list.owner = owner.row
    JOIN record_row ON record_row.row = list.row WHERE owner.id = ? ORDER BY record_row.id DESC LIMIT ?`
  return ids(database.prepare(sql).pluck().all(idBytes(user), limit))
}

/** Ids of all records of a small kind, by title. */
export function idsByTitle(database: Reader, kind: string, limit: number): string[] {
  const table = readKindTables(database).get(kind)
  if (!table) return []
  const sql = `SELECT id FROM ${quoted(table.current.list)} list JOIN record_row ON record_row.row = list.row
    ORDER BY list.${quoted('title#key')} LIMIT ?`
  return ids(database.prepare(sql).pluck().all(limit))
}
