import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { projectFor } from './project.ts'
import { allRights, noRights, type RoleRights, rights, scopes } from './rights.ts'
import { canSee, kindViewKey, may, seeCondition, type Viewer, viewKey } from './viewer.ts'

const viewer = (kinds: RoleRights['kinds'], user = 'u1', team: string | null = 't1'): Viewer => ({
  user,
  team,
  role: 'r',
  rights: { kinds, abilities: [] },
})

describe('the rule of seeing', () => {
  it('lets nobody do to a record what they may not see', () => {
    const blind = viewer({ thing: rights('none', 'all', 'all', 'all', 'all') })
    expect(may(blind, 'edit', 'thing', { owner: 'u1', team: 't1' })).toBe(false)
  })

  it('gives nothing for a kind that the role does not name', () => {
    expect(canSee(viewer({}), 'thing', { owner: 'u1', team: 't1' })).toBe(false)
  })

  it('treats a missing team as no team, not as everybody without one', () => {
    expect(
      canSee(viewer({ thing: rights('team', 'none', 'none', 'none', 'none') }, 'u1', null), 'thing', {
        owner: 'u2',
        team: null,
      }),
    ).toBe(false)
  })

  it('says the same as predicate and as SQL on random roles and records', () => {
    const db = new DatabaseSync(':memory:')
    db.exec('create table r (owner text, team text)')
    const id = (prefix: string) =>
      fc.option(
        fc.integer({ min: 1, max: 3 }).map(n => `${prefix}${n}`),
        { nil: null },
      )
    fc.assert(
      fc.property(fc.constantFrom(...scopes), id('u'), id('t'), id('t'), (scope, owner, team, mine) => {
        const who = viewer({ thing: rights(scope, 'none', 'none', 'none', 'none') }, 'u1', mine)
        db.exec('delete from r')
        db.prepare('insert into r values (?, ?)').run(owner, team)
        const condition = seeCondition(who, 'thing', { owner: 'owner', team: 'team' })
        const row = db.prepare(`select count(*) as n from r where ${condition.sql}`).get(...condition.values)
        expect(Number(row?.['n']) === 1).toBe(canSee(who, 'thing', { owner, team }))
      }),
      { numRuns: 500 },
    )
  })

  it('names one view for all who see the same, and another as soon as a person matters', () => {
    const all = { thing: allRights, other: noRights }
    expect(viewKey(viewer(all, 'u1'))).toBe(viewKey(viewer(all, 'u2')))
    const team = { thing: rights('team', 'none', 'none', 'none', 'none') }
    expect(viewKey(viewer(team, 'u1'))).not.toBe(viewKey(viewer(team, 'u2')))
    const hidden = { thing: { ...allRights, fields: { name: 'hidden' as const } } }
    expect(viewKey(viewer(all))).not.toBe(viewKey(viewer(hidden)))
    // A clash repeats values of other kinds: who sees those otherwise sees clashes otherwise.
    const [open, closed] = [viewer({ ...all, clash: allRights }), viewer({ ...hidden, clash: allRights })]
    expect(kindViewKey(open, 'clash')).not.toBe(kindViewKey(closed, 'clash'))
    expect(kindViewKey(open, 'other')).toBe(kindViewKey(closed, 'other'))
  })
})

describe('projectFor', () => {
  it('leaves hidden fields and their stubs out, and does not touch the original', () => {
    const state = {
      kind: 'thing',
      id: 'x',
      epoch: 1,
      number: 1,
      archived: false,
      createdAt: '',
      createdBy: '',
      updatedAt: '',
      updatedBy: '',
      values: { name: 'A', secret: 'S' },
      stubs: { secret: { kind: 'other', title: 'T' } },
    }
    const who = viewer({ thing: { ...allRights, fields: { secret: 'hidden' } } })
    expect(projectFor(who, state).values).toEqual({ name: 'A' })
    expect(projectFor(who, state).stubs).toEqual({})
    expect(state.values.secret).toBe('S')
  })

  it('leaves the values of a clash out where the field that it is about is hidden', () => {
    const values = { recordKind: 'thing', field: 'secret', mine: 'A', theirs: 'B', state: 'open' }
    const clash = {
      kind: 'clash',
      id: 'x',
      epoch: 1,
      number: 1,
      archived: false,
      createdAt: '',
      createdBy: '',
      updatedAt: '',
      updatedBy: '',
      values,
    }
    const who = viewer({ clash: allRights, thing: { ...allRights, fields: { secret: 'hidden' } } })
    expect(projectFor(who, clash).values).toEqual({ recordKind: 'thing', field: 'secret', state: 'open' })
    expect(projectFor(viewer({ clash: allRights, thing: allRights }), clash).values).toEqual(values)
    // Nor of a kind that is not seen at all.
    expect(projectFor(viewer({ clash: allRights }), clash).values).not.toHaveProperty('mine')
  })
})
