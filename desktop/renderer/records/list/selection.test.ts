import { expect, test } from 'vitest'
import { builtInKinds } from '../../../../shared/kinds.ts'
import { queryOf, stateOf } from './listParams.ts'
import { pagesOf } from './pages.ts'
import { selectedRecords } from './selectedRecords.ts'
import { countOf, isSelected, nothingSelected, toggled, withRange } from './selection.ts'

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

test('what is chosen goes to core by id, or as the question of the list with what is taken out', () => {
  const customer = builtInKinds.require('customer')
  const query = queryOf(customer, stateOf(customer, {}))
  expect(selectedRecords(query, toggled(nothingSelected, 'a'))).toEqual({ keys: [{ kind: 'customer', id: 'a' }] })
  expect(selectedRecords(query, { isAll: true, ids: new Set(['b']) })).toEqual({ query, except: ['b'] })
})

test('rows on the border of two pages ask for both', () => {
  expect(pagesOf(0, 30)).toEqual([0])
  expect(pagesOf(40, 70)).toEqual([0, 1])
  expect(pagesOf(199_990, 200_010)).toEqual([3999, 4000])
})
