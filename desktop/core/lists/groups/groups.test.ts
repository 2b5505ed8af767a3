import { afterAll, describe, expect, test } from 'vitest'
import type { GroupKey } from '../../../../shared/groups.ts'
import { allRights } from '../../../../shared/permissions/rights.ts'
import type { RecordState } from '../../../../shared/record.ts'
import { mostGroups } from '../../api/groups.ts'
import { customersAndTasks, query } from '../testing/customersAndTasks.ts'

const { small, profile, lists, all, seeing, close } = customersAndTasks()
afterAll(close)

describe('the order of groups', () => {
  const keys = (by: string, descending?: boolean, kind = 'customer'): GroupKey[] =>
    lists.groups(query(kind), all, { by, descending }).groups.map(({ key }) => key)

  test('choices stand as they are defined, what is no choice any more behind them, what has none last', () => {
    expect(keys('custom.choice')).toEqual(['gamma', 'alfa', 'beta', null])
    expect(keys('custom.choice', true)).toEqual(['beta', 'alfa', 'gamma', null])
    expect(keys('priority', undefined, 'task')).toEqual(['high', 'normal', 'low', 'gone', null])
  })
  test('people stand in Turkish order with their titles and records', () => {
    const { groups } = lists.groups(query('customer'), all, { by: 'owner' })
    expect(groups.map(({ title }) => title)).toEqual(['Can', 'Çağla', 'Işıl', 'İlker', 'Sevgi', 'Şule', undefined])
    const [can] = groups
    expect(can?.record).toEqual({ kind: 'user', id: can?.key })
  })
  test('months of instants are the zone’s, newest first; months of days go forward; the caller may say otherwise', () => {
    expect(keys('due', undefined, 'task')).toEqual(['2026-11', '2026-10', null])
    expect(keys('due', false, 'task')).toEqual(['2026-10', '2026-11', null])
    expect(keys('custom.date')).toEqual(['2026-01', '2026-10', '2026-11', null])
  })
  test('a list that is sorted by the field gives its groups in that order', () => {
    const asked = query('customer', { sort: { field: 'owner', descending: true } })
    const titles = lists.groups(asked, all, { by: 'owner' }).groups.map(({ title }) => title)
    expect(titles).toEqual(['Şule', 'Sevgi', 'İlker', 'Işıl', 'Çağla', 'Can', undefined])
  })
  test('text that is folded alike is one group, under one of its spellings', () => {
    const { groups } = lists.groups(query('customer'), all, { by: 'firstName' })
    const light = groups.filter(({ title }) => ['Işık', 'ışık', 'ISIK'].includes(title ?? ''))
    expect(light.map(({ key }) => key)).toEqual(['isik'])
  })
})

describe('totals', () => {
  test('without a field to group by there are the totals of the list alone', () => {
    const answer = lists.groups(query('customer'), all, { totals: ['custom.money'] })
    expect(answer.groups).toEqual([])
    expect(answer.totals['custom.money']?.map(({ currency }) => currency)).toEqual(['TRY', 'USD'])
  })
  test('money is exact up to the largest number, and no sum is told beyond it', () => {
    const most = Number.MAX_SAFE_INTEGER
    const amounts = [most, most, -most, 7, -7, -most, most - 1, 1]
    const one = small.customers[0] as RecordState
    const some = amounts.map((amount, i) => ({
      ...one,
      id: `01900000-0000-7000-8000-0000000000${10 + i}`,
      values: { companyName: 'Toplam', 'custom.money': { amount, currency: 'EUR' }, status: 'active' },
    }))
    const sumOf = (count: number) => {
      profile.put(some.slice(0, count))
      const asked = query('customer', { filters: [{ field: 'companyName', op: 'is', value: 'toplam' }] })
      return lists.groups(asked, all, { by: 'status', totals: ['custom.money'] }).groups[0]?.totals['custom.money']
    }
    expect(sumOf(1)).toEqual([{ currency: 'EUR', sum: most, count: 1 }])
    expect(sumOf(2)).toEqual([{ currency: 'EUR', sum: null, count: 2 }])
    expect(sumOf(5)).toEqual([{ currency: 'EUR', sum: most, count: 5 }])
    expect(sumOf(8)).toEqual([{ currency: 'EUR', sum: most, count: 8 }])
    profile.put(some.map(({ kind, id }) => ({ kind, id, epoch: 1, number: 99, gone: true as const })))
  })
  test('where there are too many groups, those with the most records are told and the rest counted', () => {
    const one = small.customers[0] as RecordState
    const some = Array.from({ length: mostGroups + 20 }, (_, i) => ({
      ...one,
      id: `01900000-0000-7000-8000-${String(100_000 + i).padStart(12, '0')}`,
      values: { companyName: `Çok ${Math.floor(i / 2) < 5 ? 0 : i}` },
    }))
    profile.put(some)
    const asked = query('customer', { filters: [{ field: 'companyName', op: 'startsWith', value: 'çok ' }] })
    const { groups, left, count } = lists.groups(asked, all, { by: 'companyName' })
    expect([groups.length, left, count]).toEqual([mostGroups, 11, mostGroups + 20])
    expect(groups.find(({ title }) => title === 'Çok 0')?.count).toBe(10)
    profile.put(some.map(({ kind, id }) => ({ kind, id, epoch: 1, number: 99, gone: true as const })))
  })
})

describe('what is refused', () => {
  const refused = (field: string, reason: string) =>
    expect.objectContaining({ code: 'input.invalid', fields: { [field]: expect.objectContaining({ reason }) } })
  const hiding = () =>
    seeing({ customer: { ...allRights, fields: { 'custom.money': 'hidden', address: 'hidden', status: 'hidden' } } })

  test('fields that are hidden from the viewer are asked for by nobody, neither directly nor through a parent', () => {
    const viewer = hiding()
    const status = { field: 'status', op: 'is', value: 'active' } as const
    const ofParent = { ...status, field: 'parent.customer.status' }
    const asks: [() => unknown, string][] = [
      [() => lists.count(query('customer', { filters: [status] }), viewer), 'status'],
      [() => lists.ids(query('customer', { where: { any: [{ all: [status] }] } }), viewer, 1), 'status'],
      [() => lists.count(query('task', { where: { any: [ofParent] } }), viewer), ofParent.field],
      [() => lists.groups(query('customer'), viewer, { by: 'status' }), 'status'],
      [() => lists.groups(query('customer'), viewer, { by: 'address.region' }), 'address.region'],
      [() => lists.groups(query('task'), viewer, { by: ofParent.field }), ofParent.field],
      [() => lists.groups(query('customer'), viewer, { totals: ['custom.money'] }), 'custom.money'],
    ]
    for (const [ask, field] of asks) expect(ask, field).toThrowError(refused(field, 'unknownField'))
    expect(lists.count(query('customer', { filters: [status] }), all)).toBeGreaterThan(0)
  })
  test('parents of a kind that the viewer does not see at all have no fields to ask for', () => {
    const viewer = seeing({ customer: { ...allRights, see: 'none' } })
    const field = 'parent.customer.status'
    const ask = () => lists.count(query('task', { filters: [{ field, op: 'notEmpty' }] }), viewer)
    expect(ask).toThrowError(refused(field, 'unknownField'))
  })
  test.each([
    [{ by: 'nothing' }, 'nothing', 'unknownField'],
    [{ by: 'parent.customer.status' }, 'parent.customer.status', 'unknownField'],
    [{ by: 'custom.longtext' }, 'custom.longtext', 'badValue'],
    [{ by: 'custom.money' }, 'custom.money', 'badValue'],
    [{ totals: ['status'] }, 'status', 'badValue'],
    [{ totals: ['custom.percent'] }, 'custom.percent', 'badValue'],
    [{ by: 'constructor' }, 'constructor', 'unknownField'],
  ])('%j', (ask, field, reason) => {
    expect(() => lists.groups(query('customer'), all, ask)).toThrowError(refused(field, reason))
  })
})
