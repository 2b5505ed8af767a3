import { addDays, addMonths, dateIn, startOfDay, weekdayOf } from './calendar.ts'
import type { DateRange } from './filters.ts'

/** Half-open: `from` belongs to it, `to` does not. Calendar dates or instants. */
export interface Span {
  from: string
  to: string
}

/** The calendar dates of a named range as seen in the company's zone. Weeks begin on Monday. */
export const dateRangeOf = (range: DateRange, now: string | number, zone: string): Span =>
  ranges[range](dateIn(zone, now))

/** The same range for instants: from the first moment of its first day to the first moment after its last. */
export const instantRangeOf = (range: DateRange, now: string | number, zone: string): Span =>
  instantsOf(dateRangeOf(range, now, zone), zone)

/** A half-open span of dates as instants in a zone. For dates a person chose (both included) pass `addDays(last, 1)` as `to`. */
export const instantsOf = (dates: Span, zone: string): Span => ({
  from: startOfDay(dates.from, zone),
  to: startOfDay(dates.to, zone),
})

const days = (first: string, count: number): Span => ({ from: first, to: addDays(first, count) })
const months = (first: string, count: number): Span => ({ from: first, to: addMonths(first, count) })
const monthOf = (today: string): string => `${today.slice(0, 7)}-01`
const quarterOf = (today: string): string => addMonths(monthOf(today), -((Number(today.slice(5, 7)) - 1) % 3))

const ranges: Record<DateRange, (today: string) => Span> = {
  today: today => days(today, 1),
  yesterday: today => days(addDays(today, -1), 1),
  last7Days: today => days(addDays(today, -6), 7),
  last30Days: today => days(addDays(today, -29), 30),
  thisWeek: today => days(addDays(today, 1 - weekdayOf(today)), 7),
  thisMonth: today => months(monthOf(today), 1),
  lastMonth: today => months(addMonths(monthOf(today), -1), 1),
  thisQuarter: today => months(quarterOf(today), 3),
  thisYear: today => months(`${today.slice(0, 4)}-01-01`, 12),
}
