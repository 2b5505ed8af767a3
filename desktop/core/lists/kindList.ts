import type { AnyKind } from '../../../shared/entity.ts'
import { AppError } from '../../../shared/errors.ts'
import type { ListQuery } from '../../../shared/filters.ts'
import type { Kinds } from '../../../shared/kinds.ts'
import { kindsAskedBy } from '../../../shared/listFields.ts'
import type { Scope } from '../../../shared/permissions/rights.ts'
import { rightsOf, type Viewer } from '../../../shared/permissions/viewer.ts'
import type { RowNumbers } from '../projection/rowNumbers.ts'
import { accessTo, isSortable, sourceOf } from './access.ts'
import { type ConditionContext, conditionTest } from './conditions.ts'
import { type GroupAsk, type Groups, groupsOf } from './groups/groups.ts'
import { type Above, createJoins } from './joins.ts'
import type { CodeColumn, NumberColumn } from './memory/columns.ts'
import { type KeptOrder, keepOrder, type SortSource } from './memory/order.ts'
import { sortByBytes } from './memory/radixSort.ts'
import type { Table } from './memory/table.ts'
import type { FilterContext } from './operators.ts'
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

/** Masks of the queries asked last; each takes a byte a record. A board asks for a dozen of them at once. */
const keptMasks = 12

/** Answers queries about one kind from its columns in memory. */
export interface KindList {
  readonly table: Table
  find(query: ListQuery, viewer: Viewer, matching?: Matching): Found
  count(query: ListQuery, viewer: Viewer, matching?: Matching): number
  groups(query: ListQuery, viewer: Viewer, ask: GroupAsk, matching?: Matching): Groups
  /** What conditions on records of other kinds, which hang on these, need of them. */
  asAbove(viewer: Viewer): Omit<Above, 'slots'>
  /** Gives back memory of columns until they take no more than so many bytes; see Table. */
  shed(bytes: number): void
  /** Loads some of what the kind's list shows, sorts and filters by at first; false: all of it is here. */
  warmSome(): boolean
  /** A record of any kind changed; orders by its title may be others now. */
  follow(row: number): void
}

export interface KindListOptions {
  kinds: Kinds
  kind: AnyKind
  table: Table
  titles: Titles
  filtering: { rows: RowNumbers; zone: string; now(): number }
  /** The list of another kind, in step with the file. */
  other(kind: string): KindList
  /** Another number after every change of the file that was seen, of whichever kind. */
  state(): number
}

export function createKindList({ kinds, kind, table, titles, filtering, other, state }: KindListOptions): KindList {
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
    const others = kindsAskedBy(query).size > 0 ? state() : 0
    const key = JSON.stringify([query.filters, query.where, query.archived, query.words, viewer, minute, others])
    const known = masks.get(key)
    if (known) return known
    const mask = newMask(query, viewer, matching?.())
    if (masks.size >= keptMasks) masks.delete(masks.keys().next().value ?? '')
    masks.set(key, mask)
    return mask
  }

  const filterContext = (viewer: Viewer): FilterContext => {
    const { now, rows, zone } = filtering
    return { column, rows, zone, now: now(), user: viewer.user }
  }
  const joins = createJoins(table)
  const conditionContext = (viewer: Viewer): ConditionContext => ({
    ...{ kinds, kind, viewer, own: filterContext(viewer) },
    above: name => {
      const above = other(name).asAbove(viewer)
      return { ...above, slots: joins(above.table) }
    },
  })

  const newMask = (query: ListQuery, viewer: Viewer, matching?: readonly number[]): Uint8Array => {
    const context = conditionContext(viewer)
    const tests: Test[] = [
      archivedTest(context.own, query.archived),
      seeTest(context.own, viewer, kind.name),
      conditionTest(context, { all: query.where ? [...query.filters, query.where] : query.filters }),
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
    groups: (query, viewer, ask, matching) =>
      groupsOf({
        ...{ table, titles, zone: filtering.zone, rows: filtering.rows, query, ask },
        mask: maskOf(query, viewer, matching),
        context: conditionContext(viewer),
      }),
    asAbove(viewer) {
      const context = filterContext(viewer)
      const seen = table.alive.slice(0, table.size)
      seeTest(context, viewer, kind.name)(seen, table.size)
      return { table, context, seen }
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

const seeTest = (context: FilterContext, viewer: Viewer, kind: string): Test =>
  seeTests[rightsOf(viewer, kind).see](context, viewer)

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
