/**
 * Calendar dates are `YYYY-MM-DD` and have no zone; instants are UTC in ISO 8601 with milliseconds and Z. Years 1 to 9999.
 * Zones are IANA names (`Europe/Istanbul`).
 */
export function isDate(value: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value)
  return match !== null && dateOf(Number(match[1]), Number(match[2]), Number(match[3])) === value
}

/** True for an instant as it is stored: `2026-11-21T15:05:09.000Z`. */
export function isInstant(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/.test(value) || !isDate(value.slice(0, 10))) return false
  return !Number.isNaN(Date.parse(value)) && new Date(value).toISOString() === value
}

/** The calendar date of year, month (1 to 12) and day; null when there is no such day. */
export function dateOf(year: number, month: number, day: number): string | null {
  if (!Number.isInteger(year) || year < 1 || year > 9999 || month < 1 || month > 12) return null
  if (!Number.isInteger(day) || day < 1 || day > daysIn(year, month)) return null
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`
}

export const daysIn = (year: number, month: number): number =>
  month === 2
    ? year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
      ? 29
      : 28
    : [4, 6, 9, 11].includes(month)
      ? 30
      : 31

export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * dayLength).toISOString().slice(0, 10)

/** The same day of another month, or its last day where that month is shorter: 31 January and one month is 28 February. */
export function addMonths(date: string, months: number): string {
  const [year, month, day] = partsOf(date)
  const count = year * 12 + month - 1 + months
  const [newYear, newMonth] = [Math.floor(count / 12), (((count % 12) + 12) % 12) + 1]
  return `${pad(newYear, 4)}-${pad(newMonth, 2)}-${pad(Math.min(day, daysIn(newYear, newMonth)), 2)}`
}

/** Days from one date to the other, negative when it lies before. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / dayLength)

/** 1 is Monday, 7 is Sunday. */
export const weekdayOf = (date: string): number => ((new Date(date).getUTCDay() + 6) % 7) + 1

export const partsOf = (date: string): [year: number, month: number, day: number] => [
  Number(date.slice(0, 4)),
  Number(date.slice(5, 7)),
  Number(date.slice(8, 10)),
]

/** The calendar date that clocks in the zone show at this instant. */
export function dateIn(zone: string, instant: string | number): string {
  return new Date(new Date(instant).getTime() + offsetAt(zone, new Date(instant).getTime())).toISOString().slice(0, 10)
}

/** The instant at which the date begins in the zone: midnight, or the first moment after it where a clock change skips it. */
export function startOfDay(date: string, zone: string): string {
  const midnight = Date.parse(date)
  // The offset that holds at the result is one of those a day before and after; the earliest moment of the date is wanted.
  const candidates = [midnight - dayLength, midnight + dayLength].map(near => midnight - offsetAt(zone, near))
  const found = candidates.filter(at => at + offsetAt(zone, at) === midnight)
  if (found.length > 0) return new Date(Math.min(...found)).toISOString()
  return new Date(firstMomentOf(date, zone, Math.min(...candidates) - hour)).toISOString()
}

const hour = 3_600_000
/** Milliseconds. */
export const dayLength = 86_400_000
const pad = (n: number, length: number): string => String(n).padStart(length, '0')

/** How far the zone's clocks are ahead of UTC at an instant, in milliseconds. */
function offsetAt(zone: string, at: number): number {
  const p: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {}
  for (const part of clockOf(zone).formatToParts(at)) p[part.type] = part.value
  const shown = Date.UTC(
    Number(p.year),
    Number(p.month) - 1,
    Number(p.day),
    Number(p.hour),
    Number(p.minute),
    Number(p.second),
  )
  return shown - Math.floor(at / 1000) * 1000
}

/** By halving: the first moment from `from` on, within a day, at which the zone shows the date. */
function firstMomentOf(date: string, zone: string, from: number): number {
  let [before, reached] = [from, from + dayLength]
  while (reached - before > 1) {
    const middle = Math.floor((before + reached) / 2)
    if (dateIn(zone, middle) >= date) reached = middle
    else before = middle
  }
  return reached
}

const clocks = new Map<string, Intl.DateTimeFormat>()
function clockOf(zone: string): Intl.DateTimeFormat {
  let made = clocks.get(zone)
  if (!made) {
    made = new Intl.DateTimeFormat('en-u-ca-iso8601', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    })
    clocks.set(zone, made)
  }
  return made
}
