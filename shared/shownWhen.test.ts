import { describe, expect, test } from 'vitest'
import { defineKind } from './entity.ts'
import { field } from './fields.ts'
import { builtInKinds } from './kinds.ts'
import { label } from './labels.ts'
import { noRights } from './permissions/rights.ts'
import { isShown } from './validate.ts'

const shownOf = (kind: string, values: Record<string, unknown>) => {
  const definition = builtInKinds.require(kind)
  return Object.keys(definition.fields).filter(name => isShown(definition, name, values))
}

describe('fields that cannot apply', () => {
  test('a company has no first name, a person no tax office and nobody authorised to sign for them', () => {
    const company = shownOf('customer', { type: 'company' })
    expect(company).toEqual(expect.arrayContaining(['companyName', 'taxOffice', 'authorizedFirstName']))
    expect(company).not.toContain('firstName')
    expect(company).not.toContain('lastName')
    const person = shownOf('customer', { type: 'individual' })
    expect(person).toEqual(expect.arrayContaining(['firstName', 'lastName', 'taxNumber']))
    expect(person.filter(name => /^(companyName|taxOffice|authorized)/.test(name))).toEqual([])
  })

  test('only a lost lead has a reason, only a converted one a customer', () => {
    expect(shownOf('lead', { status: 'new' })).not.toContain('lostReason')
    expect(shownOf('lead', { status: 'lost' })).toContain('lostReason')
    expect(shownOf('lead', { status: 'lost' })).not.toContain('convertedTo')
    expect(shownOf('lead', { status: 'converted' })).toContain('convertedTo')
  })

  test('what is filled in is shown all the same', () => {
    expect(shownOf('customer', { type: 'company', firstName: 'Ayşe' })).toContain('firstName')
    expect(shownOf('lead', { status: 'new', lostReason: 'price' })).toContain('lostReason')
  })

  test('a definition cannot hide what it requires, nor wait for a choice that is none', () => {
    const define = (is: string, required: boolean) =>
      defineKind({
        name: 'thing',
        plural: 'things',
        module: 'crm',
        label: { one: label('A', 'A', 'A', 'A'), many: label('A', 'A', 'A', 'A'), gender: { de: 'n', fr: 'm' } },
        title: () => '',
        shownWhen: [{ field: 'type', is, fields: ['name'] }],
        rights: {
          admin: noRights,
          sales: noRights,
          operations: noRights,
          warehouse: noRights,
          finance: noRights,
          management: noRights,
        },
        fields: {
          type: field.choice({
            label: label('A', 'A', 'A', 'A'),
            choices: { one: { label: label('A', 'A', 'A', 'A') } },
          }),
          name: field.text({ label: label('A', 'A', 'A', 'A'), required }),
        },
      })
    expect(() => define('one', false)).not.toThrow()
    expect(() => define('two', false)).toThrow('shown where it cannot be')
    expect(() => define('one', true)).toThrow('shown where it cannot be')
  })
})
