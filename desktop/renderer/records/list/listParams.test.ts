import { describe, expect, test } from 'vitest'
import { builtInKinds } from '../../../../shared/kinds.ts'
import { hashOf, parseHash, type RouteParams, toList } from '../../app/route.ts'
import { isNarrowed, type ListState, listParams, looksIn, paramsOf, queryOf, stateOf, viewIdOf } from './listParams.ts'

const customer = builtInKinds.require('customer')
const tag = builtInKinds.require('tag')
const state: ListState = {
  filters: [
    { field: 'status', op: 'in', value: ['active', 'atRisk'] },
    { field: 'createdAt', op: 'range', value: 'last7Days' },
    { field: 'taxNumber', op: 'empty' },
  ],
  sort: { field: 'title', descending: false },
  archived: 'with',
  words: 'ışıldar & oğulları',
  where: {
    any: [
      { field: 'sector', op: 'in', value: ['food'] },
      { field: 'owner', op: 'in', value: ['me'] },
    ],
  },
  groupBy: 'status',
  layout: 'board',
  boardBy: 'status',
}

describe('the address of a list', () => {
  test('brings back the same view', () => {
    const route = parseHash(hashOf(toList('customer', paramsOf(customer, state))))
    expect(route.screen === 'list' && stateOf(customer, route.params)).toEqual(state)
  })

  test('of an untouched list is empty', () => {
    expect(paramsOf(customer, stateOf(customer, {}))).toEqual({})
    expect(paramsOf(tag, stateOf(tag, {}))).toEqual({})
  })

  test.each<RouteParams>([{ f: 'not json' }, { f: '[{"field":"a b","op":"is"}]' }, { a: 'all' }, { f: '{"a":1}' }])(
    'that cannot be read (%o) is an untouched list, not a crash',
    params => {
      expect(stateOf(customer, params)).toEqual(stateOf(customer, {}))
    },
  )

  test('names a saved view and only what differs from it', () => {
    const saved = stateOf(customer, paramsOf(customer, state))
    const shown = { ...saved, groupBy: undefined, where: undefined, filters: [] }
    const params = paramsOf(customer, shown, { base: saved, view: 'v' })
    expect(params).toEqual({ view: 'v', f: '[]', w: '', g: '' })
    const route = parseHash(hashOf(toList('customer', params)))
    const { where: _, groupBy: __, ...rest } = saved
    expect(route.screen === 'list' && stateOf(customer, route.params, saved)).toEqual({ ...rest, filters: [] })
    expect(route.screen === 'list' && viewIdOf(route.params)).toBe('v')
    expect(looksIn(params)).toEqual({ g: '' })
  })

  test('keeps what belongs to the list and drops what belongs to the record beside it', () => {
    expect(listParams({ q: 'a', tab: 'history', s: '-title' })).toEqual({ q: 'a', s: '-title' })
  })
})

test('blank words ask for nothing', () => {
  expect(queryOf(customer, { ...state, words: '  ' })).not.toHaveProperty('words')
  expect(isNarrowed({ ...stateOf(customer, {}), words: ' ' })).toBe(false)
  expect(isNarrowed({ ...stateOf(customer, {}), archived: 'only' })).toBe(true)
})

test('people see the newest first, and shared words by name', () => {
  expect(stateOf(customer, {}).sort).toEqual({ field: 'createdAt', descending: true })
  expect(stateOf(tag, {}).sort).toEqual({ field: 'title', descending: false })
})
