import { expect, test, vi } from 'vitest'
import { builtInKinds } from '../../../../shared/kinds.ts'
import type { ListRow } from '../../../core/api/functions.ts'
import { queryOf, stateOf } from './listParams.ts'
import { pagesOf } from './pages.ts'
import { selectedRows } from './selectedRows.ts'
import { countOf, isSelected, nothingSelected, toggled, withRange } from './selection.ts'

const row = (id: string) => ({ id }) as ListRow

test('one by one', () => {
  const two = toggled(toggled(nothingSelected, 'a'), 'b')
  expect([isSelected(two, 'a'), isSelected(two, 'c'), countOf(two, 100)]).toEqual([true, false, 2])
  expect(countOf(toggled(two, 'a'), 100)).toBe(1)
})

test('all but some: rows that are not here yet are chosen too', () => {
  const all = toggled({ isAll: true, ids: new Set<string>() }, 'a')
  expect([isSelected(all, 'a'), isSelected(all, 'never seen'), countOf(all, 100)]).toEqual([false, true, 99])
  expect(countOf(all, undefined)).toBeUndefined()
  expect(isSelected(withRange(all, ['a']), 'a')).toBe(true)
})

test('a range adds to what was chosen', () => {
  expect([...withRange(toggled(nothingSelected, 'z'), ['a', 'b']).ids]).toEqual(['z', 'a', 'b'])
})

test('all rows of a list are read page by page, without those taken out', async () => {
  const customer = builtInKinds.require('customer')
  const call = vi.fn(async (_name: string, args: { after?: string }) =>
    args.after === undefined ? { rows: [row('a'), row('b')], next: 'b' } : { rows: [row('c')] },
  )
  const rows = await selectedRows(
    { call: call as never },
    queryOf(customer, stateOf(customer, {})),
    { isAll: true, ids: new Set(['b']) },
    new Map(),
  )
  expect(rows.map(({ id }) => id)).toEqual(['a', 'c'])
  expect(call).toHaveBeenCalledTimes(2)
})

test('picked rows need no reading', async () => {
  const picked = new Map([['a', row('a')]])
  const call = vi.fn()
  const customer = builtInKinds.require('customer')
  const query = queryOf(customer, stateOf(customer, {}))
  expect(await selectedRows({ call }, query, toggled(nothingSelected, 'a'), picked)).toEqual([row('a')])
  expect(call).not.toHaveBeenCalled()
})

test('rows on the border of two pages ask for both', () => {
  expect(pagesOf(0, 30)).toEqual([0])
  expect(pagesOf(90, 120)).toEqual([0, 1])
  expect(pagesOf(199_990, 200_010)).toEqual([1999, 2000])
})
