import { describe, expect, test } from 'vitest'
import { builtInKinds } from '../../../../shared/kinds.ts'
import {
  changesOf,
  check,
  type FormState,
  givenOn,
  overtaken,
  startValues,
  valuesOf,
  withRecord,
  withSeen,
  withValue,
} from './formState.ts'
import { read, stored } from './useDraft.ts'

const lead = builtInKinds.require('lead')
const customer = builtInKinds.require('customer')
const me = { user: '01890000-0000-7000-8000-000000000001' }
const everything = () => true
const opened: FormState = {
  base: {
    companyName: 'Öz Makina',
    phone: '+905321234567',
    status: 'new',
    source: 'fair',
    owner: 'u',
    archived: false,
  },
  typed: {},
}

describe('typing', () => {
  test('a field typed back to what it was is untouched again', () => {
    const typed = withValue(opened, 'companyName', 'Öz Makina A.Ş.')
    expect(typed.typed).toEqual({ companyName: 'Öz Makina A.Ş.' })
    expect(withValue(typed, 'companyName', 'Öz Makina').typed).toEqual({})
  })

  test('emptying a field that was empty changes nothing', () => {
    expect(withValue(opened, 'website', undefined).typed).toEqual({})
    expect(withValue(opened, 'tags', []).typed).toEqual({})
  })

  test('an emptied field is sent as cleared, with what stood there', () => {
    const typed = withValue(opened, 'phone', undefined)
    expect(changesOf(lead, typed, false)).toEqual({ phone: { base: '+905321234567' } })
  })
})

describe('saving', () => {
  test('only changed fields go out, in their stored form, with the base the form was opened with', () => {
    const typed = withValue(withValue(opened, 'phone', '0533 765 43 21'), 'email', ' Ayse@Firma.COM.TR ')
    expect(changesOf(lead, typed, false)).toEqual({
      phone: { base: '+905321234567', value: '+905337654321' },
      email: { value: 'ayse@firma.com.tr' },
    })
  })

  test('a value that is the same in its stored form is no change', () => {
    expect(changesOf(lead, withValue(opened, 'phone', '0532 123 45 67'), false)).toEqual({})
  })

  test('a new record sends everything that is set', () => {
    const state: FormState = {
      base: startValues(lead, me, {}),
      typed: { companyName: 'Yeni', source: 'fair' },
    }
    expect(changesOf(lead, { ...state, base: { status: 'new' } }, true)).toEqual({
      status: { value: 'new' },
      companyName: { value: 'Yeni' },
      source: { value: 'fair' },
    })
  })
})

describe('the next record after one that was saved', () => {
  const parent = { kind: 'customer', id: me.user }

  test('hangs on the same record, and takes nothing else over', () => {
    const contact = builtInKinds.require('contact')
    expect(givenOn(contact, { parent, firstName: 'Ayşe' })).toEqual({ parent })
    expect(givenOn(contact, { firstName: 'Ayşe' })).toEqual({})
  })

  test('is about nothing yet where that is a choice', () => {
    expect(givenOn(builtInKinds.require('task'), { parent, subject: 'Ara' })).toEqual({})
  })
})

describe('what is missing', () => {
  test('required fields and groups of which one is enough are counted', () => {
    const state = { base: startValues(lead, me, {}), typed: {} }
    const { missing, oneOf, required } = check(lead, state, true, everything)
    expect(missing).toEqual(['source', 'name', 'phone'])
    expect([...oneOf.keys()]).toEqual(['name', 'companyName', 'phone', 'email'])
    expect([...required]).toEqual(['status', 'source', 'owner'])
  })

  test('a group is satisfied by any of its fields', () => {
    const state = { base: startValues(lead, me, {}), typed: { companyName: 'A', email: 'a@b.co' } }
    expect(check(lead, state, true, everything).missing).toEqual(['source'])
  })

  test('what a choice requires follows the choice while it is typed', () => {
    const start = { base: startValues(customer, me, {}), typed: {} }
    // A customer begins as a company: what will be asked for is counted from the first moment.
    expect(check(customer, start, true, everything).missing).toEqual(['companyName', 'taxNumber', 'sector'])
    const open = withValue(start, 'type', undefined)
    expect(check(customer, open, true, everything).missing).toEqual(['type'])
    const person = withValue(start, 'type', 'individual')
    expect(check(customer, person, true, everything).missing).toEqual(['firstName', 'lastName'])
  })

  test('asks for one of several fields only what the viewer sees, and nothing where an unseen one may be filled', () => {
    const without =
      (...hidden: string[]) =>
      (name: string) =>
        !hidden.includes(name)
    const record = {
      base: { name: 'Işık', source: 'fair', status: 'new', owner: me.user },
      typed: { companyName: 'A' },
    }
    const seen = check(lead, record, false, everything)
    expect([...seen.oneOf.keys()]).toEqual(['phone', 'email'])
    expect(seen.errors).toMatchObject({ phone: { reason: 'oneOf' }, email: { reason: 'oneOf' } })
    const partly = check(lead, record, false, without('phone'))
    expect(partly.errors).toEqual({})
    expect(partly.missing).toEqual([])
    expect([...partly.oneOf.keys()]).toEqual([])
    // Nothing unseen can be filled in a new one: what is seen has to be.
    const fresh = check(lead, record, true, without('phone', 'owner'))
    expect(fresh.missing).toEqual(['email'])
    expect(fresh.errors).toEqual({ email: { reason: 'oneOf' } })
    const blind = check(lead, record, true, without('phone', 'email', 'owner'))
    expect(blind.errors).toEqual({})
    expect(blind.missing).toEqual([])
  })

  test('what hangs on a record lacks that one, until it is chosen', () => {
    const contact = builtInKinds.require('contact')
    const fresh = { base: startValues(contact, me, {}), typed: { firstName: 'Ayşe' } }
    const lacking = check(contact, fresh, true, everything)
    expect(lacking.missing).toEqual(['parent'])
    expect(lacking.required.has('parent')).toBe(true)
    expect(lacking.errors).toEqual({ parent: { reason: 'required' } })
    const chosen = withValue(fresh, 'parent', { kind: 'customer', id: me.user })
    expect(check(contact, chosen, true, everything).missing).toEqual([])
  })

  test('what the role hides is nothing the person could fill', () => {
    const state = withValue({ base: startValues(customer, me, {}), typed: {} }, 'type', 'company')
    const { errors, missing } = check(customer, state, true, name => name !== 'taxNumber')
    expect(Object.keys(errors)).toEqual(['companyName', 'sector'])
    expect(missing).not.toContain('taxNumber')
  })

  test('text that is no value is an error of its field', () => {
    const typed = withValue(withValue(opened, 'phone', '12'), 'expectedAmount', { typed: 'on bin', currency: 'TRY' })
    expect(check(lead, typed, false, everything).errors).toEqual({
      phone: { reason: 'badPhone' },
      expectedAmount: { reason: 'badMoney' },
    })
  })

  test('a day that nobody means is an error of its field', () => {
    const typed = withValue(opened, 'nextContactOn', '0001-01-01')
    expect(check(lead, typed, false, everything).errors).toMatchObject({ nextContactOn: { reason: 'farDate' } })
  })
})

describe('a record that changes underneath', () => {
  const now = { ...opened.base, phone: '+905550000000', sector: 'food' }

  test('untouched fields follow it', () => {
    expect(valuesOf(withRecord(opened, now))).toEqual(now)
  })

  test('touched fields keep what was typed and the base it was typed over', () => {
    const typed = withRecord(withValue(opened, 'phone', '+905331112233'), now)
    expect(typed.typed).toEqual({ phone: '+905331112233' })
    expect(typed.base['phone']).toBe('+905321234567')
    expect(typed.base['sector']).toBe('food')
    expect(changesOf(lead, typed, false)).toEqual({ phone: { base: '+905321234567', value: '+905331112233' } })
  })

  test('only touched fields that now stand differently are told of', () => {
    const typed = withValue(opened, 'phone', '+905331112233')
    expect(overtaken(typed, now)).toEqual([['phone', '+905550000000']])
    expect(overtaken(withValue(opened, 'website', 'x.com'), now)).toEqual([])
    expect(overtaken(withValue(opened, 'phone', '+905550000000'), now)).toEqual([])
  })

  test('keeping mine goes on from what was seen; taking theirs forgets what was typed', () => {
    const typed = withValue(opened, 'phone', '+905331112233')
    const mine = withSeen(typed, 'phone', '+905550000000', 'mine')
    expect(changesOf(lead, mine, false)).toEqual({ phone: { base: '+905550000000', value: '+905331112233' } })
    const theirs = withSeen(typed, 'phone', '+905550000000', 'theirs')
    expect(theirs.typed).toEqual({})
    expect(valuesOf(theirs)['phone']).toBe('+905550000000')
  })
})

describe('drafts', () => {
  test('come back from JSON as they were, emptied fields too', () => {
    const typed = withValue(withValue(opened, 'phone', undefined), 'companyName', 'Yarım kalan')
    expect(read(JSON.parse(JSON.stringify(stored(typed))))).toEqual(typed)
  })

  test('that say nothing, or are of another shape, are none', () => {
    expect(read(undefined)).toBeUndefined()
    expect(read({ typed: 1 })).toBeUndefined()
    expect(read(stored(opened))).toBeUndefined()
  })
})
