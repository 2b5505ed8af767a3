import { describe, expect, it } from 'vitest'
import { builtInKinds } from '../../kinds.ts'
import { isDistrictOf } from '../../places.ts'
import { checkTaxId } from '../../taxId.ts'
import { cleanChanges, recordErrors } from '../../validate.ts'
import { type DemoAction, demoActions } from './actions.ts'

const options = {
  seed: 1,
  records: 3000,
  until: '2026-11-20T12:00:00.000Z',
  owners: [{ user: '0190a0a0-0000-7000-8000-000000000001', weight: 1 }],
}
const made = [...demoActions(options)]
const valuesIn = ({ patch }: DemoAction) =>
  Object.fromEntries(Object.entries(patch.set).map(([name, { value }]) => [name, value]))
const created = (kind: string) => made.filter(({ label, patch }) => label === 'create' && patch.kind === kind)

describe('the demo company', () => {
  it('is the same for the same seed and another for another', () => {
    expect(JSON.stringify([...demoActions(options)])).toBe(JSON.stringify(made))
    expect(JSON.stringify([...demoActions({ ...options, seed: 2 })])).not.toBe(JSON.stringify(made))
  })

  it('has the records asked for, in the order of 24 months that end today', () => {
    expect(made.filter(({ label, patch }) => label === 'create' && patch.kind !== 'tag')).toHaveLength(options.records)
    const times = made.map(({ at }) => at)
    expect(times.toSorted()).toEqual(times)
    expect(times[0] && times[0] < '2024-12').toBe(true)
    const last = times.at(-1) ?? ''
    expect(last <= options.until && last > '2026-11').toBe(true)
  })

  it('passes the validation that people pass, kind by kind, in its stored form', () => {
    for (const action of made.filter(({ label }) => label === 'create')) {
      const kind = builtInKinds.require(action.patch.kind)
      const { values, errors } = cleanChanges(kind, valuesIn(action))
      expect(errors).toBeUndefined()
      expect(values).toEqual(valuesIn(action))
      expect(recordErrors(kind, values)).toBeUndefined()
    }
  })

  it('has provinces that fit their districts, tax numbers that pass, some gaps and some doubles', () => {
    const customers = created('customer').map(valuesIn)
    const addresses = customers.flatMap(({ address }) =>
      address ? [address as { province: string; district: string }] : [],
    )
    expect(addresses.every(({ province, district }) => isDistrictOf(province, district))).toBe(true)
    const numbers = customers.flatMap(({ taxNumber }) => (taxNumber ? [String(taxNumber)] : []))
    expect(numbers.every(number => checkTaxId(number).state === 'valid')).toBe(true)
    expect(numbers.length - new Set(numbers).size).toBeGreaterThan(2)
    expect(customers.some(({ phone }) => phone === undefined)).toBe(true)
  })
})
