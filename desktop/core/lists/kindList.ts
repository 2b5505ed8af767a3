import type { AnyKind } from '../../../shared/entity.ts'
import { AppError } from '../../../shared/errors.ts'
import type { ListQuery } from '../../../shared/filters.ts'
import type { Scope } from '../../../shared/permissions/rights.ts'
import { rightsOf, type Viewer } from '../../../shared/permissions/viewer.ts'
import type { RowNumbers } from '../projection/rowNumbers.ts'
import { accessTo, isSortable, sourceOf } from './access.ts'
import type { CodeColumn, NumberColumn } from './memory/columns.ts'
import { type KeptOrder, keepOrder, type SortSource } from './memory/order.ts'
import { sortByBytes } from './memory/radixSort.ts'
import type { Table } from './memory/table.ts'
import { type FilterContext, testOf } from './operators.ts'
import { sortSource } from './sorts.ts'
import { all, any, inRange, never, type Test, whereCode } from './tests.ts'
import type { Titles } from './titles.ts'
import { firstSources } from './warm.ts'

/** The records of one kind that a query finds, as slots in the query's order. */
export interface Found {
  slots: Int32Array
  source: SortSource
  descending: boolean
}

/** Rows that hold the query's words, where it has some; asked for only when needed. */
export type Matching = () => readonly number[]

/** Masks of the queries asked last; each takes a byte a record. */
const keptMasks = 6

/** Answers queries about one kind from its columns in memory. */
export interface KindList {
  readonly table: Table
  find(query: ListQuery, viewer: Viewer, matching?: Matching): Found
  count(query: ListQuery, viewer: Viewer, matching?: Matching): number
  /** Gives back memory of columns until they take no more than so many bytes; see Table. */
  shed(bytes: number): void
  /** Loads some of what the kind's list shows, sorts and filters by at first; false: all of it is here. */
  warmSome(): boolean
  /** A record of any kind changed; orders by its title may be others now. */
  follow(row: number): void
}

export interface KindListOptions {
  kind: AnyKind
  table: Table
  titles: Titles
  filtering: { rows: RowNumbers; zone: string; now(): number }
}

export function createKindList({ kind, table, titles, filtering }: KindListOptions): KindList {
  const column: FilterContext['column'] = source => table.columns([source])[0] as ReturnType<FilterContext['column']>
  const byId = keepOrder(table, idSource(table))
  const orders = new Map<string, { kept: KeptOrder; source: SortSource }>()

  const orderBy = (field: string): { kept: KeptOrder; source: SortSource } => {
    const known = orders.get(field)
    if (known) return known
    const access = accessTo(kind, field)
    const source = isSortable(access.kind) ? sortSource({ column, titles, textAt: table.textAt }, access) : undefined
    if (!source) throw new AppError('input.invalid', { fields: { [field]: { reason: 'badValue' } } })
    const order = { source, kept: keepOrder(table, source, byId) }
    orders.set(field, order)
    return order
  }

  /** What was let go once for want of memory is not loaded again before somebody asks for it. */
  let isFull = false
  const masks = new Map<string, Uint8Array>()
  let masksOf = table.version
  /** 1 for each slot that the query finds, whatever its order; the count and other orders of it take the same one. */
  const maskOf = (query: ListQuery, viewer: Viewer, matching?: Matching): Uint8Array => {
    if (masksOf !== table.version) masks.clear()
    masksOf = table.version
    const minute = Math.floor(filtering.now() / 60_000)
    const key = JSON.stringify([query.filters, query.archived, query.words, viewer, minute])
    const known = masks.get(key)
    if (known) return known
    const mask = newMask(query, viewer, matching?.())
    if (masks.size >= keptMasks) masks.delete(masks.keys().next().value ?? '')
    masks.set(key, mask)
    return mask
  }

  const newMask = (query: ListQuery, viewer: Viewer, matching?: readonly number[]): Uint8Array => {
    const { now, rows, zone } = filtering
    const context: FilterContext = { column, rows, zone, now: now(), user: viewer.user }
    // What walks through text comes last, when few are left to look at.
    const accesses = query.filters
      .toSorted((a, b) => Number(a.op === 'contains') - Number(b.op === 'contains'))
      .map(filter => ({ filter, access: accessTo(kind, filter.field) }))
    const tests: Test[] = [
      archivedTest(context, query.archived),
      seeTests[rightsOf(viewer, kind.name).see](context, viewer),
      ...accesses.map(({ access, filter }) => testOf(context, access, filter)),
    ]
    const mask = table.alive.slice(0, table.size)
    if (matching) keepRows(table, mask, matching)
    for (const test of tests) test(mask, table.size)
    return mask
  }

  return {
    table,
    find(query, viewer, matching) {
      const mask = maskOf(query, viewer, matching)
      const { kept, source } = orderBy(query.sort.field)
      const { slots, filled } = kept.current()
      const found = new Int32Array(slots.length)
      let count = 0
      const walk = (from: number, to: number): void => {
        const step = from <= to ? 1 : -1
        for (let i = from; i !== to; i += step) {
          const slot = slots[i] as number
          if (mask[slot] === 1) found[count++] = slot
        }
      }
      const { descending } = query.sort
      if (descending) {
        walk(filled - 1, -1)
        if (slots.length > filled) walk(slots.length - 1, filled - 1)
      } else walk(0, slots.length)
      return { slots: found.slice(0, count), source, descending }
    },
    count(query, viewer, matching) {
      const mask = maskOf(query, viewer, matching)
      let count = 0
      for (let slot = 0; slot < mask.length; slot++) count += mask[slot] as number
      return count
    },
    shed(bytes) {
      isFull = true
      masks.clear()
      table.shed(bytes)
      // An order stands without the column it was made by, until a record changes.
      for (const { source } of orders.values()) source.release?.()
    },
    warmSome: () => !isFull && table.loadSome(firstSources(kind, titles)),
    follow(row) {
      for (const [field, { source }] of orders) {
        if (!source.follows) continue
        source.prepare()
        if (source.follows(row)) orders.delete(field)
      }
    },
  }
}

/** Ids themselves settle every tie, so there is nothing left to compare. */
const idSource = (table: Table): SortSource => ({
  prepare: () => {},
  isEmpty: () => false,
  compare: () => 0,
  key: () => 0,
  compareToKey: () => 0,
  sort(slots) {
    const starts = Uint32Array.from({ length: table.size }, (_, slot) => slot * 16)
    sortByBytes(slots, { bytes: table.ids, starts, lengths: new Uint16Array(table.size).fill(16) })
  },
})

function keepRows(table: Table, mask: Uint8Array, rows: readonly number[]): void {
  const kept = new Uint8Array(mask.length)
  for (const row of rows) {
    const slot = table.slotOf(row)
    if (slot !== undefined) kept[slot] = mask[slot] as number
  }
  mask.set(kept)
}

function archivedTest(context: FilterContext, archived: ListQuery['archived']): Test {
  if (archived === 'with') return all()
  return inRange(context.column(sourceOf('archived', 'number')) as NumberColumn, 1, 1, archived === 'only')
}

/** `scopeReaches` of permissions/viewer.ts, over columns. */
const seeTests: Record<Scope, (context: FilterContext, viewer: Viewer) => Test> = {
  all: () => all(),
  none: () => never,
  own: (context, { user }) => whoseIs(context, 'owner', user),
  team: (context, { user, team }) =>
    team === null
      ? whoseIs(context, 'owner', user)
      : any(whoseIs(context, 'owner', user), whoseIs(context, 'team', team)),
}

function whoseIs(context: FilterContext, column: 'owner' | 'team', id: string): Test {
  const row = context.rows.find(id)
  return whereCode(
    context.column(sourceOf(column, 'code')) as CodeColumn,
    value => value !== undefined && value === row,
  )
}
