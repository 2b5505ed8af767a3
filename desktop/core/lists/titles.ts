import type { RecordKey } from '../../../shared/record.ts'
import type { KindTables } from '../projection/kindTables.ts'
import { quoted } from '../projection/narrowTable.ts'
import type { RowNumbers } from '../projection/rowNumbers.ts'
import type { Reader } from '../storage/database.ts'

/** Titles of records by the numbers under which references hold them. */
export interface Titles {
  /** Undefined where the record is not here. */
  ofRow(row: number): { kind: string; id: string; title: string } | undefined
  /** The title's sort key; '' where the record is not here or has no title. */
  keyOfRow(row: number): string
  of(key: RecordKey): string | undefined
}

export function createTitles(reader: Reader, rows: RowNumbers, tables: () => ReadonlyMap<string, KindTables>): Titles {
  const kindOf = reader.prepare('SELECT kind FROM record_row WHERE row = ?').pluck()
  const listOf = (row: number): KindTables | undefined => {
    const code = kindOf.get(row)
    for (const table of tables().values()) if (table.code === code) return table
    return undefined
  }
  const select = (column: string, table: KindTables, row: number): unknown =>
    reader
      .prepare(`SELECT ifnull(${quoted(column)}, '') FROM ${quoted(table.current.list)} WHERE row = ?`)
      .pluck()
      .get(row)
  return {
    ofRow(row) {
      const table = listOf(row)
      const title = table && select('title', table, row)
      const id = rows.idOf(row)
      return typeof title === 'string' && id !== undefined ? { kind: table?.name ?? '', id, title } : undefined
    },
    keyOfRow(row) {
      const table = listOf(row)
      return String((table && select('title#key', table, row)) ?? '')
    },
    of({ kind, id }) {
      const row = rows.find(id)
      const table = tables().get(kind)
      const title = table && row !== undefined ? select('title', table, row) : undefined
      return typeof title === 'string' ? title : undefined
    },
  }
}
