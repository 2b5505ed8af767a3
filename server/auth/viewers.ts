import { AppError } from '../../shared/errors.ts'
import type { RoleRights } from '../../shared/permissions/rights.ts'
import { rightsOfRole } from '../../shared/permissions/rightsOfRole.ts'
import type { Viewer } from '../../shared/permissions/viewer.ts'
import type { Database, Transaction } from '../db/database.ts'

export interface Viewers {
  /** Who the user is to the permission rule now; null where they are not active, or nobody. */
  viewerOf: (company: string, user: string) => Promise<Viewer | null>
  /** The same for an API key, which is a person without a team; null where its role is gone. */
  viewerOfKey: (company: string, key: string, role: string) => Promise<Viewer | null>
  /** To be told of every commit, and before anybody asks about its outcome. */
  forget: (company: string) => void
}
/** Kinds whose records decide what a viewer may; a commit with one of them makes the company's viewers anew. */
export const viewerKinds: ReadonlySet<string> = new Set(['user', 'role', 'team'])

export function viewers(database: Database): Viewers {
  const known = new Map<string, Map<string, Promise<Viewer | null>>>()
  const cached = (company: string, name: string, read: () => Promise<Viewer | null>) => {
    const ofCompany = known.get(company) ?? new Map<string, Promise<Viewer | null>>()
    known.set(company, ofCompany)
    const found = ofCompany.get(name) ?? read()
    ofCompany.set(name, found)
    found.catch(() => ofCompany.delete(name))
    return found
  }
  return {
    viewerOf: (company, user) => cached(company, user, () => readUser(database, company, user)),
    viewerOfKey: (company, key, role) => cached(company, `key ${key}`, () => readKey(database, company, key, role)),
    forget: company => known.delete(company),
  }
}

async function readUser(database: Database, company: string, user: string): Promise<Viewer | null> {
  const found = await database.inCompany(company, tx => viewersIn(tx, company, [user]), { readOnly: true })
  return found.get(user) ?? null
}

/** Those of these users who are active, as this transaction sees them; past every cache. */
export async function viewersIn(
  tx: Transaction,
  company: string,
  users: readonly string[],
): Promise<Map<string, Viewer>> {
  const rows = await tx<{ id: string; role: string; team: string | null; rights: unknown; builtIn: string | null }[]>`
    select u.id, u.role, u.member_of as team, r.rights, r.built_in as "builtIn" from "user" u
    join role r on r.company_id = u.company_id and r.id = u.role and not r.archived
    where u.company_id = ${company} and u.id = any(${users as string[]}::uuid[]) and u.is_active and not u.archived`
  // Many share a role, whose rights are checked once: it takes a while.
  const byRole = new Map<string, RoleRights>()
  const rightsOf = ({ role, ...given }: (typeof rows)[number]): RoleRights => {
    const rights = byRole.get(role) ?? granted(given)
    byRole.set(role, rights)
    return rights
  }
  return new Map(rows.map(row => [row.id, { user: row.id, team: row.team, role: row.role, rights: rightsOf(row) }]))
}

async function readKey(database: Database, company: string, key: string, role: string): Promise<Viewer | null> {
  const [row] = await database.inCompany(
    company,
    tx => tx<{ rights: unknown; builtIn: string | null }[]>`
      select rights, built_in as "builtIn" from role where company_id = ${company} and id = ${role} and not archived`,
    { readOnly: true },
  )
  return row ? { user: key, team: null, role, rights: granted(row) } : null
}

/** Roles are checked when they are written: one that cannot be read is a fault. */
function granted(role: { rights: unknown; builtIn: string | null }): RoleRights {
  const rights = rightsOfRole(role)
  if (!rights) throw new AppError('internal')
  return rights
}
