import { dateIn, daysBetween } from '../../../../../shared/dates.ts'
import type { ListQuery } from '../../../../../shared/filters.ts'
import type { ListRow } from '../../../../core/api/functions.ts'

const notifications = {
  kind: 'notification',
  sort: { field: 'createdAt', descending: true },
  archived: 'without',
} as const satisfies Partial<ListQuery>

export const unread: ListQuery = { ...notifications, filters: [{ field: 'readAt', op: 'empty' }] }
export const read: ListQuery = { ...notifications, filters: [{ field: 'readAt', op: 'notEmpty' }] }

export interface DayOfNews {
  day: string
  /** Days since then. */
  ago: number
  rows: ListRow[]
}

/** By the days of the company's zone, the newest first. */
export function byDay(rows: readonly ListRow[], now: number, zone: string): DayOfNews[] {
  const today = dateIn(zone, now)
  return [...Map.groupBy(rows, row => dateIn(zone, row.createdAt))]
    .sort(([a], [b]) => (a < b ? 1 : -1))
    .map(([day, some]) => ({
      day,
      ago: daysBetween(day, today),
      rows: some.toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1)),
    }))
}
