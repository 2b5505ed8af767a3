import { z } from 'zod'
import { findAccount } from '../auth/accounts.ts'
import type { Database } from '../db/database.ts'
import { UsageError } from './verb.ts'

/** What an option names, looked up before anything is made: the line says which option it was and what is allowed. */

/** An address that nobody signs in with yet. */
export async function freeAddress(database: Database, option: string, address: string): Promise<string> {
  if (!z.email().safeParse(address).success)
    throw new UsageError(`--${option}: ${JSON.stringify(address)} cannot be used; allowed: an e-mail address`)
  if (await findAccount(database, address))
    throw new UsageError(`--${option}: ${address} has an account on this server already; give another address`)
  return address
}

/** The id of a role, by its name or built-in name, or of a team by its name. */
export async function idOf(database: Database, company: string, kind: 'role' | 'team', given: string): Promise<string> {
  const all = await database.inCompany(
    company,
    tx => tx<{ id: string; name: string; builtIn: string | null }[]>`
      select id, name, ${kind === 'role' ? tx`built_in` : tx`null`} as "builtIn" from ${tx(kind)}
      where company_id = ${company} and not archived order by id`,
    { readOnly: true },
  )
  const found = all.find(one => one.builtIn === given || one.name === given)
  if (found) return found.id
  const names = all.map(({ name }) => name).join(', ')
  throw new UsageError(
    `--${kind}: ${JSON.stringify(given)} is none of ${names || 'those of this company: it has none'}`,
  )
}
