import { trFold } from '../../../../shared/text.ts'
import type { Column } from '../../projection/columns.ts'
import type { Reader } from '../../storage/database.ts'
import { fitColumn, growColumn, grown, type MemoryColumn, makeColumn, setValue, sizeOf } from './columns.ts'
import { type ColumnSource, loadIds, loadSlice, shortSliceRows, sliceRows } from './load.ts'

/**
 * One kind's narrow rows in memory, column by column, as far as queries have asked for them. A record has a slot; a
 * query is a pass over columns. At 200,000 records a column takes 1 to 6 MB and a pass 0.2 ms, which no index of
 * SQLite's comes near for filters in combination, counts and jumps; nor do 30 indexes have to be kept and stored.
 */
export interface Table {
  /** Slots in use; some may be dead. */
  readonly size: number
  readonly alive: Uint8Array
  /** Row number in the file, by slot. */
  readonly rows: Int32Array
  /** 16 bytes each. */
  readonly ids: Uint8Array
  /** Grows with every change seen. */
  readonly version: number
  /** Slots that changed, in order; orders of slots follow it from where they stood. */
  readonly touched: readonly number[]
  /** Loads what is missing, in one walk over the rows. */
  columns(sources: readonly ColumnSource[]): MemoryColumn[]
  /** Loads some rows of what is missing, a few milliseconds' worth; false: nothing is. */
  loadSome(sources: readonly ColumnSource[]): boolean
  slotOf(row: number): number | undefined
  /** Rows `first` to `last` changed in the file. */
  refresh(first: number, last: number): void
  /** The text that a column of bytes has for the slot, read from the file: for one record the column need not be here. */
  textAt(source: ColumnSource, slot: number): string
  memory(): number
  /**
   * Forgets columns of text, which are the large ones, until no more than so many bytes are taken: those first that were
   * not asked for longest. They come back as they are asked for.
   */
  shed(bytes: number): void
}

export interface TableOptions {
  reader: Reader
  /** Quoted name of the narrow table. */
  list: string
  has: readonly Column[]
  /** Only rows of which this is so: SQL with one `?`. Such a table is small, made for one query. */
  where?: { sql: string; value: number }
  /** Columns to load at once. */
  first: readonly ColumnSource[]
}

interface Target {
  source: ColumnSource
  column: MemoryColumn
  /** When it was asked for last. */
  asked: number
}

const beforeAll = Number.MIN_SAFE_INTEGER

export function loadTable({ reader, list, has, where, first }: TableOptions): Table {
  const from = { sql: `${list} list WHERE ${where?.sql ?? '1'}`, values: where ? [where.value] : [] }
  const known = new Set(has.map(column => column.name))
  let size = 0
  let rows = new Int32Array(64)
  let ids = new Uint8Array(64 * 16)
  let alive = new Uint8Array(64)
  /** Slots below this one are in ascending order of rows. */
  let ascending = 0
  const later = new Map<number, number>()
  const columns = new Map<string, Target>()
  /** Columns of which only the rows up to `after` are here yet. */
  let loading: { targets: Target[]; after: number } | undefined
  const touched: number[] = []
  let version = 0
  let turn = 0

  const newTarget = (source: ColumnSource): Target => ({
    source,
    column: makeColumn(source.type, rows.length),
    asked: turn,
  })
  const room = (slots: number): void => {
    rows = grown(rows, slots, 0)
    ids = grown(ids, rows.length * 16, 0)
    alive = grown(alive, rows.length, 0)
    for (const { column } of [...columns.values(), ...(loading?.targets ?? [])]) growColumn(column, rows.length)
  }
  const append = (row: number): number => {
    const slot = size++
    room(size)
    if (slot === ascending && (slot === 0 || row > (rows[slot - 1] as number))) ascending++
    else later.set(row, slot)
    rows[slot] = row
    alive[slot] = 1
    return slot
  }
  const slotOf = (row: number): number | undefined => {
    let [low, high] = [0, ascending - 1]
    while (low <= high) {
      const middle = (low + high) >> 1
      const found = rows[middle] as number
      if (found === row) return middle
      if (found < row) low = middle + 1
      else high = middle - 1
    }
    return later.get(row)
  }

  const slotsOf = (found: readonly number[]): number[] => found.map(row => slotOf(row) ?? size)
  /** The first walk makes the slots, and loads the columns that nearly every query needs besides. */
  const appendAll = (found: readonly number[]): number[] => {
    room(size + found.length)
    ids.set(loadIds(reader, found), size * 16)
    return found.map(append)
  }
  const firstTargets = first.filter(source => isKnown(source, known)).map(source => newTarget(source))
  for (const target of firstTargets) columns.set(nameOf(target.source), target)
  for (let after: number | undefined = beforeAll; after !== undefined; )
    after = loadSlice(reader, from, after, firstTargets, appendAll)

  const begin = (sources: readonly ColumnSource[]): boolean => {
    const missing = new Map(
      sources.filter(source => !columns.has(nameOf(source)) && isKnown(source, known)).map(s => [nameOf(s), s]),
    )
    const targets = [...missing.values()].map(newTarget)
    if (targets.length > 0) loading = { targets, after: beforeAll }
    return targets.length > 0
  }
  const loadNext = (most = sliceRows): boolean => {
    if (!loading) return false
    const { targets, after } = loading
    const next = loadSlice(reader, from, after, targets, slotsOf, most)
    if (next !== undefined) {
      loading.after = next
      return true
    }
    for (const target of targets) {
      fitColumn(target.column)
      columns.set(nameOf(target.source), target)
    }
    loading = undefined
    return false
  }

  const memoryOf = (): number =>
    [...columns.values()].reduce((sum, { column }) => sum + sizeOf(column), rows.length * 21)

  return {
    get size() {
      return size
    },
    get alive() {
      return alive
    },
    get rows() {
      return rows
    },
    get ids() {
      return ids
    },
    get version() {
      return version
    },
    touched,
    columns(sources) {
      if (sources.some(source => !columns.has(nameOf(source)))) {
        while (loadNext());
        if (begin(sources)) while (loadNext());
      }
      turn++
      return sources.map(source => {
        const target = columns.get(nameOf(source))
        // A field that its table does not hold yet (see kindTables.ts) is one that no record has.
        if (!target) return makeColumn(source.type, rows.length)
        target.asked = turn
        return target.column
      })
    },
    loadSome: sources => (loading !== undefined || begin(sources)) && (loadNext(shortSliceRows) || begin(sources)),
    slotOf,
    refresh(first, last) {
      version++
      const loaded = [...columns.values(), ...(loading?.targets ?? [])]
      const found = reader
        .prepare(
          `SELECT row${loaded.map(({ source }) => `, ${source.sql}`).join('')} FROM ${list} list
           WHERE row BETWEEN ? AND ?`,
        )
        .raw()
        .all(first, last) as [number, ...unknown[]][]
      const seen = new Set<number>()
      for (const [row, ...values] of found) {
        seen.add(row)
        const slot = slotOf(row) ?? appendAll([row])[0] ?? 0
        alive[slot] = 1
        for (const [i, { source, column }] of loaded.entries()) setValue(column, slot, asLoaded(source, values[i]))
        touched.push(slot)
      }
      for (let row = first; row <= last && found.length <= last - first; row++) {
        const slot = seen.has(row) ? undefined : slotOf(row)
        if (slot === undefined || alive[slot] === 0) continue
        alive[slot] = 0
        touched.push(slot)
      }
      for (const [name, { column }] of columns)
        if (column.type === 'bytes' && column.waste > 1_000_000 && column.waste > column.end / 2) columns.delete(name)
    },
    textAt(source, slot) {
      if (!isKnown(source, known)) return ''
      const value = reader.prepare(`SELECT ${source.sql} FROM ${list} list WHERE row = ?`).pluck().get(rows[slot])
      return String(asLoaded(source, value) ?? '')
    },
    shed(bytes) {
      let memory = memoryOf()
      const texts = [...columns].filter(([, { column }]) => column.type === 'bytes')
      for (const [name, { column }] of texts.sort(([, a], [, b]) => a.asked - b.asked)) {
        if (memory <= bytes) break
        memory -= sizeOf(column)
        columns.delete(name)
      }
    },
    memory: memoryOf,
  }
}

const nameOf = ({ sql, type, fold }: ColumnSource): string => `${type}${fold ? ' folded' : ''} ${sql}`

const isKnown = (source: ColumnSource, known: ReadonlySet<string>): boolean =>
  [...source.sql.matchAll(/"([^"]+)"/g)].every(([, name]) => known.has(name ?? ''))

const asLoaded = (source: ColumnSource, value: unknown): unknown =>
  source.fold && typeof value === 'string' ? trFold(value) : value
