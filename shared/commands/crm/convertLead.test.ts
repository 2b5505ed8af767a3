import { describe, expect, it } from 'vitest'
import { AppError } from '../../errors.ts'
import type { RecordState } from '../../record.ts'
import { convertLead } from './convertLead.ts'

const base = { epoch: 1, number: 1, archived: false, createdAt: '', createdBy: '', updatedAt: '', updatedBy: '' }
const ids = { lead: '0190a0a0-0000-7000-8000-000000000001', customer: '0190a0a0-0000-7000-8000-000000000002' }
const leadOf = (values: RecordState['values']): RecordState => ({
  ...base,
  kind: 'lead',
  id: ids.lead,
  owner: 'o',
  values,
})
const by = { user: 'u', at: '' }

describe('convertLead', () => {
  it('carries over what is known, so that nothing is typed twice, and takes what hangs on the lead along', () => {
    const lead = leadOf({
      companyName: 'Öz Makina',
      name: 'Ayşe Nur Yılmaz',
      phone: '+905321234567',
      source: 'fair',
      status: 'qualified',
    })
    const note: RecordState = { ...base, kind: 'note', id: 'n', parent: { kind: 'lead', id: ids.lead }, values: {} }
    const patches = convertLead.run(
      { get: () => lead, childrenOf: () => [note] },
      { ...ids, values: { taxNumber: '9990001119' } },
      by,
    )
    const [customer, changed, moved] = patches
    expect(customer?.create).toBe(true)
    expect(Object.fromEntries(Object.entries(customer?.set ?? {}).map(([k, c]) => [k, c.value]))).toEqual({
      companyName: 'Öz Makina',
      authorizedFirstName: 'Ayşe Nur',
      authorizedLastName: 'Yılmaz',
      authorizedPhone: '+905321234567',
      phone: '+905321234567',
      source: 'fair',
      type: 'company',
      status: 'active',
      taxNumber: '9990001119',
      owner: 'o',
    })
    expect(changed?.set).toEqual({
      status: { base: 'qualified', value: 'converted' },
      convertedTo: { value: ids.customer },
    })
    expect(moved?.set).toEqual({
      parent: { base: { kind: 'lead', id: ids.lead }, value: { kind: 'customer', id: ids.customer } },
    })
  })

  it('refuses a lead that already is a customer', () => {
    const lead = leadOf({ companyName: 'A', convertedTo: 'x' })
    expect(() => convertLead.run({ get: () => lead, childrenOf: () => [] }, { ...ids, values: {} }, by)).toThrow(
      AppError,
    )
  })
})
