import { describe, expect, it } from 'vitest'
import { builtInKinds } from './kinds.ts'
import { cleanChanges, recordErrors, requiredFields } from './validate.ts'

const customer = builtInKinds.require('customer')
const lead = builtInKinds.require('lead')
const owner = '0190a0a0-0000-7000-8000-000000000001'

describe('cleanChanges', () => {
  it('brings a phone to E.164 and text to one trimmed line', () => {
    const { values, errors } = cleanChanges(customer, {
      phone: '0 (532) 123 45 67',
      companyName: '  Öz  Işık\tMakina ',
    })
    expect(errors).toBeUndefined()
    expect(values).toEqual({ phone: '+905321234567', companyName: 'Öz Işık Makina' })
  })

  it('names each wrong field and why, and loses none of the right ones', () => {
    const { values, errors } = cleanChanges(customer, {
      companyName: 'A',
      email: 'no',
      phone: '12',
      taxNumber: '1234567891',
      status: 'nope',
      website: 'javascript:alert(1)',
      nonsense: 1,
    })
    expect(values).toEqual({ companyName: 'A' })
    expect(Object.fromEntries(Object.entries(errors ?? {}).map(([name, e]) => [name, e.reason]))).toEqual({
      email: 'badEmail',
      phone: 'badPhone',
      taxNumber: 'badTaxNumber',
      status: 'unknownChoice',
      website: 'badUrl',
      nonsense: 'unknownField',
    })
  })

  it('accepts a number that looks like a placeholder, with a warning', () => {
    expect(cleanChanges(customer, { taxNumber: '1234567890' })).toEqual({
      values: { taxNumber: '1234567890' },
      warnings: [{ field: 'taxNumber', reason: 'placeholderTaxNumber' }],
    })
  })

  it('keeps SQL and HTML as the text they are', () => {
    const nasty = `'; drop table customer; -- <script>alert(1)</script>`
    expect(cleanChanges(customer, { companyName: nasty }).values['companyName']).toBe(nasty)
  })

  it('refuses halves of surrogate pairs and control characters', () => {
    expect(cleanChanges(customer, { companyName: 'a\ud800' }).errors?.['companyName']?.reason).toBe('badCharacters')
    expect(cleanChanges(customer, { companyName: 'a\u0000' }).errors?.['companyName']?.reason).toBe('badCharacters')
  })

  it('counts money in whole minor units of a known currency', () => {
    expect(
      cleanChanges(lead, { expectedAmount: { amount: 12.5, currency: 'TRY' } }).errors?.['expectedAmount']?.reason,
    ).toBe('notWhole')
    expect(
      cleanChanges(lead, { expectedAmount: { amount: 12, currency: 'XXX' } }).errors?.['expectedAmount']?.reason,
    ).toBe('unknownCurrency')
    expect(cleanChanges(lead, { expectedAmount: { amount: 1250, currency: 'TRY' } }).errors).toBeUndefined()
  })

  it('clears a field by an empty value', () => {
    expect(cleanChanges(customer, { phone: '', tags: [], address: {} })).toEqual({
      values: { phone: undefined, tags: undefined, address: undefined },
      warnings: [],
    })
  })
})

describe('recordErrors', () => {
  it('asks of a company what decision 10 asks, and of a person less', () => {
    expect(Object.keys(recordErrors(customer, { type: 'company', owner }) ?? {}).sort()).toEqual([
      'companyName',
      'sector',
      'status',
      'taxNumber',
    ])
    expect(
      recordErrors(customer, { type: 'individual', firstName: 'Ayşe', lastName: 'Kaya', status: 'active', owner }),
    ).toBeUndefined()
    expect(requiredFields(customer, { type: 'individual' })).not.toContain('taxNumber')
  })

  it('asks of a lead a name or a company, and a phone or an e-mail', () => {
    const errors = recordErrors(lead, { source: 'fair', status: 'new', owner })
    expect(Object.keys(errors ?? {}).sort()).toEqual(['companyName', 'email', 'name', 'phone'])
    expect(
      recordErrors(lead, { source: 'fair', status: 'new', owner, companyName: 'A', email: 'a@b.co' }),
    ).toBeUndefined()
  })

  it('does not hold up an assignment, a tag or an archive over gaps that were there before', () => {
    expect(recordErrors(customer, { type: 'company', owner }, ['owner', 'tags', 'archived'])).toBeUndefined()
    expect(recordErrors(customer, { type: 'company', owner }, ['companyName'])).toBeDefined()
  })
})
