import type { AnyKind } from '../../../shared/entity.ts'
import type { SearchIndex } from '../search/searchIndex.ts'
import { searchedValuesOf, searchTextOf } from '../search/searchText.ts'
import type { Database } from '../storage/database.ts'
import type { SqlValue } from './columns.ts'
import type { Generation } from './kindTables.ts'
import { columnsOfKind, quoted, rowValues, titleOf } from './narrowTable.ts'
import type { Allocated, RowNumbers } from './rowNumbers.ts'
import type { Shown } from './shown.ts'

/** Writes one kind's rows into one generation of its tables. */
export interface KindWriter {
  /** Rows in ascending order, those with nothing to show taken out. */
  write(work: readonly RowWork[]): void
}

export interface RowWork extends Allocated {
  shown: Shown | undefined
}

export function createKindWriter(
  database: Database,
  kind: AnyKind,
  { list, search, columns }: Generation,
  { rows, index }: { rows: RowNumbers; index: SearchIndex },
): KindWriter {
  const has = new Map(columns.map(({ name, type }) => [name, type]))
  const all = columnsOfKind(kind)
  // An older table that waits for its successor may lack a column, or hold it as something else.
  const kept = all.flatMap(({ name, type }, i) => (has.get(name) === type ? [i] : []))
  const names = kept.map(i => quoted(all[i]?.name ?? ''))
  const into = `INTO ${quoted(list)}(row, ${names.join(', ')}) VALUES (?${', ?'.repeat(names.length)})`
  const insert = database.prepare(`INSERT ${into}`)
  const put = database.prepare(`INSERT OR REPLACE ${into}`)
  const searched = database.prepare(`SELECT searched FROM ${quoted(list)} WHERE row = ?`).pluck()
  const remove = database.prepare(`DELETE FROM ${quoted(list)} WHERE row = ?`)
  const valuesOf = rowValues(kind, rows)
  const textOf = search ? searchTextOf(kind) : undefined
  const searchedOf = searchedValuesOf(kind)

  const writeRow = ({ row, isNew }: Allocated, { state, waiting }: Shown): void => {
    const title = titleOf(kind, state)
    const hash = textOf ? hashOf(searchedOf(state, title)) : 0
    const before = isNew ? undefined : (searched.get(row) as number | undefined)
    const values = valuesOf(state, { title, waiting, searched: hash })
    const write = isNew ? insert : put
    write.run(row, ...(kept.length === values.length ? values : kept.map(i => values[i] as SqlValue)))
    if (search && textOf && before !== hash) index.put(search, row, textOf(state, title), before === undefined)
  }
  const removeRow = (row: number): void => {
    if (searched.get(row) === undefined) return
    remove.run(row)
    if (search) index.remove(search, row)
  }
  return {
    write(work) {
      for (const { shown, ...at } of work) {
        if (shown) writeRow(at, shown)
        else removeRow(at.row)
      }
    },
  }
}

/** 48 bits of a text, to see whether it changed (multiplicative hash in two halves). */
function hashOf(text: string): number {
  let a = 0x9e3779b9
  let b = 0x85ebca6b
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    a = Math.imul(a ^ code, 0x01000193)
    b = Math.imul(b ^ code, 0x5bd1e995) ^ (b >>> 13)
  }
  return (a >>> 0) * 65_536 + ((b >>> 0) & 0xffff)
}
