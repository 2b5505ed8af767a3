import { expect, test } from 'vitest'
import { listView } from '../../../../shared/filters.ts'
import { builtInKinds } from '../../../../shared/kinds.ts'
import type { ShownRecord } from '../../../core/api/functions.ts'
import { type ListState, usualState } from '../list/listParams.ts'
import { inOrder, showsFrom, stateFrom, viewsAmong } from './savedView.ts'

const customer = builtInKinds.require('customer')
const state: ListState = {
  filters: [{ field: 'status', op: 'in', value: ['active'] }],
  where: {
    any: [
      { field: 'sector', op: 'in', value: ['food'] },
      { field: 'owner', op: 'in', value: ['me'] },
    ],
  },
  sort: { field: 'title', descending: false },
  archived: 'with',
  words: 'ege',
  groupBy: 'sector',
  layout: 'table',
}
const record = (values: ShownRecord['values'], rest: Partial<ShownRecord> = {}) =>
  ({ id: String(values['name']), archived: false, title: values['name'], values, ...rest }) as ShownRecord

test('a view brings back the list that was saved', () => {
  const shows = showsFrom(state, [{ field: 'status', width: 140, pinned: true }])
  expect(listView.parse(shows)).toEqual(shows)
  expect(stateFrom(customer, shows)).toEqual(state)
  expect(stateFrom(customer, showsFrom(usualState(customer), undefined))).toEqual(usualState(customer))
})

test('only whole views of the kind are views, those with a place first', () => {
  const shows = showsFrom(state, undefined)
  const records = [
    record({ of: 'customer', name: 'Zeytin', shows }),
    record({ of: 'customer', name: 'Işık', shows, position: 2 }),
    record({ of: 'customer', name: 'Arşiv', shows }, { archived: true }),
    record({ of: 'lead', name: 'Başka', shows }),
    record({ of: 'customer', name: 'Bozuk', shows: { layout: 'circle' } }),
  ]
  const views = inOrder([
    ...viewsAmong(customer, 'company', records.slice(0, 1)),
    ...viewsAmong(customer, 'mine', records),
  ])
  expect(views.map(({ name, scope }) => `${name} ${scope}`)).toEqual(['Işık mine', 'Zeytin mine', 'Zeytin company'])
})
