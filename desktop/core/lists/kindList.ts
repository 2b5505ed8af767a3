import type { AnyKind } from '../../../shared/entity.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Condition, ListQuery } from '../../../shared/filters.ts'
import type { Kinds } from '../../../shared/kinds.ts'
import { kindsAskedBy } from '../../../shared/listFields.ts'
import type { Scope } from '../../../shared/permissions/rights.ts'
import { rightsOf, type Viewer } from '../../../shared/permissions/viewer.ts'
import type { RowNumbers } from '../projection/rowNumbers.ts'
import { accessTo, isSortable, sourceOf } from './access.ts'
import { byCost, type ConditionContext, conditionTest, isQuick } from './conditions.ts'
import { type GroupAsk, type Groups, groupsOf } from './groups/groups.ts'
import { type Above, createJoins } from './joins.ts'
import type { CodeColumn, NumberColumn } from './memory/columns.ts'
import type { ColumnSource } from './memory/load.ts'
import { copyOfMask, countOfMask, fullMask, giveBack, keepBoth } from './memory/masks.ts'
import { compareIds, type KeptOrder, keepOrder, type SortSource } from './memory/order.ts'
import { sortByBytes } from './memory/radixSort.ts'
import type { Table } from './memory/table.ts'
import type { FilterContext } from './operators.ts'
import { sortSource } from './sorts.ts'
import { all, any, inRange, never, type Test, whereCode } from './tests.ts'
import type { Titles } from './titles.ts'
import type { Walk } from './walk.ts'
import { firstSources } from './warm.ts'

/** The records of one kind that a query finds, in the query's order. */
export interface Found extends Walk {
  source: SortSource
}

/** Rows that hold the query's words, where it has some; asked for only when needed. */
export type Matching = () => readonly number[]

/** Masks of the queries asked last, and of their parts; each takes a byte a record. A board asks for a dozen at once. */
const keptMasks = 12
const keptParts = 16

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

  let sources: ColumnSource[] | undefined
  /** Asked for after every answer. */
  const beginning = (): ColumnSource[] => {
    sources ??= firstSources(kind, titles)
    return sources
  }

  /** What was let go once for want of memory is not loaded again before somebody asks for it. */
  let isFull = false
  const masks = createKept(keptMasks)
  const parts = createKept(keptParts)
  let masksOf = table.version
  /** What a mask depends on besides its question. */
  const circumstances = (viewer: Viewer): unknown[] => {
    if (masksOf !== table.version) {
      masks.clear()
      parts.clear()
    }
    masksOf = table.version
    return [numberOf(viewer), Math.floor(filtering.now() / 60_000)]
  }
  /** 1 for each slot that the query finds, whatever its order; the count and other orders of it take the same one. */
  const maskOf = (query: ListQuery, viewer: Viewer, matching?: Matching): Uint8Array => {
    const others = kindsAskedBy(query).size > 0 ? state() : 0
    const key = [query.filters, query.where, query.archived, query.words, ...circumstances(viewer), others]
    return masks.get(JSON.stringify(key), () => newMask(query, viewer, matching?.()))
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

  /** What the viewer may see, before any filter. */
  const seenMask = ({ archived }: ListQuery, viewer: Viewer): Uint8Array =>
    parts.get(JSON.stringify([archived, ...circumstances(viewer)]), () => {
      const context = filterContext(viewer)
      const mask = copyOfMask(table.alive, table.size)
      archivedTest(context, archived)(mask, table.size)
      seeTest(context, viewer, kind.name)(mask, table.size)
      return mask
    })
  /** Of one filter alone: people add filters, take them away and move ranges, and the others stay. */
  const partMask = (condition: Condition, context: ConditionContext): Uint8Array =>
    parts.get(JSON.stringify([condition, ...circumstances(context.viewer)]), () => {
      const mask = fullMask(table.size)
      conditionTest(context, condition)(mask, table.size)
      return mask
    })

  const newMask = (query: ListQuery, viewer: Viewer, matching?: readonly number[]): Uint8Array => {
    const context = conditionContext(viewer)
    const mask = copyOfMask(seenMask(query, viewer), table.size)
    if (matching) keepRows(table, mask, matching)
    for (const condition of byCost(query.where ? [...query.filters, query.where] : query.filters))
      if (isQuick(condition)) keepBoth(mask, partMask(condition, context))
      else conditionTest(context, condition)(mask, table.size)
    return mask
  }

  return {
    table,
    find(query, viewer, matching) {
      const mask = maskOf(query, viewer, matching)
      const { kept, source } = orderBy(query.sort.field)
      return { mask, order: kept.current(), source, descending: query.sort.descending }
    },
    count: (query, viewer, matching) => countOfMask(maskOf(query, viewer, matching)),
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
      parts.clear()
      table.shed(bytes)
      // An order stands without the column it was made by, until a record changes.
      for (const { source } of orders.values()) source.release?.()
    },
    warmSome: () => !isFull && table.loadSome(beginning()),
    follow(row) {
      for (const [field, { source }] of orders) {
        if (!source.follows) continue
        source.prepare()
        if (source.follows(row)) orders.delete(field)
      }
    },
  }
}

interface Kept {
  get(key: string, make: () => Uint8Array): Uint8Array
  clear(): void
}

/** At most so many; the one asked for longest ago goes first. */
function createKept(most: number): Kept {
  const kept = new Map<string, Uint8Array>()
  return {
    get(key, make) {
      const found = kept.get(key) ?? make()
      kept.delete(key)
      const [oldest] = kept.size >= most ? kept : []
      if (oldest) {
        kept.delete(oldest[0])
        giveBack(oldest[1])
      }
      kept.set(key, found)
      return found
    },
    clear: () => kept.clear(),
  }
}

/** A viewer's rights name every kind: a number for each viewer keeps thousands of characters out of every key. */
const numberOf = (viewer: Viewer): number => {
  const known = viewerNumbers.get(viewer) ?? ++lastViewer
  viewerNumbers.set(viewer, known)
  return known
}
const viewerNumbers = new WeakMap<Viewer, number>()
let lastViewer = 0

/** Ids themselves settle every tie, so there is nothing left to compare. */
const idSource = (table: Table): SortSource => ({
  prepare: () => {},
  isEmpty: () => false,
  compare: () => 0,
  key: () => 0,
  compareToKey: () => 0,
  sort(slots) {
    const starts = Uint32Array.from({ length: table.size }, (_, slot) => slot * 16)
    // Rows begin with the newest, which has the greatest id; no two are equal, so that nothing is lost by it.
    if (compareIds(table.ids, slots[0] ?? 0, slots.at(-1) ?? 0) > 0) slots.reverse()
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
