import { addDays, dateOf, isDate } from './calendar.ts'
import { languages } from './labels.ts'
import { intlLocale } from './numbers.ts'
import { trFold } from './text.ts'

/**
 * A typed or imported date as `YYYY-MM-DD`, null when it is none. Day before month in every language; years of two digits
 * are those of the hundred years that end 20 years after `today`; without a year it is that of `today`.
 * Understands `21.11.2026`, `21/11/26`, `21 Kas 2026`, `2026-11-21`, `21112026` and today, yesterday, tomorrow by name.
 */
export function parseDate(text: string, today: string): string | null {
  const typed = trFold(text.trim()).replace(/\s+/g, ' ')
  const away = namedDays.get(typed)
  if (away !== undefined) return addDays(today, away)
  // A time behind the date, as spreadsheets write it, is of no account.
  const bare = typed.replace(/[ t]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?z?$/, '')
  const iso = bare.replace(/[./]/g, '-')
  if (/^\d{4}-\d{1,2}-\d{1,2}$/.test(iso)) return valid(iso.split('-'))
  const together = /^(\d{2})(\d{2})(\d{4})$/.exec(bare)
  if (together) return valid([together[3], together[2], together[1]])
  const match = /^(\d{1,2})[. \-/]+(\d{1,2}|[a-z]+)\.?(?:[. \-/]+(\d{4}|\d{2}))?\.?$/.exec(bare)
  if (!match) return null
  const [, day, month = '', year] = match
  const number = /^\d/.test(month) ? month : monthOf(month)
  return number === null ? null : valid([fullYear(year, today), number, day])
}

const namedDays = new Map<string, number>([
  ...['bugun', 'today', 'heute', "aujourd'hui", 'aujourd’hui'].map(word => [word, 0] as const),
  ...['dun', 'yesterday', 'gestern', 'hier'].map(word => [word, -1] as const),
  ...['yarin', 'tomorrow', 'morgen', 'demain'].map(word => [word, 1] as const),
])

function valid(parts: (string | undefined)[]): string | null {
  const [year, month, day] = parts.map(Number)
  const date = dateOf(year ?? 0, month ?? 0, day ?? 0)
  return date !== null && isDate(date) ? date : null
}

function fullYear(year: string | undefined, today: string): string {
  const thisYear = Number(today.slice(0, 4))
  if (year === undefined) return String(thisYear)
  if (year.length === 4) return year
  const newest = thisYear + 20
  return String(newest - ((((newest - Number(year)) % 100) + 100) % 100))
}

const monthFormats = languages.flatMap(language =>
  (['long', 'short'] as const).map(month => new Intl.DateTimeFormat(intlLocale[language], { month, timeZone: 'UTC' })),
)
/** Folded names of the months in the four languages. */
const monthNames = Array.from({ length: 12 }, (_, i) =>
  monthFormats.map(format => trFold(format.format(Date.UTC(2026, i, 15))).replace('.', '')),
)

/** The month whose name is this or, from three letters on, begins so; null when that fits none or several. */
function monthOf(name: string): string | null {
  const exact = monthNames.findIndex(names => names.includes(name))
  if (exact >= 0) return String(exact + 1)
  const fitting = monthNames.flatMap((names, i) =>
    name.length >= 3 && names.some(full => full.startsWith(name)) ? [i + 1] : [],
  )
  return fitting.length === 1 ? String(fitting[0]) : null
}
