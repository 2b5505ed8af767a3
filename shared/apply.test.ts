import { describe, expect, it } from 'vitest'
import { bagOf, diff, newRecord, withChanges, withPatch } from './apply.ts'
import { builtInKinds } from './kinds.ts'

const customer = builtInKinds.require('customer')
const key = { kind: 'customer', id: '0190a0a0-0000-7000-8000-000000000001' }

describe('apply', () => {
  it('puts system fields in their places, values among the values, and null nowhere', () => {
    const state = withChanges(newRecord(key, 't', 'u'), { owner: 'o', companyName: 'A', phone: null, archived: true })
    expect(state).toMatchObject({ owner: 'o', archived: true, values: { companyName: 'A' } })
    expect(withChanges(state, { owner: undefined, companyName: undefined })).not.toHaveProperty('owner')
  })

  it('shows the open patch over the copy, also where the two clash, and merges sets', () => {
    const state = { ...newRecord(key, 't', 'u'), values: { companyName: 'theirs', tags: ['1', '2'] } }
    const shown = withPatch(customer, state, {
      ...key,
      set: { companyName: { base: 'old', value: 'mine' }, tags: { base: ['1'], value: ['1', '3'] } },
    })
    expect(shown.values).toEqual({ companyName: 'mine', tags: ['1', '2', '3'] })
  })

  it('gives the copy itself where it holds already what the patch wanted', () => {
    const state = { ...newRecord(key, 't', 'u'), values: { companyName: 'mine', tags: ['1', '2', '3'] } }
    const set = { companyName: { base: 'old', value: 'mine' }, tags: { base: ['1'], value: ['1', '3'] } }
    expect(withPatch(customer, state, { ...key, set })).toBe(state)
    expect(withPatch(customer, state, { ...key, set: { companyName: { base: 'mine', value: 'new' } } })).not.toBe(state)
  })

  it('begins a record with nothing of the patch that makes it but its key', () => {
    const patch = { ...key, create: true as const, set: { salary: { value: 1 } } }
    expect(Object.keys(newRecord(patch, 't', 'u'))).toEqual(Object.keys(newRecord(key, 't', 'u')))
  })

  it('makes a patch of what differs and nothing else', () => {
    const before = { a: 1, b: { x: 1, y: 2 }, c: 'gone' }
    expect(diff(key, before, { a: 2, b: { y: 2, x: 1 }, d: 'new' }).set).toEqual({
      a: { base: 1, value: 2 },
      c: { base: 'gone' },
      d: { value: 'new' },
    })
    expect(bagOf({ archived: false, values: { a: 1 } })).toEqual({ a: 1, archived: false })
  })
})
