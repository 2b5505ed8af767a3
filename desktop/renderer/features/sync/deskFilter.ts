import type { RecordKey } from '../../../../shared/record.ts'

export const sinces = ['anyTime', 'today', 'week', 'month'] as const
export type Since = (typeof sinces)[number]

/** What is shown of a desk; absent parts narrow nothing. */
export interface DeskFilter {
  kind?: string | undefined
  field?: string | undefined
  who?: string | undefined
  since: Since
}
export const noFilter: DeskFilter = { since: 'anyTime' }

/** What the filters look at in an item. */
export interface DeskItem {
  record: Pick<RecordKey, 'kind'>
  fields: readonly string[]
  user: string | undefined
  at: string
}

export function fitsFilter({ record, fields, user, at }: DeskItem, filter: DeskFilter, now: number): boolean {
  if (filter.kind !== undefined && record.kind !== filter.kind) return false
  // A field of one kind is another one in another kind.
  if (filter.field !== undefined && !fields.some(field => `${record.kind}.${field}` === filter.field)) return false
  if (filter.who !== undefined && user !== filter.who) return false
  return Date.parse(at) >= begins[filter.since](now)
}

const day = 86_400_000
const begins: Record<Since, (now: number) => number> = {
  anyTime: () => Number.NEGATIVE_INFINITY,
  today: now => new Date(now).setHours(0, 0, 0, 0),
  week: now => now - 7 * day,
  month: now => now - 30 * day,
}
