import { describe, expect, it } from 'vitest'
import type { Values } from './entity.ts'
import { kindsWith } from './kinds.ts'
import { kindLayout, layoutKey } from './layout.ts'
import { isShown, recordErrors, requiredFields } from './validate.ts'

const layout = (value: unknown, of = 'customer'): Values => ({ key: layoutKey(of), value })
const customerWith = (value: unknown, ...more: Values[]) => kindsWith([layout(value), ...more]).require('customer')
const usual = kindsWith([]).require('customer')

describe('a layout', () => {
  it('orders fields into sections, own ones too, and keeps those that it does not name', () => {
    const own = { of: 'customer', key: 'machines', type: 'number', words: { tr: 'Makine' } }
    const kind = customerWith(
      { sections: [{ name: 'work', words: { tr: 'İş' }, fields: ['sector', 'custom.machines', 'nothing', 'type'] }] },
      own,
    )
    expect(Object.keys(kind.fields).slice(0, 3)).toEqual(['sector', 'custom.machines', 'type'])
    expect(Object.keys(kind.fields).length).toBe(Object.keys(usual.fields).length + 1)
    expect(kind.fields['custom.machines']?.section).toBe('work')
    expect(kind.fields['taxNumber']?.section).toBe('main')
    expect(kind.sections).toEqual({ work: { tr: 'İş', en: 'İş', de: 'İş', fr: 'İş' } })
  })

  it('replaces the required sets, per choice and always, and asks only for what is new or touched', () => {
    const kind = customerWith({
      required: [{ when: { field: 'type', is: ['company'] }, fields: ['phone'] }, { fields: ['email', 'gone'] }],
    })
    expect(requiredFields(kind, { type: 'company' })).toEqual(['type', 'status', 'phone', 'email'])
    expect(requiredFields(kind, { type: 'individual' })).toEqual(['type', 'status', 'email'])
    const bag = { type: 'company', status: 'active', owner: 'x' }
    expect(recordErrors(kind, bag)).toEqual({ phone: { reason: 'required' }, email: { reason: 'required' } })
    expect(recordErrors(kind, bag, ['sector'])).toBeUndefined()
    expect(recordErrors(kind, bag, ['phone'])).toEqual({ phone: { reason: 'required' } })
    expect(recordErrors(kind, bag, ['type'])).toEqual({ phone: { reason: 'required' } })
  })

  it('hides a field until a choice asks for it, unless it is filled in or the definition needs it', () => {
    const when = { field: 'type', is: ['company'] }
    const kind = customerWith({
      shown: [
        { field: 'taxOffice', when },
        { field: 'status', when },
      ],
      required: [{ fields: ['taxOffice'] }],
    })
    expect(isShown(kind, 'taxOffice', { type: 'individual' })).toBe(false)
    expect(isShown(kind, 'taxOffice', { type: 'company' })).toBe(true)
    expect(isShown(kind, 'taxOffice', { type: 'individual', taxOffice: 'Kadıköy' })).toBe(true)
    expect(isShown(kind, 'status', { type: 'individual' })).toBe(true)
    expect(requiredFields(kind, { type: 'individual' })).not.toContain('taxOffice')
    expect(requiredFields(kind, { type: 'company' })).toContain('taxOffice')
  })

  it('keeps the conditions of the definition until it has its own, and hides nothing for a choice of its own', () => {
    const dealer = customerWith({ choices: { type: [{ key: 'dealer', words: { tr: 'Bayi' } }] } })
    expect(isShown(dealer, 'firstName', { type: 'company' })).toBe(false)
    expect(isShown(dealer, 'firstName', { type: 'dealer' })).toBe(true)
    expect(isShown(dealer, 'companyName', { type: 'dealer' })).toBe(true)
    expect(isShown(customerWith({ shown: [] }), 'firstName', { type: 'company' })).toBe(true)
  })

  it('renames, orders, adds and retires choices; those that it does not name stay readable', () => {
    const kind = customerWith({
      choices: {
        stage: [
          { key: 'loyal', words: { tr: 'Altın' } },
          { key: 'platinum', words: { tr: 'Platin' }, color: 'violet' },
          { key: 'lead', retired: true },
        ],
        phone: [{ key: 'x' }],
      },
    })
    const choices = kind.fields['stage']?.choices ?? {}
    expect(Object.keys(choices).slice(0, 3)).toEqual(['loyal', 'platinum', 'lead'])
    expect(new Set(Object.keys(choices))).toEqual(
      new Set([...Object.keys(usual.fields['stage']?.choices ?? {}), 'platinum']),
    )
    expect(choices['loyal']).toEqual({ label: { tr: 'Altın', en: 'Altın', de: 'Altın', fr: 'Altın' }, color: 'violet' })
    expect(choices['lead']).toMatchObject({ retired: true, color: 'blue' })
    expect(kind.fields['phone']).toEqual(usual.fields['phone'])
  })

  it('of another kind, or one that cannot be read, changes nothing', () => {
    expect(kindsWith([layout({ shown: [] }, 'lead')]).require('customer')).toEqual(usual)
    expect(customerWith({ sections: 'all' })).toEqual(usual)
    expect(kindLayout.safeParse({ sections: [{ name: 'a b', fields: [] }] }).success).toBe(false)
  })
})
