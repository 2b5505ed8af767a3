import { describe, expect, test } from 'vitest'
import { builtInKinds } from '../../../shared/kinds.ts'
import { type BuiltInRole, rights, type Scope } from '../../../shared/permissions/rights.ts'
import type { Viewer } from '../../../shared/permissions/viewer.ts'
import { mayGive, refuseGiving } from '../../../shared/permissions/writes.ts'
import { rightsFor } from './rights.ts'

const me = '01890000-0000-7000-8000-000000000001'
const other = '01890000-0000-7000-8000-000000000002'
const north = '01890000-0000-7000-8000-00000000000a'
const south = '01890000-0000-7000-8000-00000000000b'
const viewer = (role: BuiltInRole): Viewer => ({
  user: me,
  team: north,
  role: me,
  rights: { kinds: Object.fromEntries(builtInKinds.all.map(kind => [kind.name, kind.rights[role]])), abilities: [] },
})
const customer = builtInKinds.require('customer')
const contact = builtInKinds.require('contact')
const lead = builtInKinds.require('lead')

describe('what the screens offer', () => {
  test('sales edits the team’s records and archives only its own', () => {
    const rights = rightsFor(customer, viewer('sales'))
    expect(rights.can('edit', { owner: other, team: north })).toBe(true)
    expect(rights.can('archive', { owner: other, team: north })).toBe(false)
    expect(rights.can('archive', { owner: me, team: north })).toBe(true)
    expect(rights.can('edit', { owner: other, team: south })).toBe(false)
  })

  test('nobody is offered a new record that would be refused', () => {
    expect(rightsFor(customer, viewer('sales')).canCreate()).toBe(true)
    expect(rightsFor(customer, viewer('warehouse')).canCreate()).toBe(false)
    expect(rightsFor(lead, viewer('finance')).canCreate()).toBe(false)
    expect(rightsFor(customer, undefined).canCreate()).toBe(false)
  })

  test('what hangs on a record is made on one, with that one’s key', () => {
    const rights = rightsFor(contact, viewer('sales'))
    expect(rights.canCreate()).toBe(true)
    expect(rightsFor(contact, viewer('warehouse')).canCreate()).toBe(false)
    expect(rights.canCreate({ owner: other, team: north })).toBe(true)
    expect(rights.canCreate({ owner: other, team: south })).toBe(false)
  })

  test('records are given only where the giver’s right reaches', () => {
    const seller = viewer('sales')
    expect(mayGive(seller, customer, { owner: other, team: north })).toBe(true)
    expect(mayGive(seller, customer, { owner: other, team: south })).toBe(false)
    expect(mayGive(viewer('management'), customer, { owner: other, team: south })).toBe(true)
  })

  test('whom a new record is made for is another right than whom one is given to', () => {
    const seller = viewer('sales')
    expect(mayGive(seller, customer, { owner: other, team: north }, 'create')).toBe(false)
    expect(mayGive(seller, customer, { owner: seller.user, team: north }, 'create')).toBe(true)
  })

  test('whose right ends at their own records gives them to nobody and is told why; everybody else can take over', () => {
    const seller = viewer('sales')
    const seeing = (see: Scope, edit: Scope): Viewer => ({
      ...seller,
      rights: { kinds: { customer: rights(see, 'own', edit, 'own', 'none') }, abilities: [] },
    })
    const reason = (who: Viewer) => refuseGiving(who, customer)?.params?.['reason']
    expect(refuseGiving(seller, customer)).toBeUndefined()
    expect(refuseGiving(viewer('management'), customer)).toBeUndefined()
    expect(refuseGiving({ ...viewer('management'), team: null }, customer)).toBeUndefined()
    expect([reason(seeing('all', 'own')), reason(seeing('own', 'all'))]).toEqual(['giveNobody', 'giveNobody'])
    expect(reason({ ...seeing('team', 'own'), team: null })).toBe('giveNobody')
    expect(reason({ ...seeing('all', 'team'), team: null })).toBe('giveNoTeam')
    expect(reason({ ...seeing('team', 'all'), team: null })).toBe('giveNoTeam')
  })

  test('fields that a role may only read, and those only commands write, are no inputs', () => {
    const record = { owner: other, team: south }
    const finance = rightsFor(customer, viewer('finance'))
    expect(finance.canWrite('taxNumber', record)).toBe(true)
    expect(finance.canWrite('owner', record)).toBe(false)
    expect(finance.canWrite('privateNotes', record)).toBe(false)
    expect(rightsFor(lead, viewer('admin')).canWrite('convertedTo', record)).toBe(false)
  })
})
