import { allKinds } from '../../../shared/entities/index.ts'
import { type BuiltInRole, builtInRoles, type RoleRights } from '../../../shared/permissions/rights.ts'
import type { Random } from '../../../shared/testing/random.ts'
import type { Company } from './company.ts'
import { otherRights } from './desktop/adminDeeds.ts'

/** Somebody's rights change from outside, and are put right again now and then, so that no run ends with nobody allowed anything. */
export async function officeStep(company: Company, chance: Random): Promise<string> {
  const person = chance.pick(company.people)
  const role = chance.pick(company.roles)
  switch (chance.pick(['repair', 'repair', 'role', 'rights', 'team', 'leave'] as const)) {
    case 'repair':
      for (const { user, role: own, memberOf } of company.people) {
        if (chance.chance(0.7)) await company.set('user', user, { isActive: true, role: own, memberOf })
      }
      if (chance.chance(0.5)) await company.set('role', role.id, { rights: rightsOf(role.builtIn as BuiltInRole) })
      await company.set('role', company.roles.find(({ builtIn }) => builtIn === 'admin')?.id ?? '', {
        rights: rightsOf('admin'),
      })
      return 'rights are put right'
    case 'role':
      await company.set('user', person.user, { role: role.id })
      return `${person.user} is ${role.builtIn}`
    case 'rights': {
      const rights = rightsOf(role.builtIn as BuiltInRole)
      const kind = chance.pick(allKinds.filter(({ module }) => module === 'crm'))
      const kinds = { ...rights.kinds, [kind.name]: otherRights(rights.kinds[kind.name], kind, chance) }
      await company.set('role', role.id, { rights: { ...rights, kinds } })
      return `${role.builtIn} sees ${kind.name} ${JSON.stringify(kinds[kind.name])}`
    }
    case 'team':
      await company.set('user', person.user, { memberOf: chance.pick([...company.teams, undefined]) })
      return `${person.user} changes team`
    case 'leave':
      await company.set('user', person.user, { isActive: false })
      return `${person.user} has left`
  }
}

const abilities: Record<BuiltInRole, RoleRights['abilities']> = {
  admin: ['admin', 'bulkEdit', 'erase', 'manageKeys', 'readAccessLog'],
  sales: [],
  operations: [],
  warehouse: [],
  finance: ['bulkEdit'],
  management: ['bulkEdit', 'readAccessLog'],
}

function rightsOf(role: BuiltInRole): RoleRights {
  if (!builtInRoles.includes(role)) throw new Error(`no built-in role ${role}`)
  return { kinds: Object.fromEntries(allKinds.map(kind => [kind.name, kind.rights[role]])), abilities: abilities[role] }
}
