import { addDays, dateIn, startOfDay } from './calendar.ts'

const minute = 60_000

/**
 * The instant at which clocks in the zone show this date and time (minutes since midnight). A time that a clock change
 * skips is as much later as the clocks were put forward; of one that comes twice the first.
 */
export function instantAt(date: string, minutes: number, zone: string): string {
  const start = Date.parse(startOfDay(date, zone))
  // Where no clock is changed that day, this is it.
  const near = start + minutes * minute
  const shown = minutesIn(zone, near) + (dateIn(zone, near) === date ? 0 : dateIn(zone, near) > date ? 1440 : -1440)
  const found = near + (minutes - shown) * minute
  return new Date(minutesIn(zone, found) === minutes ? found : near).toISOString()
}

/** Minutes since midnight that clocks in the zone show. */
export function minutesIn(zone: string, instant: string | number): number {
  const parts = new Map(
    clockOf(zone)
      .formatToParts(new Date(instant))
      .map(part => [part.type, part.value]),
  )
  return Number(parts.get('hour')) * 60 + Number(parts.get('minute'))
}

/** Whether the time lies in a daily span, both in minutes; a span may go past midnight, an empty one holds nothing. */
export const isWithin = (at: number, from: number, to: number): boolean =>
  from <= to ? at >= from && at < to : at >= from || at < to

/** Nine o'clock tomorrow, say: `atNextDay(now, 9 * 60, zone)`. */
export const atNextDay = (now: string | number, minutes: number, zone: string): string =>
  instantAt(addDays(dateIn(zone, now), 1), minutes, zone)

const clocks = new Map<string, Intl.DateTimeFormat>()
function clockOf(zone: string): Intl.DateTimeFormat {
  let made = clocks.get(zone)
  if (!made) {
    made = new Intl.DateTimeFormat('en', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
    clocks.set(zone, made)
  }
  return made
}
