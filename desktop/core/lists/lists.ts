import { parentKinds } from '../../../shared/entity.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Filter, ListQuery } from '../../../shared/filters.ts'
import type { Kinds } from '../../../shared/kinds.ts'
import { kindsAskedBy } from '../../../shared/listFields.ts'
import type { Viewer } from '../../../shared/permissions/viewer.ts'
import type { RecordKey } from '../../../shared/record.ts'
import type { ListRow } from '../api/functions.ts'
import { followChanges } from '../projection/changeLog.ts'
import { type KindTables, readKindTables } from '../projection/kindTables.ts'
import { quoted } from '../projection/narrowTable.ts'
import { idText, readRowNumbers } from '../projection/rowNumbers.ts'
import { matchingRows } from '../search/matches.ts'
import type { Reader } from '../storage/database.ts'
import { sourceOf } from './access.ts'
import { type Cursor, readCursor, writeCursor } from './cursor.ts'
import type { GroupAsk, Groups } from './groups/groups.ts'
import { createKindList, type Found, type KindList, type Matching } from './kindList.ts'
import { countOfMask } from './memory/masks.ts'
import { compareIds } from './memory/order.ts'
import { loadTable } from './memory/table.ts'
import { rowReader } from './rows.ts'
import { createTitles, type Titles } from './titles.ts'
import { foundBefore, placeBehind, slotsFrom } from './walk.ts'

export interface ListsOptions {
  reader: Reader
  kinds: Kinds
  /** The company's zone. */
  zone: string
  now?(): number
  /** Bytes that columns of all kinds may take together; the kind used longest ago goes first. */
  memoryLimit?: number
}

/** Where a window begins: at a position, or behind the row that a cursor names; else at the start. */
export interface Page {
  offset?: number
  after?: string
  limit: number
  /** Whose values the rows hold; absent: of every field that a list shows. */
  fields?: string[]
}

export interface Window {
  rows: ListRow[]
  /** Position of the first row among all that the query finds. */
  from: number
  /** Behind the last row; absent at the end. */
  next?: string
}

/** Lists over the narrow tables. Every call sees the file as it is, and follows what changed since the last one. */
export interface Lists {
  /** Throws `input.invalid` for fields, operators and values that the kind has not, `input.malformed` for a cursor. */
  window(query: ListQuery, viewer: Viewer, page: Page): Window
  count(query: ListQuery, viewer: Viewer): number
  /** Ids of all that the query finds, in its order, at most `limit`: for what is done with a whole list. */
  ids(query: ListQuery, viewer: Viewer, limit: number): string[]
  /** The same and how many there are in all. */
  keys(query: ListQuery, viewer: Viewer, limit: number): { ids: string[]; count: number }
  /** See records.groups in core's table of functions. */
  groups(query: ListQuery, viewer: Viewer, ask: GroupAsk): Groups
  titles(keys: readonly RecordKey[]): (string | null)[]
  /** For idle moments: loads some of what the kinds asked for lately will need next; false: nothing is missing. */
  warmSome(): boolean
  /** Runs `work` on one state of the file, for others who read beside lists; not within another call of these. */
  reading<T>(work: () => T): T
  /** Rows of a kind as lists show them, whatever the query; within `reading`. */
  rows(kind: string, rows: readonly number[]): ListRow[]
  readonly tables: ReadonlyMap<string, KindTables>
  readonly titleSource: Titles
}

/** What nearly every query asks for. */
const always = [
  sourceOf('archived', 'number'),
  sourceOf('owner', 'code'),
  sourceOf('createdAt', 'number'),
  sourceOf('updatedAt', 'number'),
]

const usualLimit = 120_000_000

export function createLists({ reader, kinds, zone, now = Date.now, memoryLimit = usualLimit }: ListsOptions): Lists {
  const rows = readRowNumbers(reader)
  let tables = readKindTables(reader)
  const changes = followChanges(reader)
  const titles = createTitles(reader, rows, () => tables)
  const lists = new Map<string, KindList>()
  const readers = new Map<string, ReturnType<typeof rowReader>>()

  const forget = (kind?: string): void => {
    tables = readKindTables(reader)
    for (const name of kind === undefined ? [...lists.keys(), ...readers.keys()] : [kind]) {
      lists.delete(name)
      readers.delete(name)
    }
  }

  let state = 0
  const catchUp = (): void => {
    const seen = changes.read()
    if (seen?.length === 0) return
    state++
    if (!seen) {
      forget()
      return
    }
    const nameOf = (code: number) => [...tables.values()].find(table => table.code === code)?.name
    const changedTables = new Set(seen.filter(({ first }) => first === null).map(({ kind }) => kind))
    for (const code of changedTables) forget(nameOf(code))
    for (const { kind: code, first, last: end } of seen)
      if (first !== null && end !== null) lists.get(nameOf(code) ?? '')?.table.refresh(first, end)
    for (const list of lists.values())
      for (const { first, last: end } of seen) for (let row = first ?? 0; row <= (end ?? -1); row++) list.follow(row)
  }

  /** One state of the file for everything that a call reads. */
  const reading = <T>(work: () => T): T => {
    reader.prepare('BEGIN').run()
    try {
      catchUp()
      return work()
    } finally {
      reader.prepare('COMMIT').run()
    }
  }

  const tablesOf = (kind: string): KindTables => {
    const found = tables.get(kind)
    if (!found) throw new AppError('input.invalid', { fields: { kind: { reason: 'unknownKind' } } })
    return found
  }

  const open = (kindName: string, parent?: number): KindList => {
    const kind = kinds.require(kindName)
    const { list, columns } = tablesOf(kindName).current
    const where = parent === undefined ? undefined : { sql: 'parent = ?', value: parent }
    const table = loadTable({ reader, list: quoted(list), has: columns, first: always, ...(where ? { where } : {}) })
    return createKindList({
      ...{ kinds, kind, table, titles, filtering: { rows, zone, now } },
      other: loaded,
      state: () => state,
    })
  }

  /** The list of a kind, which is now the one used last. */
  const loaded = (kind: string): KindList => {
    const list = lists.get(kind) ?? open(kind)
    lists.delete(kind)
    lists.set(kind, list)
    return list
  }

  const listOf = ({ kind, filters, where }: ListQuery, by?: string): KindList => {
    const known = lists.get(kind)
    const parent = parentKinds(kinds.require(kind)).length > 0 ? filters.find(isOneParent) : undefined
    // What hangs on one record is looked up; the other records of its kind need not be in memory.
    if (parent && !known) return open(kind, rows.find(String(parent.value)) ?? 0)
    const asked = [...kindsAskedBy({ filters, where }, by)].filter(name => tables.has(name))
    for (const name of asked) loaded(name)
    const list = loaded(kind)
    let memory = [...lists.values()].reduce((sum, { table }) => sum + table.memory(), 0)
    for (const [name, { table }] of lists) {
      if (memory <= memoryLimit || name === kind || asked.includes(name)) break
      memory -= table.memory()
      lists.delete(name)
    }
    if (memory > memoryLimit) list.shed(memoryLimit * 0.75)
    return list
  }

  let matched: { key: string; rows: readonly number[] } | undefined
  /** The groups of a list ask for the same words one after the other. */
  const matchingOf = ({ kind, words }: ListQuery): Matching | undefined => {
    if (!words?.trim()) return undefined
    const { search } = tablesOf(kind).current
    return () => {
      const key = JSON.stringify([kind, words, state])
      if (matched?.key !== key) matched = { key, rows: search ? matchingRows(reader, search, words) : [] }
      return matched.rows
    }
  }

  const shownRow = (kind: string, row: number, only?: ReadonlySet<string>): ListRow | undefined => {
    let read = readers.get(kind)
    if (!read) {
      read = rowReader(reader, kinds.require(kind), tablesOf(kind).current, { rows, titles })
      readers.set(kind, read)
    }
    return read(row, only)
  }

  const keysOf: Lists['keys'] = (query, viewer, limit) =>
    reading(() => {
      const list = listOf(query)
      const found = list.find(query, viewer, matchingOf(query))
      const ids = slotsFrom(found, 0, 0, limit).map(slot => idAt(list.table.ids, slot))
      return { ids, count: countOfMask(found.mask) }
    })

  return {
    window: (query, viewer, page) =>
      reading(() => {
        const list = listOf(query)
        const found = list.find(query, viewer, matchingOf(query))
        const place = page.after === undefined ? 0 : placeAfter(list, found, readCursor(page.after))
        const skip = page.after === undefined ? (page.offset ?? 0) : 0
        // One more than is shown says whether something follows.
        const slots = slotsFrom(found, place, skip, page.limit + 1)
        const shown = slots.slice(0, page.limit)
        const end = shown.at(-1)
        const { ids, rows: numbers } = list.table
        const only = page.fields && new Set(page.fields)
        return {
          rows: shown.flatMap(slot => shownRow(query.kind, numbers[slot] as number, only) ?? []),
          from: skip + foundBefore(found, place),
          ...(end !== undefined && slots.length > shown.length ? { next: writeCursor(cursorAt(found, ids, end)) } : {}),
        }
      }),
    count: (query, viewer) => reading(() => listOf(query).count(query, viewer, matchingOf(query))),
    groups: (query, viewer, ask) => reading(() => listOf(query, ask.by).groups(query, viewer, ask, matchingOf(query))),
    ids: (query, viewer, limit) => keysOf(query, viewer, limit).ids,
    keys: keysOf,
    titles: keys => reading(() => keys.map(key => titles.of(key) ?? null)),
    warmSome: () => reading(() => [...lists.values()].some(list => list.warmSome())),
    reading,
    rows: (kind, numbers) => numbers.flatMap(row => shownRow(kind, row) ?? []),
    get tables() {
      return tables
    },
    titleSource: titles,
  }
}

const isOneParent = ({ field, op, value }: Filter): boolean =>
  field === 'parent' && op === 'is' && typeof value === 'string'

const cursorAt = ({ source }: Found, ids: Uint8Array, slot: number): Cursor => ({
  key: source.isEmpty(slot) ? null : source.key(slot),
  id: idAt(ids, slot),
})

const idAt = (ids: Uint8Array, slot: number): string => idText(Buffer.from(ids.buffer, ids.byteOffset + slot * 16, 16))

/** The first place in the order that stands behind the cursor, whether or not its record is still there. */
function placeAfter({ table }: KindList, found: Found, { key, id }: Cursor): number {
  const { source } = found
  const sign = found.descending ? -1 : 1
  const idBytes = new Uint8Array(32)
  idBytes.set(Buffer.from(id.replaceAll('-', ''), 'hex'), 16)
  return placeBehind(found, slot => {
    const empty = source.isEmpty(slot)
    if (empty !== (key === null)) return empty
    const byKey = key === null || empty ? 0 : source.compareToKey(slot, key)
    if (byKey !== 0) return byKey * sign > 0
    idBytes.set(table.ids.subarray(slot * 16, slot * 16 + 16))
    return compareIds(idBytes, 0, 1) * sign > 0
  })
}
