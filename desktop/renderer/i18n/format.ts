import { createContext, use, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { exactBytes, formatBytes } from '../../../shared/byteSize.ts'
import { dateIn, formatDate, formatDateTime, formatMonth, formatRelative } from '../../../shared/dates.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Field, Money, NumberUnit } from '../../../shared/fields.ts'
import type { Label, Language } from '../../../shared/labels.ts'
import { languages } from '../../../shared/labels.ts'
import { formatMinutesBefore } from '../../../shared/minutesBefore.ts'
import { formatMoney, formatNumber, formatPercent } from '../../../shared/money.ts'
import { useZone } from '../data/hooks.ts'

export type Format = ReturnType<typeof formatFor>
export const FormatContext = createContext<Format | undefined>(undefined)

/** Every date, number and amount on screen goes through this, in the screens' language and the company's zone. */
export function useFormat(): Format {
  const format = use(FormatContext)
  if (!format) throw new AppError('internal')
  return format
}

/** The language the screens are in now. */
export const useLanguage = (): Language => useFormat().language

/** What the screens stand in; made once for all of them, see Providers. */
export function useNewFormat(): Format {
  const { i18n } = useTranslation()
  const zone = useZone()
  const language = languages.find(one => one === i18n.language) ?? 'tr'
  return useMemo(() => formatFor(language, zone), [language, zone])
}

const formatFor = (language: Language, zone: string) => ({
  language,
  zone,
  date: (date: string) => formatDate(date, language),
  /** `Kasım 2026`, of `2026-11`. */
  month: (month: string) => formatMonth(month, language),
  /** `21.11.2026 14:05`. */
  moment: (instant: string) => `${formatDate(dateIn(zone, instant), language)} ${clockIn(zone, instant)}`,
  dateTime: (instant: string) => formatDateTime(instant, zone, language),
  /** `5 dakika önce` within a day, else date and time. */
  relative: (instant: string) => formatRelative(instant, Date.now(), zone, language),
  number: (value: number) => formatNumber(value, language),
  /** `1,2 MB`. */
  bytes: (bytes: number) => formatBytes(bytes, language),
  /** A number of this field in what it counts. */
  figure: ({ unit }: Field, value: number) => (unit ? figures[unit] : formatNumber)(value, language),
  /** The same without rounding; undefined where that is how it is shown anyway. */
  exactly: ({ unit }: Field, value: number) => (unit === 'bytes' ? exactBytes(value, language) : undefined),
  money: (money: Money) => formatMoney(money, language),
  percent: (hundredths: number) => formatPercent(hundredths, language),
  label: (words: Label) => words[language],
  /** What stands between a name and its value; the French leave a blank before it. */
  colon: language === 'fr' ? '\u00a0:' : ':',
})

const figures: Record<NumberUnit, (value: number, language: Language) => string> = {
  bytes: formatBytes,
  minutesBefore: formatMinutesBefore,
}

/** One for each zone: to make one takes many times as long as to use it, and a list has a cell for each row. */
const clocks = new Map<string, Intl.DateTimeFormat>()
function clockIn(zone: string, instant: string): string {
  let clock = clocks.get(zone)
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeStyle: 'short' })
    clocks.set(zone, clock)
  }
  return clock.format(new Date(instant))
}
