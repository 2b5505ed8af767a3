import { describe, expect, test } from 'vitest'
import { builtInKinds } from '../../../../shared/kinds.ts'
import { hashOf, parseHash, type RouteParams, toList } from '../../app/route.ts'
import { isNarrowed, listParams, type ListView, paramsOf, queryOf, viewOf } from './listParams.ts'

const customer = builtInKinds.require('customer')
const tag = builtInKinds.require('tag')
const view: ListView = {
  filters: [
    { field: 'status', op: 'in', value: ['active', 'atRisk'] },
    { field: 'createdAt', op: 'range', value: 'last7Days' },
    { field: 'taxNumber', op: 'empty' },
  ],
  sort: { field: 'title', descending: false },
  archived: 'with',
  words: 'ışıldar & oğulları',
}

describe('the address of a list', () => {
  test('brings back the same view', () => {
    const route = parseHash(hashOf(toList('customer', paramsOf(customer, view))))
    expect(route.screen === 'list' && viewOf(customer, route.params)).toEqual(view)
  })

  test('of an untouched list is empty', () => {
    expect(paramsOf(customer, viewOf(customer, {}))).toEqual({})
    expect(paramsOf(tag, viewOf(tag, {}))).toEqual({})
  })

  test.each<RouteParams>([{ f: 'not json' }, { f: '[{"field":"a b","op":"is"}]' }, { a: 'all' }, { f: '{"a":1}' }])(
    'that cannot be read (%o) is an untouched list, not a crash',
    params => {
      expect(viewOf(customer, params)).toEqual(viewOf(customer, {}))
    },
  )

  test('keeps what belongs to the list and drops what belongs to the record beside it', () => {
    expect(listParams({ q: 'a', tab: 'history', s: '-title' })).toEqual({ q: 'a', s: '-title' })
  })
})

test('blank words ask for nothing', () => {
  expect(queryOf(customer, { ...view, words: '  ' })).not.toHaveProperty('words')
  expect(isNarrowed({ ...viewOf(customer, {}), words: ' ' })).toBe(false)
  expect(isNarrowed({ ...viewOf(customer, {}), archived: 'only' })).toBe(true)
})

test('people see the newest first, and shared words by name', () => {
  expect(viewOf(customer, {}).sort).toEqual({ field: 'createdAt', descending: true })
  expect(viewOf(tag, {}).sort).toEqual({ field: 'title', descending: false })
})
