import { expect, test } from 'vitest'
import { dueGroup, dueWords, isOverdue } from './dueWords.ts'

/** A Saturday, 00:30 in Istanbul: still Friday in UTC. */
const now = Date.parse('2026-11-20T21:30:00.000Z')
const zone = 'Europe/Istanbul'

test('what is due is grouped by the days of the company’s zone', () => {
  expect(
    [
      '2026-11-20T20:59:00.000Z',
      '2026-11-20T21:10:00.000Z',
      '2026-11-21T20:59:00.000Z',
      '2026-11-28T20:59:00.000Z',
      '2026-11-28T21:00:00.000Z',
      undefined,
    ].map(due => dueGroup(due, now, zone)),
  ).toEqual(['overdue', 'today', 'today', 'week', 'later', 'open'])
})

test('something is overdue from its very time on', () => {
  expect(['2026-11-20T21:10:00.000Z', '2026-11-20T21:31:00.000Z'].map(due => isOverdue(due, now))).toEqual([
    true,
    false,
  ])
  expect(isOverdue(undefined, now)).toBe(false)
})

test('near days have a word, others a date, and the year only where it is another one', () => {
  expect(dueWords('2026-11-21T06:05:00.000Z', now, zone, 'tr')).toMatchObject({ near: 'today', time: '09:05' })
  expect(dueWords('2026-11-19T21:00:00.000Z', now, zone, 'tr')).toMatchObject({ near: 'yesterday', time: '00:00' })
  expect(dueWords('2026-11-27T07:00:00.000Z', now, zone, 'tr')).toMatchObject({
    near: undefined,
    full: '27 Kas Cum 10:00',
  })
  expect(dueWords('2027-01-04T07:00:00.000Z', now, zone, 'tr').full).toContain('2027')
})
