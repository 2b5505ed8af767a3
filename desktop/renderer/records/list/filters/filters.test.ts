import { describe, expect, test } from 'vitest'
import { type FieldKind, fieldFacts } from '../../../../../shared/fields.ts'
import { builtInKinds } from '../../../../../shared/kinds.ts'
import { type Label, languages } from '../../../../../shared/labels.ts'
import { resources, type tr } from '../../../i18n/resources.ts'
import { shownFields } from '../../fields/shownFields.ts'
import { filterFields, operatorsOf } from '../filterFields.ts'
import { fromFilter, inOrder, isWhole, toFilter } from './filterValue.ts'

const words = { own: (name: string) => name, part: (part: string) => part, label: (label: { en: string }) => label.en }
const customer = builtInKinds.require('customer')
const fields = shownFields(customer, undefined, words)

test('a range is from the lesser to the greater, however it was typed', () => {
  expect(inOrder('2026-11-30', '2026-01-01')).toEqual(['2026-01-01', '2026-11-30'])
  expect(inOrder('2026-01-01', '2026-11-30')).toEqual(['2026-01-01', '2026-11-30'])
  expect(inOrder(1000, 9)).toEqual([9, 1000])
})

describe('filters a list offers', () => {
  test('begin with those of the definition', () => {
    expect(filterFields(customer, fields).first.map(({ name }) => name)).toEqual(customer.filters)
  })

  test('reach every field of the kind, the parts of its address, and who and when', () => {
    const { first, others } = filterFields(customer, fields)
    const names = [...first, ...others].map(({ name }) => name)
    const own = Object.entries(customer.fields)
      .filter(([, { kind }]) => kind !== 'structure')
      .map(([name]) => name)
    const parts = ['address.region', 'address.province', 'address.district']
    expect(new Set(names)).toEqual(
      new Set([...own, ...parts, 'owner', 'createdAt', 'updatedAt', 'createdBy', 'updatedBy', 'team']),
    )
    expect(new Set(names).size).toBe(names.length)
  })

  test('offer only operators that core knows for the field', () => {
    for (const { field, name } of fields.own) {
      const shown = fields.get(name)
      if (!shown) continue
      expect(operatorsOf(shown).filter(op => !fieldFacts[field.kind].operators.includes(op))).toEqual([])
      expect(operatorsOf(shown).length).toBeGreaterThan(0)
    }
  })

  test.each(languages)('are told apart by their names, the title of a parent among them (%s)', language => {
    // The languages agree in their keys; see build/checks/locales.ts.
    const { app, records } = resources[language] as typeof tr
    const { fields: own } = app
    const { addressParts } = records
    const said = {
      own: (name: keyof typeof own) => own[name],
      part: (part: keyof typeof addressParts) => addressParts[part],
      label: (label: Label) => label[language],
    }
    for (const kind of builtInKinds.all.filter(({ internal }) => !internal)) {
      const shown = shownFields(kind, undefined, said)
      const { first, others } = filterFields(kind, shown)
      const names = [shown.get('title'), ...first, ...others].map(field => field?.label)
      expect({ kind: kind.name, twice: names.filter((name, at) => names.indexOf(name) !== at) }).toEqual({
        kind: kind.name,
        twice: [],
      })
    }
  })

  test('leave out what the role hides', () => {
    const kinds = { customer: { ...customer.rights.sales, fields: { taxNumber: 'hidden' as const } } }
    const viewer = { user: 'u', team: null, role: 'r', rights: { kinds, abilities: [] } }
    expect(shownFields(customer, viewer, words).get('taxNumber')).toBeUndefined()
  })
})

describe('values of filters', () => {
  test.each<[FieldKind, unknown, unknown]>([
    ['money', { amount: 123_450, currency: 'TRY' }, 123_450],
    ['percent', 1250, 1250],
    ['date', '2026-11-21', '2026-11-21'],
    ['dateTime', '2026-11-21', '2026-11-21'],
    ['text', '  Işıl ', 'Işıl'],
    ['phone', '0532', '0532'],
  ])('of %s compare as core does', (kind, typed, held) => {
    expect(toFilter(kind, typed)).toEqual(held)
    expect(toFilter(kind, fromFilter(kind, held as string))).toEqual(held)
  })

  test.each<[FieldKind, unknown]>([
    ['money', { typed: 'on bin', currency: 'TRY' }],
    ['number', 'abc'],
    ['date', '21.11'],
    ['text', '  '],
  ])('of %s that cannot be read yet filter nothing', (kind, typed) => {
    expect(toFilter(kind, typed)).toBeUndefined()
  })

  test('are needed by every operator but two', () => {
    expect(isWhole({ field: 'a', op: 'empty' })).toBe(true)
    expect(isWhole({ field: 'a', op: 'in' })).toBe(false)
    expect(isWhole({ field: 'a', op: 'is', value: false })).toBe(true)
  })
})
