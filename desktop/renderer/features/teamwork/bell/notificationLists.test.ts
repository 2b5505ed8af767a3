import { expect, test } from 'vitest'
import type { ListRow } from '../../../../core/api/functions.ts'
import { newsParts } from './notificationLists.ts'

const row = (createdAt: string): ListRow => ({
  ...{ id: createdAt, title: '', archived: false, createdAt, createdBy: '', updatedAt: '', values: {}, waiting: false },
})

test('what is new stands in one part before the days, of which none is named twice', () => {
  const [fresh, old] = [['2026-11-21T09:00:00.000Z'], ['2026-11-21T08:00:00.000Z']].map(times => times.map(row))
  const parts = newsParts(fresh ?? [], old ?? [], Date.parse('2026-11-22T08:00:00.000Z'), 'Europe/Istanbul')
  expect(parts.map(({ day, rows }) => [day, rows.length])).toEqual([
    [undefined, 1],
    ['2026-11-21', 1],
  ])
})

test('what has been read stands by days of the company’s zone, the newest first', () => {
  const days = newsParts(
    [],
    [
      '2026-11-20T08:00:00.000Z',
      '2026-11-21T22:00:00.000Z',
      '2026-11-20T20:59:00.000Z',
      '2026-11-21T20:00:00.000Z',
    ].map(row),
    Date.parse('2026-11-21T22:30:00.000Z'),
    'Europe/Istanbul',
  )
  expect(days.map(({ day, ago, rows }) => [day, ago, rows.length])).toEqual([
    ['2026-11-22', 0, 1],
    ['2026-11-21', 1, 1],
    ['2026-11-20', 2, 2],
  ])
  expect(days[2]?.rows.map(({ id }) => id.slice(11, 13))).toEqual(['20', '08'])
})
