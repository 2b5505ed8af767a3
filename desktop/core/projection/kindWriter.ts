import type { AnyKind } from '../../../shared/entity.ts'
import type { SearchIndex } from '../search/searchIndex.ts'
import type { QueuedRow, SearchQueue } from '../search/searchQueue.ts'
import { searchedValuesOf, searchTextOf } from '../search/searchText.ts'
import type { Database } from '../storage/database.ts'
import type { SqlValue } from './columns.ts'
import type { Generation } from './kindTables.ts'
import { columnsOfKind, quoted, rowValues, titleOf } from './narrowTable.ts'
import type { Allocated, RowNumbers } from './rowNumbers.ts'
import type { Shown } from './shown.ts'

/** Writes one kind's rows into one generation of its tables. */
export interface KindWriter {
  /** Rows in ascending order, those with nothing to show taken out. `loading`: their search rows may come a little later. */
  write(work: readonly RowWork[], order: 'loading' | 'live'): void
}

export interface RowWork extends Allocated {
  shown: Shown | undefined
}

export function createKindWriter(
  database: Database,
  kind: AnyKind,
  { code, generation }: { code: number; generation: Generation },
  { rows, index, queue }: { rows: RowNumbers; index: SearchIndex; queue: SearchQueue },
): KindWriter {
  const { list, search } = generation
  const has = new Map(generation.columns.map(({ name, type }) => [name, type]))
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

  /** Gives the search row where it is to wait in the queue. */
  const writeRow = (
    { row, isNew }: Allocated,
    { state, waiting }: Shown,
    order: 'loading' | 'live',
  ): QueuedRow | undefined => {
    const title = titleOf(kind, state)
    const hash = textOf ? hashOf(searchedOf(state, title)) : 0
    const before = isNew ? undefined : (searched.get(row) as number | undefined)
    const values = valuesOf(state, { title, waiting, searched: hash })
    const write = isNew ? insert : put
    write.run(row, ...(kept.length === values.length ? values : kept.map(i => values[i] as SqlValue)))
    if (!search || !textOf || before === hash) return undefined
    const text = textOf(state, title)
    if (queue.has(search, row)) queue.replace(search, row, text)
    else if (order === 'loading') return { row, text, isNew: before === undefined }
    else index.put(search, row, text, before === undefined)
    return undefined
  }
  const removeRow = (row: number): void => {
    if (searched.get(row) === undefined) return
    remove.run(row)
    if (!search) return
    if (queue.has(search, row)) queue.replace(search, row, undefined)
    else index.remove(search, row)
  }
  return {
    write(work, order) {
      const queued: QueuedRow[] = []
      for (const { shown, ...at } of work) {
        const later = shown ? writeRow(at, shown, order) : removeRow(at.row)
        if (later) queued.push(later)
      }
      if (search) queue.add(code, search, queued)
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
