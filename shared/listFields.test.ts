import { describe, expect, test } from 'vitest'
import { type Condition, filterGroup, listQuery } from './filters.ts'
import { groupFilter, inGroup } from './groups.ts'
import { builtInKinds } from './kinds.ts'
import { kindsAskedBy, parentField, queryField } from './listFields.ts'

const task = builtInKinds.require('task')
const customer = builtInKinds.require('customer')

describe('fields that a query may name', () => {
  test('are the kind’s own, the common ones, parts of addresses and those of the kinds it hangs on', () => {
    expect(queryField(builtInKinds, task, 'priority')).toMatchObject({ kind: 'choice', isOfParent: false })
    expect(queryField(builtInKinds, customer, 'address.region')).toMatchObject({ kind: 'region', field: 'address' })
    const ofParent = queryField(builtInKinds, task, parentField('customer', 'address.region'))
    expect(ofParent).toMatchObject({ kind: 'region', field: 'address', isOfParent: true, of: { name: 'customer' } })
    expect(ofParent?.name).toBe('parent.customer.address.region')
  })
  test.each([
    'nothing',
    'constructor',
    'parent.user.name',
    'parent.customer.nothing',
    'parent.customer.',
    'parent.task.parent.customer.status',
  ])('%s is none of them', name => {
    expect(queryField(builtInKinds, task, name)).toBeUndefined()
  })
  test('a customer hangs on nothing, so there is no field of its parent', () => {
    expect(queryField(builtInKinds, customer, 'parent.lead.status')).toBeUndefined()
  })
  test('the other kinds that a query asks about are found in all of its groups', () => {
    const where = { any: [{ all: [{ field: 'parent.lead.status', op: 'notEmpty' }] }] } as const
    const filters = [{ field: 'parent.customer.custom.a', op: 'empty' } as const]
    expect(kindsAskedBy({ filters, where: filterGroup.parse(where) }, 'parent.contact.title')).toEqual(
      new Set(['contact', 'customer', 'lead']),
    )
    expect(kindsAskedBy({ filters: [{ field: 'parent', op: 'empty' }] })).toEqual(new Set())
  })
})

describe('groups of filters', () => {
  const nested = (depth: number): Condition =>
    depth === 0 ? { field: 'status', op: 'empty' } : { any: [nested(depth - 1)] }
  test('go three deep and no deeper', () => {
    expect(filterGroup.safeParse(nested(3)).success).toBe(true)
    expect(filterGroup.safeParse(nested(4)).success).toBe(false)
  })
  test('hold either all or any', () => {
    expect(filterGroup.safeParse({ all: [], any: [] }).success).toBe(false)
    expect(filterGroup.safeParse({ all: [] }).success).toBe(true)
  })
})

describe('the filter of a group', () => {
  test.each([
    ['task', 'priority', 'high', { field: 'priority', op: 'is', value: 'high' }],
    ['task', 'due', '2028-02', { field: 'due', op: 'between', value: ['2028-02-01', '2028-02-29'] }],
    ['task', 'due', null, { field: 'due', op: 'empty' }],
    ['customer', 'address', '34', { field: 'address.province', op: 'is', value: '34' }],
    ['customer', 'tags', 'x', { field: 'tags', op: 'in', value: ['x'] }],
    ['task', 'parent.customer.address', null, { field: 'parent.customer.address.province', op: 'empty' }],
  ])('%s by %s, %s', (kind, by, key, expected) => {
    expect(groupFilter(builtInKinds, kind, by, key)).toEqual(expected)
  })
  test('stands beside those of the list, whose groups stay as they are', () => {
    const query = listQuery.parse({
      kind: 'task',
      filters: [{ field: 'owner', op: 'is', value: 'me' }],
      where: { any: [] },
      sort: { field: 'due', descending: false },
      archived: 'without',
    })
    const asked = inGroup(builtInKinds, query, 'priority', 'low')
    expect(asked).toEqual({ ...query, filters: [query.filters[0], { field: 'priority', op: 'is', value: 'low' }] })
  })
  test('is refused where lists cannot be grouped', () => {
    expect(() => groupFilter(builtInKinds, 'lead', 'expectedAmount', '1')).toThrowError(
      expect.objectContaining({ code: 'input.invalid', fields: { expectedAmount: { reason: 'badValue' } } }),
    )
  })
})
