import { AppError } from '../../shared/errors.ts'
import type { RoleRights } from '../../shared/permissions/rights.ts'
import { rightsOfRole as grantedBy } from '../../shared/permissions/rightsOfRole.ts'
import type { Viewer } from '../../shared/permissions/viewer.ts'
import type { RecordState } from '../../shared/record.ts'
import type { Author } from './commit.ts'
import type { CompanyFacts } from './companyFacts.ts'

/**
 * The author with the rights that stand at this very place of the log: a role or team that changed while the entry
 * waited counts. Throws `permission.denied` for a colleague who has left. Those whom no record tells of (an API key's
 * user, a test's role) keep what they came with.
 */
export function authorNow(facts: CompanyFacts, author: Author): Author {
  if (author.source === 'system') return author
  const { viewer } = author
  const user = facts.states.get(`user:${viewer.user}`)
  if (user && (user.archived || user.values['isActive'] !== true)) throw new AppError('permission.denied')
  const role = user ? String(user.values['role']) : viewer.role
  const rights = rightsOfRole(facts.states.get(`role:${role}`)) ?? viewer.rights
  const memberOf = user?.values['memberOf']
  const team = user ? (typeof memberOf === 'string' ? memberOf : null) : viewer.team
  return { ...author, viewer: { user: viewer.user, team, role, rights } }
}

/** How a colleague sees the company at this place of the log; undefined for one who has left or is not known. */
export function viewerOf(facts: CompanyFacts, id: string): Viewer | undefined {
  const user = facts.states.get(`user:${id}`)
  if (!user || user.archived || user.values['isActive'] !== true) return undefined
  const role = facts.states.get(`role:${String(user.values['role'])}`)
  if (!role || role.archived) return undefined
  const memberOf = user.values['memberOf']
  const rights = rightsOfRole(role)
  return rights && { user: id, team: typeof memberOf === 'string' ? memberOf : null, role: role.id, rights }
}

const parsed = new WeakMap<RecordState, RoleRights>()

function rightsOfRole(role: RecordState | undefined): RoleRights | undefined {
  if (!role) return undefined
  if (role.archived) throw new AppError('permission.denied')
  const known = parsed.get(role)
  if (known) return known
  const rights = grantedBy(role.values)
  if (!rights) throw new AppError('internal')
  parsed.set(role, rights)
  return rights
}
