import { instantAt, minutesIn } from '../clock.ts'
import { addDays, addMonths, dateIn, weekdayOf } from '../dates.ts'
import { parseDate } from '../parseDate.ts'
import { namedDays, numbers, partsOfDay, units, type Word, weekdays } from './words.ts'

export interface When {
  due: string
  /** Minutes before `due` at which to remind; absent: then. */
  remindBefore?: number
  /** The words that say it, by their places in the line. */
  words: readonly number[]
}
interface Clock {
  now: number
  zone: string
}
/** What some words in a row say: a date, a time of day in minutes, or a moment. */
interface Said {
  count: number
  date?: string
  minutes?: number
  at?: number
}

/** Of a day without a time: due when the working day ends, and called up when it begins. */
const [dayBegins, dayEnds] = [9 * 60, 18 * 60]
const minute = 60_000

/** The first time that the words tell of; undefined for none. `isFree`: whether a word may be taken for one. */
export function whenIn(words: readonly Word[], clock: Clock, isFree: (at: number) => boolean): When | undefined {
  const today = dateIn(clock.zone, clock.now)
  const used: number[] = []
  let date: string | undefined
  let minutes: number | undefined
  for (let i = 0; i < words.length; i++) {
    const said = saidAt(words, i, today, used.at(-1) === i - 1)
    if (!said) continue
    const places = Array.from({ length: said.count }, (_, n) => i + n)
    if (!places.every(isFree)) continue
    i += said.count - 1
    if (said.at !== undefined && used.length === 0)
      return { due: inMinutes(clock.now + said.at * minute), words: places }
    if (said.at !== undefined) continue
    if (said.date !== undefined && date === undefined) date = said.date
    else if (said.minutes !== undefined && minutes === undefined) minutes = said.minutes
    else continue
    used.push(...places)
  }
  if (used.length === 0) return undefined
  return { ...moment(date, minutes, today, clock), words: used }
}

function moment(date: string | undefined, minutes: number | undefined, today: string, { now, zone }: Clock) {
  if (minutes !== undefined) {
    const isPast = date === undefined && minutes <= minutesIn(zone, now)
    return { due: instantAt(date ?? (isPast ? addDays(today, 1) : today), minutes, zone) }
  }
  const day = date ?? today
  const passed = day === today ? minutesIn(zone, now) : 0
  if (passed < dayBegins) return { due: instantAt(day, dayEnds, zone), remindBefore: dayEnds - dayBegins }
  // Today, when the morning is over: an hour before the end, or at the end of the day itself.
  return passed < dayEnds - 60
    ? { due: instantAt(day, dayEnds, zone), remindBefore: 60 }
    : { due: instantAt(day, 24 * 60 - 1, zone), remindBefore: 60 }
}

function saidAt(words: readonly Word[], i: number, today: string, isBehindTime: boolean): Said | undefined {
  const at = (n: number): string => words[i + n]?.bare ?? ''
  const found = amount(at, today) ?? day(at, today) ?? time(at, isBehindTime)
  if (!found) return undefined
  // "Cumaya kadar", "by Friday": the small words belong to it.
  return at(found.count) === 'kadar' ? { ...found, count: found.count + 1 } : found
}

/** `3 gün sonra`, `in 3 days`, `2 saat sonra`. */
function amount(at: (n: number) => string, today: string): Said | undefined {
  const isEnglish = at(0) === 'in'
  const first = isEnglish ? 1 : 0
  const count = /^\d{1,3}$/.test(at(first)) ? Number(at(first)) : numbers.get(at(first))
  const unit = units.get(at(first + 1))
  if (count === undefined || !unit || (!isEnglish && at(first + 2) !== 'sonra')) return undefined
  if (unit.minutes) return { count: 3, at: count * unit.minutes }
  return { count: 3, date: unit.days ? addDays(today, count * unit.days) : addMonths(today, count) }
}

function day(at: (n: number) => string, today: string): Said | undefined {
  const lead = at(0) === 'by' || at(0) === 'on' ? 1 : 0
  const named = namedDays.get(at(lead))
  if (named !== undefined) return { count: lead + 1, date: addDays(today, named) }
  if (at(0) === 'bu' && partsOfDay.has(at(1))) return { count: 1, date: today }
  if (at(0) === 'obur' && at(1) === 'gun') return { count: 2, date: addDays(today, 2) }
  const isNext = at(lead) === 'haftaya' || at(lead) === 'next'
  const weekday = weekdays.get(at(isNext ? lead + 1 : lead))
  if (weekday !== undefined) {
    const more = at(lead + (isNext ? 2 : 1)) === 'gunu' ? 1 : 0
    return { count: lead + (isNext ? 2 : 1) + more, date: weekdayAfter(today, weekday, isNext) }
  }
  if (at(lead) === 'haftaya') return { count: lead + 1, date: addDays(today, 7) }
  if (at(lead) === 'next' && at(lead + 1) === 'week') return { count: lead + 2, date: addDays(today, 7) }
  return writtenDate(at, lead, today)
}

/** The next such day, never today; `isNext`: the one of the week that begins with the next Monday. */
function weekdayAfter(today: string, weekday: number, isNext: boolean): string {
  const here = weekdayOf(today)
  if (isNext) return addDays(today, 7 - here + weekday)
  return addDays(today, weekday > here ? weekday - here : weekday - here + 7)
}

/** `21.11`, `21.11.2026`, `21 Kasım`, `21 Kasım 2026`; without a year the next time that the day comes. */
function writtenDate(at: (n: number) => string, lead: number, today: string): Said | undefined {
  for (const count of [3, 2, 1]) {
    const text = Array.from({ length: count }, (_, n) => at(lead + n)).join(' ')
    if (
      count === 1
        ? !/^\d{1,4}[./-]\d{1,2}([./-]\d{1,4})?$/.test(text)
        : !/^\d{1,2}\.? \p{L}{3,}\.?( \d{4})?$/u.test(text)
    )
      continue
    const date = parseDate(text, today)
    if (date === null) continue
    const hasYear = /\d{4}|[./-]\d{1,2}[./-]\d{2}$/.test(text)
    return { count: lead + count, date: hasYear || date >= today ? date : addMonths(date, 12) }
  }
  return undefined
}

/** `10:00`, `10.30`, `saat 10`, `at 5pm`; a part of the day only right behind a day. */
function time(at: (n: number) => string, isBehindTime: boolean): Said | undefined {
  const part = partsOfDay.get(at(0))
  if (part !== undefined && isBehindTime)
    return { count: at(0) === 'ogleden' && at(1) === 'sonra' ? 2 : 1, minutes: part }
  const lead = at(0) === 'saat' || at(0) === 'at' ? 1 : 0
  const match = /^(\d{1,2})(?:[:.](\d{2}))?(am|pm)?$/.exec(at(lead))
  if (!match || (lead === 0 && match[2] === undefined && match[3] === undefined)) return undefined
  const half = match[3] === 'pm' ? 12 : 0
  const hours = match[3] ? (Number(match[1]) % 12) + half : Number(match[1])
  const minutes = Number(match[2] ?? 0)
  return hours < 24 && minutes < 60 ? { count: lead + 1, minutes: hours * 60 + minutes } : undefined
}

const inMinutes = (at: number): string => new Date(Math.ceil(at / minute) * minute).toISOString()
