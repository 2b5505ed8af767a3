import { allKinds } from '../entities/index.ts'
import type { Values } from '../entity.ts'
import { actions, builtInRoles, type KindRights, type RoleRights, roleRights, type Scope } from './rights.ts'

/**
 * What a role gives, from its values. Kinds that are younger than a built-in role's record have the rights that their
 * definition gives it, until the company says otherwise; a company's own role gives nothing that it does not name. Whatever
 * a role says, it gives nobody what belongs to one person alone: their favourites, notifications, views.
 * undefined where the rights cannot be read.
 */
export function rightsOfRole(values: Values): RoleRights | undefined {
  const { data } = roleRights.safeParse(values['rights'])
  const builtIn = builtInRoles.find(role => role === values['builtIn'])
  if (!data) return undefined
  const kinds = limited(data.kinds)
  if (!builtIn) return { ...data, kinds }
  const younger: [string, KindRights][] = allKinds
    .filter(({ name }) => !Object.hasOwn(data.kinds, name))
    .map(({ name, rights }) => [name, rights[builtIn]])
  return { ...data, kinds: { ...kinds, ...Object.fromEntries(younger) } }
}

const reachesOne = (scope: Scope): boolean => scope === 'none' || scope === 'own'

/** Personal kinds that their definition gives nobody else; a team's views are among the others. */
const ownOnly = allKinds
  .filter(({ personal }) => personal)
  .filter(({ rights }) => Object.values(rights).every(given => actions.every(action => reachesOne(given[action]))))
  .map(({ name }) => name)

function limited(kinds: RoleRights['kinds']): RoleRights['kinds'] {
  const narrowed = ownOnly.flatMap(name => {
    const given = kinds[name]
    return given && Object.hasOwn(kinds, name) ? [[name, narrow(given)] as const] : []
  })
  return { ...kinds, ...Object.fromEntries(narrowed) }
}

const narrow = (given: KindRights): KindRights => ({
  ...given,
  ...Object.fromEntries(actions.map(action => [action, reachesOne(given[action]) ? given[action] : 'own'])),
})
