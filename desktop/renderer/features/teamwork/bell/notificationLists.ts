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

export interface NewsPart {
  /** Absent: what has not been read yet, whenever it came. */
  day?: string
  /** Days since then. */
  ago?: number
  rows: readonly ListRow[]
}

/** What is new in one part, whatever its days, then the rest by day: no day is named twice. */
export const newsParts = (
  fresh: readonly ListRow[],
  old: readonly ListRow[],
  now: number,
  zone: string,
): NewsPart[] => [...(fresh.length > 0 ? [{ rows: fresh }] : []), ...byDay(old, now, zone)]

/** By the days of the company's zone, the newest first. */
function byDay(rows: readonly ListRow[], now: number, zone: string): NewsPart[] {
  const today = dateIn(zone, now)
  return [...Map.groupBy(rows, row => dateIn(zone, row.createdAt))]
    .sort(([a], [b]) => (a < b ? 1 : -1))
    .map(([day, some]) => ({
      day,
      ago: daysBetween(day, today),
      rows: some.toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1)),
    }))
}
