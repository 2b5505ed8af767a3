import type { Random } from '../random.ts'

export const [minute, hour, day] = [60_000, 3_600_000, 86_400_000]
/** The demo company lives in Istanbul, which has had one offset since 2016. */
const offset = 3 * hour

/** The beginning of the calendar day that an instant lies in, so many days on. */
export const dayOf = (at: number, days = 0): number => Math.floor((at + offset) / day) * day - offset + days * day

/** A moment in office hours, on the day of `at` or, where that is over or a weekend, on the next; never before `at`. */
export function inOfficeHours(from: number, chance: Random): number {
  const at = from < dayOf(from) + 19 * hour ? from : dayOf(from, 1)
  const weekday = new Date(dayOf(at) + offset).getUTCDay()
  const days = weekday === 6 ? 2 : weekday === 0 ? 1 : 0
  const moment = dayOf(at, days) + 9 * hour + chance.int(0, 8 * 60) * minute
  return Math.max(at + chance.int(1, 90) * minute, moment)
}

/** A time that people set for something: on the half-hour of a working day. */
export const dueOn = (start: number, chance: Random): number => start + 9 * hour + chance.int(0, 18) * 30 * minute

/**
 * When people of the company work, in hours of the week from Monday on, and how much of it: office hours, a little in the
 * evenings, a little on Saturday mornings.
 */
const worked: readonly { from: number; to: number; share: number }[] = [
  ...[0, 24, 48, 72, 96].flatMap(start => [
    { from: start + 9, to: start + 18, share: 1 },
    { from: start + 18, to: start + 20, share: 0.08 },
  ]),
  { from: 120 + 10, to: 120 + 13, share: 0.1 },
]
const workedInWeek = worked.reduce((sum, { from, to, share }) => sum + (to - from) * share, 0)
const week = 7 * day
/** A Monday at midnight in Istanbul. */
const someMonday = Date.UTC(2024, 0, 1) - offset

/** Hours that had been worked since a Monday long ago. Its inverse: `workedAt`. */
export function hoursWorked(at: number): number {
  const weeks = Math.floor((at - someMonday) / week)
  const into = (at - someMonday - weeks * week) / hour
  return worked.reduce(
    (sum, { from, to, share }) => sum + Math.max(0, Math.min(to, into) - from) * share,
    weeks * workedInWeek,
  )
}

/** So many working days earlier; within working time. */
export const workdaysBefore = (at: number, days: number): number => Math.floor(workedAt(hoursWorked(at) - days * 9))

/** The moment at which so many hours had been worked: always within working time, later for more. */
export function workedAt(hours: number): number {
  const weeks = Math.floor(hours / workedInWeek)
  let left = hours - weeks * workedInWeek
  for (const { from, to, share } of worked) {
    const length = (to - from) * share
    if (left <= length) return someMonday + weeks * week + (from + left / share) * hour
    left -= length
  }
  return someMonday + (weeks + 1) * week
}
