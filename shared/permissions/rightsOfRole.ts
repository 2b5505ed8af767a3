import { allKinds } from '../entities/index.ts'
import type { Values } from '../entity.ts'
import { builtInRoles, type KindRights, type RoleRights, roleRights } from './rights.ts'

/**
 * What a role gives, from its values. Kinds that are younger than a built-in role's record have the rights that their
 * definition gives it, until the company says otherwise; a company's own role gives nothing that it does not name.
 * undefined where the rights cannot be read.
 */
export function rightsOfRole(values: Values): RoleRights | undefined {
  const { data } = roleRights.safeParse(values['rights'])
  const builtIn = builtInRoles.find(role => role === values['builtIn'])
  if (!data || !builtIn) return data
  const younger: [string, KindRights][] = allKinds
    .filter(({ name }) => !Object.hasOwn(data.kinds, name))
    .map(({ name, rights }) => [name, rights[builtIn]])
  return younger.length === 0 ? data : { ...data, kinds: { ...data.kinds, ...Object.fromEntries(younger) } }
}
