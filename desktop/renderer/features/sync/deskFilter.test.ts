import { expect, it } from 'vitest'
import { type DeskItem, fitsFilter, noFilter } from './deskFilter.ts'

const now = Date.parse('2026-11-22T12:00:00Z')
const item: DeskItem = { record: { kind: 'lead' }, fields: ['phone'], user: 'ayse', at: '2026-11-20T12:00:00Z' }
const fits = (filter: object) => fitsFilter(item, { ...noFilter, ...filter }, now)

it('shows everything until something is asked for', () => {
  expect(fits({})).toBe(true)
})

it('narrows by kind, by a field of that kind, by who and by when', () => {
  expect([fits({ kind: 'lead' }), fits({ kind: 'customer' })]).toEqual([true, false])
  expect([fits({ field: 'lead.phone' }), fits({ field: 'customer.phone' }), fits({ field: 'lead.name' })]).toEqual([
    true,
    false,
    false,
  ])
  expect([fits({ who: 'ayse' }), fits({ who: 'can' })]).toEqual([true, false])
  expect([fits({ since: 'today' }), fits({ since: 'week' })]).toEqual([false, true])
})
