import { expect, it } from 'vitest'
import { field } from '../../../../shared/fields.ts'
import { label } from '../../../../shared/labels.ts'
import { boardColumns } from './boardColumns.ts'

const words = label('x', 'x', 'x', 'x')
const choices = { new: { label: words }, done: { label: words } }
const group = (key: string | null, count: number) => ({ key, count, totals: {} })
const names = (columns: ReturnType<typeof boardColumns>) => columns.map(({ value, count }) => [value, count])

it('has every choice in its own order, also those that no record has', () => {
  const required = field.choice({ label: words, choices, required: true })
  expect(names(boardColumns(required, [group('done', 3)]))).toEqual([
    ['new', 0],
    ['done', 3],
  ])
})

it('has a column without a choice where there is one to be, and one for choices that are no more', () => {
  const optional = field.choice({ label: words, choices })
  expect(names(boardColumns(optional, [group('old', 1), group('new', 2)]))).toEqual([
    ['new', 2],
    ['done', 0],
    [null, 0],
    ['old', 1],
  ])
  const required = field.choice({ label: words, choices, required: true })
  expect(names(boardColumns(required, [group(null, 4)]))).toEqual([
    ['new', 0],
    ['done', 0],
    [null, 4],
  ])
})
