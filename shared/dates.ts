import { dayLength } from './calendar.ts'
import type { Language } from './labels.ts'
import { intlLocale } from './numbers.ts'

/** Dates as people read and write them, and everything else about dates from one place. */
export {
  addDays,
  addMonths,
  dateIn,
  dateOf,
  daysBetween,
  daysIn,
  isDate,
  isInstant,
  partsOf,
  startOfDay,
  weekdayOf,
} from './calendar.ts'
export { dateRangeOf, instantRangeOf, instantsOf, type Span } from './dateRanges.ts'
export { parseDate } from './parseDate.ts'
export { parseDateTime } from './parseDateTime.ts'

/** A date as it is written in the language: `21.11.2026` in Turkish and German, `21/11/2026` in English and French. */
export function formatDate(date: string, language: Language): string {
  const [year, month, day] = [date.slice(0, 4), date.slice(5, 7), date.slice(8, 10)]
  const sign = language === 'tr' || language === 'de' ? '.' : '/'
  return `${day}${sign}${month}${sign}${year}`
}

/** An instant on the zone's clock: `21 Kas 2026 14:05`, in German with the point of an ordinal: `21. Nov. 2026 14:05`. */
export function formatDateTime(instant: string, zone: string, language: Language): string {
  const parts = new Map(
    formatterOf(language, zone)
      .formatToParts(new Date(instant))
      .map(part => [part.type, part.value]),
  )
  const get = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? ''
  const point = language === 'de' ? '.' : ''
  return `${get('day')}${point} ${get('month')} ${get('year')} ${get('hour')}:${get('minute')}`
}

/** A month (`2026-11`) by its name: `Kasım 2026`. */
export function formatMonth(month: string, language: Language): string {
  return new Intl.DateTimeFormat(intlLocale[language], { timeZone: 'UTC', month: 'long', year: 'numeric' }).format(
    new Date(`${month}-01T00:00:00Z`),
  )
}

/** How long ago or ahead, where that is less than a day (`5 dakika önce`); else the date and time. */
export function formatRelative(instant: string, now: string | number, zone: string, language: Language): string {
  const away = Date.parse(instant) - new Date(now).getTime()
  if (Math.abs(away) >= dayLength) return formatDateTime(instant, zone, language)
  const [unit, length]: [Intl.RelativeTimeFormatUnit, number] =
    Math.abs(away) < minute
      ? ['second', Number.POSITIVE_INFINITY]
      : Math.abs(away) < hour
        ? ['minute', minute]
        : ['hour', hour]
  return new Intl.RelativeTimeFormat(intlLocale[language], { numeric: 'auto' }).format(Math.trunc(away / length), unit)
}

const minute = 60_000
const hour = 3_600_000

const formatters = new Map<string, Intl.DateTimeFormat>()
function formatterOf(language: Language, zone: string): Intl.DateTimeFormat {
  const key = `${language} ${zone}`
  let made = formatters.get(key)
  if (!made) {
    made = new Intl.DateTimeFormat(intlLocale[language], {
      timeZone: zone,
      year: 'numeric',
      month: 'short',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
    formatters.set(key, made)
  }
  return made
}
