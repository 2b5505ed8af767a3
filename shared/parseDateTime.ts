import { startOfDay } from './calendar.ts'
import { parseDate } from './parseDate.ts'

/**
 * A typed or imported day and hour, on the zone's clock, as an instant; null when it is none. The day as `parseDate`
 * reads it, the hour as `14:05` or `14.05`; without one the day begins.
 */
export function parseDateTime(text: string, zone: string, today: string): string | null {
  const [, day = text, hours = '0', minutes = '0'] =
    /^(.*?)(?:[ ,]+|T)(\d{1,2})[:.](\d{2})(?::\d{2})?$/.exec(text.trim()) ?? []
  const read = parseDate(day, today)
  if (read === null || Number(hours) > 23 || Number(minutes) > 59) return null
  const start = Date.parse(startOfDay(read, zone))
  return new Date(start + (Number(hours) * 60 + Number(minutes)) * 60_000).toISOString()
}
