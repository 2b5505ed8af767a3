import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  addDays,
  addMonths,
  dateIn,
  dateRangeOf,
  daysBetween,
  formatDate,
  formatDateTime,
  formatRelative,
  instantRangeOf,
  instantsOf,
  isDate,
  isInstant,
  parseDate,
  startOfDay,
  weekdayOf,
} from './dates.ts'
import type { Language } from './labels.ts'

const zone = 'Europe/Istanbul'
const today = '2026-11-21'
const languages: Language[] = ['tr', 'en', 'de', 'fr']
const date = fc
  .date({ min: new Date('1000-01-01'), max: new Date('9000-12-31'), noInvalidDate: true })
  .map(d => d.toISOString().slice(0, 10))

test('only days of the calendar are dates', () => {
  for (const real of ['2026-11-21', '2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])
    expect(isDate(real), real).toBe(true)
  for (const wrong of [
    '2026-02-29',
    '1900-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-1-1',
    '21.11.2026',
    '',
    '0000-01-01',
    '2026-11-21T00:00:00Z',
    '12026-01-01',
  ])
    expect(isDate(wrong), wrong).toBe(false)
})

test('instants are UTC with milliseconds', () => {
  expect(isInstant('2026-11-21T15:05:09.000Z')).toBe(true)
  for (const wrong of [
    '2026-11-21T15:05:09Z',
    '2026-11-21T24:00:00.000Z',
    '2026-02-30T10:00:00.000Z',
    '2026-11-21T15:05:09.000+03:00',
    '2026-11-21',
  ])
    expect(isInstant(wrong), wrong).toBe(false)
})

test('days and months are counted over leap years and month ends', () => {
  expect(addDays('2024-02-28', 2)).toBe('2024-03-01')
  expect(addMonths('2026-01-31', 1)).toBe('2026-02-28')
  expect(addMonths('2024-03-31', -1)).toBe('2024-02-29')
  expect(addMonths('2026-11-21', 14)).toBe('2028-01-21')
  expect(addMonths('2026-01-15', -1)).toBe('2025-12-15')
  expect(weekdayOf('2026-11-21')).toBe(6)
  fc.assert(
    fc.property(date, fc.integer({ min: -5000, max: 5000 }), (from, days) => {
      expect(daysBetween(from, addDays(from, days))).toBe(days)
      expect(isDate(addMonths(from, days))).toBe(true)
    }),
  )
})

test('dates and times read as people write them in the four languages', () => {
  expect(languages.map(language => formatDate(today, language))).toEqual([
    '21.11.2026',
    '21/11/2026',
    '21.11.2026',
    '21/11/2026',
  ])
  const shown = languages.map(language => formatDateTime('2026-11-21T11:05:09.000Z', zone, language))
  expect(shown).toEqual(['21 Kas 2026 14:05', '21 Nov 2026 14:05', '21. Nov. 2026 14:05', '21 nov. 2026 14:05'])
  expect(formatDateTime('2026-11-21T21:30:00.000Z', zone, 'tr')).toBe('22 Kas 2026 00:30')
})

test('times within a day are relative, others are not', () => {
  const now = '2026-11-21T12:00:00.000Z'
  const shown = (instant: string) => formatRelative(instant, now, zone, 'tr')
  expect(shown('2026-11-21T11:59:30.000Z')).toBe('şimdi')
  expect(shown('2026-11-21T11:55:00.000Z')).toBe('5 dakika önce')
  expect(shown('2026-11-21T14:30:00.000Z')).toBe('2 saat sonra')
  expect(shown('2026-11-20T12:00:01.000Z')).toBe('23 saat önce')
  expect(shown('2026-11-20T12:00:00.000Z')).toBe('20 Kas 2026 15:00')
  expect(formatRelative('2026-11-21T11:00:00.000Z', now, zone, 'en')).toBe('1 hour ago')
})

test('typed dates are understood with the day first', () => {
  const typed: Record<string, string> = {
    '21.11.2026': today,
    '21/11/26': today,
    '21-11-2026': today,
    '2026-11-21': today,
    '2026/11/21': today,
    '21 11 2026': today,
    '21.11': today,
    '21112026': today,
    '21 Kasım 2026': today,
    '21 kas 26': today,
    '21 KASIM': today,
    '21 Nov 2026': today,
    '21. November 2026': today,
    '21 novembre 2026': today,
    '1.2.2026': '2026-02-01',
    '5 Şubat 2026': '2026-02-05',
    '15 Ağu 1985': '1985-08-15',
    '15.08.85': '1985-08-15',
    '01.01.46': '2046-01-01',
    '01.01.47': '1947-01-01',
    '29.02.2024': '2024-02-29',
    '21.11.2026 14:05': today,
    '2026-11-21T14:05:00.000Z': today,
    Bugün: today,
    DÜN: '2026-11-20',
    yarın: '2026-11-22',
    today,
    Yesterday: '2026-11-20',
    morgen: '2026-11-22',
    "aujourd'hui": today,
    hier: '2026-11-20',
    demain: '2026-11-22',
  }
  for (const [text, expected] of Object.entries(typed)) expect(parseDate(text, today), text).toBe(expected)
})

test('what is no date is refused', () => {
  for (const text of [
    '',
    '29.02.2026',
    '31.04.2026',
    '11/21/2026',
    '21.11.202',
    '21 xyz 2026',
    '21 ju 2026',
    'dünden',
    '0.1.2026',
    '2026',
    '21.11.2026.1',
    '99999999',
  ])
    expect(parseDate(text, today), text).toBe(null)
})

test('a date survives being shown and typed back in every language', () => {
  fc.assert(
    fc.property(date, fc.constantFrom(...languages), (value, language) => {
      expect(parseDate(formatDate(value, language), today)).toBe(value)
    }),
  )
})

test('the company sees the date of its own clock', () => {
  expect(dateIn(zone, '2026-11-20T20:59:59.999Z')).toBe('2026-11-20')
  expect(dateIn(zone, '2026-11-20T21:00:00.000Z')).toBe('2026-11-21')
  expect(startOfDay('2026-11-21', zone)).toBe('2026-11-20T21:00:00.000Z')
  // Before 2016 Turkey had summer time.
  expect(startOfDay('2015-01-15', zone)).toBe('2015-01-14T22:00:00.000Z')
})

test('a day begins at its first moment, also where clocks change', () => {
  expect(startOfDay('2026-03-29', 'Europe/Berlin')).toBe('2026-03-28T23:00:00.000Z')
  expect(startOfDay('2026-10-26', 'Europe/Berlin')).toBe('2026-10-25T23:00:00.000Z')
  // Midnight does not exist: clocks went from 23:59:59 to 01:00.
  expect(startOfDay('2018-11-04', 'America/Sao_Paulo')).toBe('2018-11-04T03:00:00.000Z')
  // Midnight comes twice: the first one counts.
  expect(startOfDay('2025-11-02', 'America/Havana')).toBe('2025-11-02T04:00:00.000Z')
  fc.assert(
    fc.property(
      fc
        .date({ min: new Date('2000-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
        .map(d => d.toISOString().slice(0, 10)),
      fc.constantFrom(
        zone,
        'Europe/Berlin',
        'America/Sao_Paulo',
        'Asia/Tehran',
        'Asia/Beirut',
        'Pacific/Auckland',
        'UTC',
      ),
      (day, place) => {
        const start = Date.parse(startOfDay(day, place))
        expect(dateIn(place, start)).toBe(day)
        expect(dateIn(place, start - 1)).toBe(addDays(day, -1))
      },
    ),
  )
})

test('named ranges are half-open and belong to the company zone', () => {
  const now = '2026-11-20T22:30:00.000Z'
  const dates = {
    today: ['2026-11-21', '2026-11-22'],
    yesterday: ['2026-11-20', '2026-11-21'],
    last7Days: ['2026-11-15', '2026-11-22'],
    last30Days: ['2026-10-23', '2026-11-22'],
    thisWeek: ['2026-11-16', '2026-11-23'],
    thisMonth: ['2026-11-01', '2026-12-01'],
    lastMonth: ['2026-10-01', '2026-11-01'],
    thisQuarter: ['2026-10-01', '2027-01-01'],
    thisYear: ['2026-01-01', '2027-01-01'],
  } as const
  for (const [range, [from, to]] of Object.entries(dates))
    expect(dateRangeOf(range as keyof typeof dates, now, zone), range).toEqual({ from, to })
  expect(instantRangeOf('thisMonth', now, zone)).toEqual({
    from: '2026-10-31T21:00:00.000Z',
    to: '2026-11-30T21:00:00.000Z',
  })
  expect(instantsOf({ from: today, to: addDays(today, 1) }, zone)).toEqual({
    from: '2026-11-20T21:00:00.000Z',
    to: '2026-11-21T21:00:00.000Z',
  })
  expect(dateRangeOf('thisQuarter', '2026-03-31T12:00:00.000Z', zone)).toEqual({ from: '2026-01-01', to: '2026-04-01' })
})
