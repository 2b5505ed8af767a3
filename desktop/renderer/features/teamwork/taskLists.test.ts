import { expect, test } from 'vitest'
import type { ListRow } from '../../../core/api/functions.ts'
import { grouped } from './taskLists.ts'

const now = Date.parse('2026-11-21T11:00:00.000Z')
const row = (title: string, values: Record<string, unknown>): ListRow => ({
  ...{ id: title, title, archived: false, createdAt: '', createdBy: '', updatedAt: '', values, waiting: false },
})

test('tasks stand by urgency: overdue first, then by day, those without a date last', () => {
  const groups = grouped(
    [
      row('tarihsiz', {}),
      row('bugün az', { due: '2026-11-21T15:00:00.000Z', priority: 'low' }),
      row('bugün çok', { due: '2026-11-21T15:00:00.000Z', priority: 'high' }),
      row('dün', { due: '2026-11-20T15:00:00.000Z' }),
      row('cumartesi', { due: '2026-11-28T15:00:00.000Z' }),
      row('bugün erken', { due: '2026-11-21T06:00:00.000Z', priority: 'low' }),
      row('aralık', { due: '2026-12-01T15:00:00.000Z' }),
    ],
    now,
    'Europe/Istanbul',
  )
  expect(groups.map(({ name, rows }) => [name, ...rows.map(({ title }) => title)])).toEqual([
    ['overdue', 'dün'],
    ['today', 'bugün erken', 'bugün çok', 'bugün az'],
    ['week', 'cumartesi'],
    ['later', 'aralık'],
    ['open', 'tarihsiz'],
  ])
})
