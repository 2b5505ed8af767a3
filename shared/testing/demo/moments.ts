import type { Random } from '../random.ts'

export const [minute, hour, day] = [60_000, 3_600_000, 86_400_000]
/** The demo company lives in Istanbul, which has had one offset since 2016. */
const offset = 3 * hour

/** The beginning of the calendar day that an instant lies in, so many days on. */
export const dayOf = (at: number, days = 0): number => Math.floor((at + offset) / day) * day - offset + days * day

/** A moment in office hours, on the day of `at` or, where that is a weekend, on the Monday after; never before `at`. */
export function inOfficeHours(at: number, chance: Random): number {
  const weekday = new Date(dayOf(at) + offset).getUTCDay()
  const days = weekday === 6 ? 2 : weekday === 0 ? 1 : 0
  const moment = dayOf(at, days) + 9 * hour + chance.int(0, 8 * 60) * minute
  return Math.max(at + chance.int(1, 90) * minute, moment)
}

/** A time that people set for something: on the half-hour of a working day. */
export const dueOn = (start: number, chance: Random): number => start + 9 * hour + chance.int(0, 18) * 30 * minute
