import { allKinds } from '../../shared/entities/index.ts'
import type { Language } from '../../shared/labels.ts'
import { type BuiltInRole, builtInRoles, type RoleRights } from '../../shared/permissions/rights.ts'
import { serverWords } from '../http/words.ts'

const abilities: Record<BuiltInRole, RoleRights['abilities']> = {
  admin: ['admin', 'bulkEdit', 'erase', 'manageKeys', 'readAccessLog'],
  sales: [],
  operations: [],
  warehouse: [],
  finance: ['bulkEdit'],
  management: ['bulkEdit', 'readAccessLog'],
}

/** The six roles that a new company gets, as values of the kind `role`: what each kind's definition gives them. */
export const builtInRoleValues = (language: Language) =>
  builtInRoles.map(role => ({
    name: serverWords(language).role(role),
    builtIn: role,
    rights: {
      kinds: Object.fromEntries(allKinds.map(kind => [kind.name, kind.rights[role]])),
      abilities: abilities[role],
    } satisfies RoleRights,
  }))
