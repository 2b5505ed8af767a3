import { startOfDay } from '../../../../shared/dates.ts'

/** Months as numbers, 202611, of instants in milliseconds on the clock of a zone. Each month's beginning is found once. */
export function monthsIn(zone: string): (instant: number) => number {
  const starts = new Map<number, number>()
  /** `month`: months since January 1970. */
  const startOf = (month: number): number => {
    const known = starts.get(month)
    if (known !== undefined) return known
    const first = new Date(Date.UTC(1970, month, 1)).toISOString().slice(0, 10)
    const start = Date.parse(startOfDay(first, zone))
    starts.set(month, start)
    return start
  }
  const date = new Date()
  // Most instants are of the same month as the one before.
  let [from, to, last] = [0, 0, 0]
  return instant => {
    if (instant >= from && instant < to) return last
    date.setTime(instant)
    let month = (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth()
    // The zone's clocks are less than a day away from UTC.
    if (instant < startOf(month)) month--
    else if (instant >= startOf(month + 1)) month++
    ;[from, to] = [startOf(month), startOf(month + 1)]
    last = (1970 + Math.floor(month / 12)) * 100 + (((month % 12) + 12) % 12) + 1
    return last
  }
}

/** 202611 as `2026-11`. */
export function monthKey(month: number): string {
  const digits = String(month).padStart(6, '0')
  return `${digits.slice(0, 4)}-${digits.slice(4)}`
}
