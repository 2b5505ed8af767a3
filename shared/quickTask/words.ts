import { languages } from '../labels.ts'
import { intlLocale } from '../numbers.ts'
import { trFold } from '../text.ts'

/** A word of the line with where it stands; `bare` is folded, without the suffix behind an apostrophe. */
export interface Word {
  from: number
  to: number
  bare: string
}

export const wordsOf = (line: string): Word[] =>
  [...line.matchAll(/\S+/g)].map(match => ({
    from: match.index,
    to: match.index + match[0].length,
    bare: trFold(match[0])
      .replace(/['’].*$/, '')
      .replace(/[,;]+$/, ''),
  }))

/** Monday is 1. The names in the four languages, and with the endings that Turkish gives them (`cumaya`, `salıya`). */
export const weekdays: ReadonlyMap<string, number> = new Map(
  Array.from({ length: 7 }, (_, i) => i + 1).flatMap(day =>
    languages.flatMap(language => {
      const format = new Intl.DateTimeFormat(intlLocale[language], { weekday: 'long', timeZone: 'UTC' })
      // 5 January 2026 was a Monday.
      const name = trFold(format.format(Date.UTC(2026, 0, 4 + day)))
      const forms = language === 'tr' ? ['', 'ya', 'ye', 'yi', 'da', 'de'].map(ending => name + ending) : [name]
      return forms.map(form => [form, day] as const)
    }),
  ),
)

export const namedDays: ReadonlyMap<string, number> = new Map([
  ...['bugun', 'bugune', 'today', 'heute', "aujourd'hui", 'aujourd’hui'].map(word => [word, 0] as const),
  ...['yarin', 'yarina', 'tomorrow', 'morgen', 'demain'].map(word => [word, 1] as const),
])

/** Minutes since midnight; only behind a day. */
export const partsOfDay: ReadonlyMap<string, number> = new Map([
  ...['sabah', 'sabaha', 'morning'].map(word => [word, 9 * 60] as const),
  ...['oglen', 'ogle', 'noon'].map(word => [word, 12 * 60] as const),
  ...['ogleden', 'afternoon'].map(word => [word, 14 * 60] as const),
  ...['aksam', 'aksama', 'evening'].map(word => [word, 18 * 60] as const),
])

interface Unit {
  days?: number
  months?: number
  minutes?: number
}

/** How much a unit is: of days, or of minutes, which count from this very moment. */
export const units: ReadonlyMap<string, Unit> = new Map<string, Unit>([
  ...['gun', 'day', 'days'].map(word => [word, { days: 1 }] as const),
  ...['hafta', 'week', 'weeks'].map(word => [word, { days: 7 }] as const),
  ...['ay', 'month', 'months'].map(word => [word, { months: 1 }] as const),
  ...['saat', 'hour', 'hours'].map(word => [word, { minutes: 60 }] as const),
  ...['dakika', 'dk', 'minute', 'minutes', 'min'].map(word => [word, { minutes: 1 }] as const),
])

export const numbers: ReadonlyMap<string, number> = new Map([
  ...['bir', 'a', 'an', 'one'].map(word => [word, 1] as const),
  ...['iki', 'two'].map(word => [word, 2] as const),
  ...['uc', 'three'].map(word => [word, 3] as const),
  ...['dort', 'four'].map(word => [word, 4] as const),
  ...['bes', 'five'].map(word => [word, 5] as const),
])

type Priority = 'high' | 'normal' | 'low'
export const priorities: ReadonlyMap<string, Priority> = new Map<string, Priority>([
  ...['!yuksek', '!acil', '!high', '!urgent', '!hoch', '!haute', '!!'].map(word => [word, 'high'] as const),
  ...['!normal'].map(word => [word, 'normal'] as const),
  ...['!dusuk', '!low', '!niedrig', '!basse'].map(word => [word, 'low'] as const),
])
