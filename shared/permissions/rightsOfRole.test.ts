import { expect, it } from 'vitest'
import { definitions } from '../entities/index.ts'
import { allRights, noRights, readOnlyRights, rights as rightsInOrder } from './rights.ts'
import { rightsOfRole } from './rightsOfRole.ts'
import { canSee, seeCondition } from './viewer.ts'

const rights = { kinds: { lead: readOnlyRights }, abilities: [] }

it('a built-in role has for kinds younger than its record what their definition gives it, and else what it says', () => {
  const granted = rightsOfRole({ builtIn: 'sales', rights })
  expect(granted?.kinds['lead']).toEqual(readOnlyRights)
  expect(granted?.kinds['task']).toEqual(definitions.task.rights.sales)
  const narrowed = { ...rights, kinds: { ...rights.kinds, task: noRights } }
  expect(rightsOfRole({ builtIn: 'sales', rights: narrowed })?.kinds['task']).toEqual(noRights)
})

it("a company's own role gives nothing that it does not name, and what cannot be read gives nothing", () => {
  expect(rightsOfRole({ rights })).toEqual(rights)
  expect(rightsOfRole({ builtIn: 'emperor', rights })).toEqual(rights)
  expect(rightsOfRole({ builtIn: 'admin', rights: 'all' })).toBeUndefined()
})

it('no role, built-in or edited, shows what belongs to one person alone; a team may share its views', () => {
  const kinds = { favourite: allRights, notification: readOnlyRights, view: allRights, teamView: allRights }
  const columns = { owner: 'owner', team: 'team' }
  for (const builtIn of ['admin', undefined]) {
    const granted = rightsOfRole({ builtIn, rights: { kinds: { ...kinds, lead: allRights }, abilities: [] } })
    if (!granted) throw new Error('no rights')
    const viewer = { user: 'me', team: 'a', role: 'role', rights: granted }
    for (const kind of ['favourite', 'notification', 'view']) {
      expect(canSee(viewer, kind, { owner: 'me', team: null })).toBe(true)
      expect(canSee(viewer, kind, { owner: 'other', team: 'a' })).toBe(false)
      expect(seeCondition(viewer, kind, columns)).toEqual({ sql: 'owner = ?', values: ['me'] })
    }
    expect(granted.kinds['view']).toEqual(rightsInOrder('own', 'own', 'own', 'own', 'own'))
    expect(granted.kinds['notification']).toEqual(rightsInOrder('own', 'none', 'none', 'none', 'none'))
    expect(granted.kinds['teamView']).toEqual(allRights)
    expect(granted.kinds['lead']).toEqual(allRights)
  }
})
