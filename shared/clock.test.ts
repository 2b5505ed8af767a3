import { expect, test } from 'vitest'
import { atNextDay, instantAt, isWithin, minutesIn } from './clock.ts'

test('a time of a day is an instant by the zone, also on the days of a clock change', () => {
  expect(instantAt('2026-11-21', 9 * 60, 'Europe/Istanbul')).toBe('2026-11-21T06:00:00.000Z')
  expect(instantAt('2026-11-21', 0, 'Europe/Istanbul')).toBe('2026-11-20T21:00:00.000Z')
  expect(instantAt('2026-11-21', 1439, 'America/New_York')).toBe('2026-11-22T04:59:00.000Z')
  // Forward at two, back at three.
  expect(instantAt('2026-03-29', 9 * 60, 'Europe/Berlin')).toBe('2026-03-29T07:00:00.000Z')
  expect(instantAt('2026-10-25', 9 * 60, 'Europe/Berlin')).toBe('2026-10-25T08:00:00.000Z')
  expect(instantAt('2026-03-29', 150, 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z')
})

test('tomorrow is the next day of the zone, not of the machine', () => {
  expect(atNextDay('2026-11-21T22:30:00.000Z', 9 * 60, 'Europe/Istanbul')).toBe('2026-11-23T06:00:00.000Z')
})

test('minutes are those that the clock shows', () => {
  expect(minutesIn('Europe/Istanbul', '2026-11-21T21:05:00.000Z')).toBe(5)
})

test('a span of the day may go past midnight', () => {
  const [evening, morning] = [19 * 60, 8 * 60]
  expect([18 * 60, 19 * 60, 23 * 60, 0, 7 * 60 + 59, 8 * 60].map(at => isWithin(at, evening, morning))).toEqual([
    false,
    true,
    true,
    true,
    true,
    false,
  ])
  expect(isWithin(5, 5, 5)).toBe(false)
})
