import { minutesIn } from '../../../../shared/clock.ts'
import { dateIn, daysBetween } from '../../../../shared/dates.ts'
import type { Language } from '../../../../shared/labels.ts'
import { intlLocale } from '../../../../shared/numbers.ts'

/** Where something that is due stands, seen from now on the company's clock. */
export const dueGroups = ['overdue', 'today', 'week', 'later', 'open'] as const
export type DueGroup = (typeof dueGroups)[number]

/** By days: what was due this morning is still of today; a week is the seven days from now. */
export function dueGroup(due: string | undefined, now: number, zone: string): DueGroup {
  if (due === undefined) return 'open'
  const today = dateIn(zone, now)
  const away = daysBetween(today, dateIn(zone, due))
  if (away < 0) return 'overdue'
  if (away === 0) return 'today'
  return away <= 7 ? 'week' : 'later'
}

export const isOverdue = (due: string | undefined, now: number): boolean => due !== undefined && Date.parse(due) < now

export interface DueWords {
  /** Key of a word that needs only the time, where the day has one. */
  near: 'yesterday' | 'today' | 'tomorrow' | undefined
  time: string
  /** The whole, for all other days: `Cum 27 Kas 10:00`, with the year where it is another one. */
  full: string
}

export function dueWords(due: string, now: number, zone: string, language: Language): DueWords {
  const [today, day] = [dateIn(zone, now), dateIn(zone, due)]
  const minutes = minutesIn(zone, due)
  const time = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
  const format = new Intl.DateTimeFormat(intlLocale[language], {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...(today.slice(0, 4) === day.slice(0, 4) ? {} : { year: 'numeric' }),
  })
  return { near: nearDays.get(daysBetween(today, day)), time, full: `${format.format(new Date(due))} ${time}` }
}

const nearDays: ReadonlyMap<number, DueWords['near']> = new Map([
  [-1, 'yesterday'],
  [0, 'today'],
  [1, 'tomorrow'],
])
