import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { uuidv7 } from '../../shared/ids.ts'
import { allRights } from '../../shared/permissions/rights.ts'
import type { Patch } from '../../shared/record.ts'
import { type TestDatabase, testDatabase } from '../testing/testDatabase.ts'
import { builtInRights, changed, created, type Office, office, type Person } from './testing/office.ts'

let test: TestDatabase
let firm: Office
let chief: Person
/** Writes colleagues, roles and teams, and is no administrator. */
let clerk: Person
let seller: Person
const idOf = ({ author }: Person) => author.viewer.user
const roleOf = ({ author }: Person) => author.viewer.role

beforeAll(async () => {
  test = await testDatabase()
  firm = await office(test.database)
  chief = await firm.hire('admin', null)
  const { kinds, abilities } = builtInRights('sales')
  const every = { user: allRights, role: allRights, team: allRights }
  clerk = await firm.hire('sales', 'a', { kinds: { ...kinds, ...every }, abilities })
  seller = await firm.hire('sales', 'a')
})
afterAll(() => test?.drop())

describe('who writes colleagues and roles, and is no administrator,', () => {
  const outcome = async (by: Person, ...patches: Patch[]) => {
    const [answer] = await by.send({ patches })
    return answer?.status === 'refused' ? answer.error.code : answer?.status
  }
  const user = (id: string, set: Record<string, [unknown, unknown]>) => changed({ kind: 'user', id }, set)
  const role = (id: string, set: Record<string, [unknown, unknown]>) => changed({ kind: 'role', id }, set)

  it('gives nobody a role, least of all themselves', async () => {
    for (const one of [clerk, seller])
      for (const next of [firm.roles.admin, firm.roles.finance])
        expect(await outcome(clerk, user(idOf(one), { role: [roleOf(one), next] }))).toBe('permission.denied')
    expect(await outcome(chief, user(idOf(seller), { role: [roleOf(seller), firm.roles.finance] }))).toBe('accepted')
    expect(await outcome(chief, user(idOf(seller), { role: [firm.roles.finance, roleOf(seller)] }))).toBe('accepted')
  })

  it('changes no rights, and makes a role only under another name', async () => {
    const all = builtInRights('admin')
    const own = clerk.author.viewer.rights
    expect(await outcome(clerk, role(roleOf(clerk), { rights: [own, all] }))).toBe('permission.denied')
    expect(await outcome(clerk, role(roleOf(clerk), { name: ['Rol', 'Sekreter'] }))).toBe('accepted')
    const made = created({ kind: 'role', id: uuidv7() }, { name: 'Yeni', rights: all })
    expect(await outcome(clerk, made, user(idOf(clerk), { role: [roleOf(clerk), made.id] }))).toBe('permission.denied')
  })

  it('moves others between teams and not themselves, where they would see more', async () => {
    const move = (who: Person) => user(idOf(who), { memberOf: [firm.teams.a, firm.teams.b] })
    expect(await outcome(clerk, move(clerk))).toBe('permission.denied')
    expect(await outcome(clerk, move(seller))).toBe('accepted')
  })

  it('lets colleagues go and come back, an administrator excepted', async () => {
    const gone = await firm.hire('admin', null)
    for (const [who, back] of [
      [seller, 'accepted'],
      [gone, 'permission.denied'],
    ] as const) {
      expect(await outcome(clerk, user(idOf(who), { isActive: [true, false] }))).toBe('accepted')
      expect(await outcome(clerk, user(idOf(who), { isActive: [false, true] }))).toBe(back)
      expect(await outcome(chief, user(idOf(who), { archived: [false, true] }))).toBe('accepted')
    }
    // Nor in two steps.
    expect(await outcome(clerk, user(idOf(gone), { isActive: [false, true] }))).toBe('accepted')
    expect(await outcome(clerk, user(idOf(gone), { archived: [true, false] }))).toBe('permission.denied')
  })
})
