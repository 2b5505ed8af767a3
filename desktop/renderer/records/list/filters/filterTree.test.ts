import { describe, expect, test } from 'vitest'
import { type Filter, type FilterGroup, filterGroup } from '../../../../../shared/filters.ts'
import { joined, simplified, split, withoutUnknown } from './filterTree.ts'

const active: Filter = { field: 'status', op: 'in', value: ['active'] }
const textile: Filter = { field: 'sector', op: 'in', value: ['textile'] }
const ege: Filter = { field: 'address.region', op: 'in', value: ['ege'] }
const unfinished: Filter = { field: 'source', op: 'in' }

describe('filters as chips and groups', () => {
  test('are one tree and come back from it', () => {
    const narrowing = { filters: [active], where: { any: [textile, ege] } }
    expect(joined(narrowing)).toEqual({ all: [active, { any: [textile, ege] }] })
    expect(split(joined(narrowing))).toEqual(narrowing)
    expect(split(joined({ filters: [active, ege] }))).toEqual({ filters: [active, ege] })
    const two = { filters: [], where: { all: [{ any: [active, ege] }, { any: [textile, ege] }] } }
    expect(split(joined(two))).toEqual(two)
  })

  test('what only "or" says stays a group, and one condition alone is a chip', () => {
    expect(split({ any: [active, textile] })).toEqual({ filters: [], where: { any: [active, textile] } })
    expect(split({ any: [active] })).toEqual({ filters: [active] })
    expect(split({ all: [{ any: [{ all: [active] }] }] })).toEqual({ filters: [active] })
  })

  test('what has no value yet asks for nothing', () => {
    expect(simplified({ all: [unfinished, { any: [unfinished] }] })).toBeUndefined()
    expect(simplified({ all: [active, { any: [unfinished, ege] }] })).toEqual({ all: [active, ege] })
  })

  test('joined they are no deeper than what a list takes', () => {
    const deep: FilterGroup = { any: [{ all: [ege, { any: [textile, active] }] }, textile] }
    expect(filterGroup.safeParse(joined({ filters: [], where: deep })).success).toBe(true)
    const narrowing = split({ all: [active, { any: [textile, { all: [ege, active] }] }] })
    expect(filterGroup.safeParse(joined(narrowing)).success).toBe(true)
  })
})

test('conditions on fields that are not there are left out and named', () => {
  const narrowing = { filters: [active, textile], where: { any: [ege, textile] } }
  expect(withoutUnknown(narrowing, field => field !== 'sector')).toEqual({
    filters: [active],
    where: { all: [ege] },
    left: ['sector', 'sector'],
  })
  expect(withoutUnknown(narrowing, () => true)).toEqual({ ...narrowing, left: [] })
})
