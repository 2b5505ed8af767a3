import { AppError } from '../../../../shared/errors.ts'
import type { ListQuery } from '../../../../shared/filters.ts'
import { type Group, mostGroups, type Total } from '../../api/groups.ts'
import type { RowNumbers } from '../../projection/rowNumbers.ts'
import { askedField } from '../access.ts'
import type { ConditionContext } from '../conditions.ts'
import type { Table } from '../memory/table.ts'
import type { Titles } from '../titles.ts'
import { type Grouping, groupingOf, groupingOfAbove, type Member } from './grouping.ts'
import { type Sums, sumsOf } from './sums.ts'

/** How a list is to be grouped and added up; see records.groups in core's table of functions. */
export interface GroupAsk {
  by?: string | undefined
  totals?: readonly string[] | undefined
  descending?: boolean | undefined
}

export interface Groups {
  groups: Group[]
  left: number
  count: number
  totals: Record<string, Total[]>
}

export interface GroupsOptions {
  table: Table
  titles: Titles
  rows: RowNumbers
  /** The company's zone, whose months instants are of. */
  zone: string
  query: ListQuery
  ask: GroupAsk
  /** 1 for each slot that the query finds. */
  mask: Uint8Array
  context: ConditionContext
}

/** Records with one member in common, by the codes of their values. */
interface Bucket {
  member: Member | null
  codes: number[]
  count: number
  /** A slot of them. */
  slot: number
}

/** One pass counts the records of each value, one for each total adds them up; the rest is about values, not records. */
export function groupsOf(options: GroupsOptions): Groups {
  const { ask, context, mask, table } = options
  const grouping = ask.by === undefined ? undefined : groupingBy(options, ask.by)
  const values = grouping ?? { codes: new Int32Array(table.size), size: 1 }
  const sums = (ask.totals ?? []).map(name => {
    const { access, parent } = askedField(context.kinds, context.kind, context.viewer, name)
    const made = parent === undefined ? sumsOf(context.own, access, values, mask) : undefined
    // A parent would be added up once for each record that hangs on it.
    if (!made) throw new AppError('input.invalid', { fields: { [name]: { reason: 'badValue' } } })
    return [name, made] as const
  })
  const { counts, firsts } = counted(values, mask, table.rows)
  const all = [...counts.keys()].filter(at => counts[at] !== 0).map(at => at - 1)
  const whole = { count: counts.reduce((sum, count) => sum + count, 0), totals: totalsOf(sums, all) }
  if (!grouping) return { ...whole, groups: [], left: 0 }
  const buckets = bucketsOf(grouping, all, counts, firsts)
  const shown = buckets.length > mostGroups ? mostOf(buckets) : buckets
  const groups = inOrder(shown, grouping, isDescending(options, grouping)).map(({ key, title, record, of }) => ({
    ...{ key, ...(title === undefined ? {} : { title }), ...(record ? { record } : {}) },
    ...{ count: of.count, totals: totalsOf(sums, of.codes) },
  }))
  return { ...whole, groups, left: buckets.length - shown.length }
}

function groupingBy({ context, rows, table, titles, zone }: GroupsOptions, by: string): Grouping {
  const { access, parent } = askedField(context.kinds, context.kind, context.viewer, by)
  const above = parent === undefined ? undefined : context.above(parent)
  const places = { titles, zone, rows }
  const made = above
    ? groupingOfAbove({ ...places, table: above.table, column: above.context.column }, access, above)
    : groupingOf({ ...places, table, column: context.own.column }, access)
  if (!made) throw new AppError('input.invalid', { fields: { [by]: { reason: 'badValue' } } })
  return made
}

/** Instants are looked at from the newest back, unless the list or the caller says otherwise. */
const isDescending = ({ ask, query }: GroupsOptions, { kind }: Grouping): boolean =>
  ask.descending ?? (query.sort.field === ask.by ? query.sort.descending : kind === 'dateTime')

/**
 * How many records have each value, and the slot of one of them, the one of the lowest row: slots change when a table is
 * loaded anew, and what is taken from that record shall not. Place 0 is for those without a value.
 */
function counted({ codes, size }: Pick<Grouping, 'codes' | 'size'>, mask: Uint8Array, rows: Int32Array) {
  const counts = new Int32Array(size + 1)
  const firsts = new Int32Array(size + 1)
  for (let slot = 0; slot < mask.length; slot++) {
    if (mask[slot] === 0) continue
    const at = (codes[slot] as number) + 1
    if (counts[at] === 0 || (rows[slot] as number) < (rows[firsts[at] as number] as number)) firsts[at] = slot
    counts[at] = (counts[at] as number) + 1
  }
  return { counts, firsts }
}

function bucketsOf(grouping: Grouping, codes: readonly number[], counts: Int32Array, firsts: Int32Array): Bucket[] {
  const buckets = new Map<Member | null, Bucket>()
  const add = (member: Member | null, code: number): void => {
    const known = buckets.get(member)
    const count = counts[code + 1] as number
    if (!known) buckets.set(member, { member, codes: [code], count, slot: firsts[code + 1] as number })
    else {
      known.codes.push(code)
      known.count += count
    }
  }
  for (const code of codes) {
    const members = grouping.members(code)
    for (const member of members) add(member, code)
    if (members.length === 0) add(null, code)
  }
  return [...buckets.values()]
}

const mostOf = (buckets: readonly Bucket[]): Bucket[] =>
  buckets.toSorted((a, b) => b.count - a.count).slice(0, mostGroups)

function inOrder(buckets: readonly Bucket[], grouping: Grouping, descending: boolean) {
  const sign = descending ? -1 : 1
  return buckets
    .map(of => ({ of, ...(of.member === null ? { key: null } : grouping.show(of.member, of.slot)) }))
    .sort((a, b) => {
      if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null)
      const [x, y] = ['place' in a ? a.place : undefined, 'place' in b ? b.place : undefined]
      if (x === undefined || y === undefined) return Number(x === undefined) - Number(y === undefined)
      return (compare(x, y) || compare(a.key, b.key)) * sign
    })
    .map(({ of, ...shown }) => ({ title: undefined, record: undefined, ...shown, of }))
}

const compare = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0)

const totalsOf = (sums: readonly (readonly [string, Sums])[], codes: readonly number[]): Record<string, Total[]> =>
  Object.fromEntries(sums.map(([name, of]) => [name, of(codes)]))
