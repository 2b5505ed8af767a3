import type { z } from 'zod'
import type { peopleAnswer } from '../../shared/auth/identity.ts'
import type { Database } from '../db/database.ts'
import { isOpen } from './invitations.ts'

type People = z.infer<typeof peopleAnswer>

/** What an administrator may know of accounts and invitations besides the colleagues' records. */
export async function roster(database: Database, company: string): Promise<People> {
  const [accounts, open] = await database.inCompany(
    company,
    tx =>
      Promise.all([
        tx<{ user: string; email: string; seen: string | null; asked: string | null }[]>`
          select a.user_id as "user", a.email, a.reset_asked_at as asked,
            (select max(d.last_seen_at) from device d
              where d.company_id = a.company_id and d.user_id = a.user_id) as seen
          from account a where a.company_id = ${company} order by a.user_id`,
        tx<(Omit<People['invitations'][number], 'user'> & { user: string | null })[]>`
          select id, email, name, role_id as role, team_id as team, user_id as "user", created_at as "createdAt",
            expires_at as "expiresAt"
          from invitation where company_id = ${company} and ${isOpen(tx)} order by id desc limit 1000`,
      ]),
    { readOnly: true, snapshot: true },
  )
  return {
    accounts: accounts.map(({ user, email, seen, asked }) => ({
      ...{ user, email },
      ...(seen ? { lastSeenAt: seen } : {}),
      ...(asked ? { askedForResetAt: asked } : {}),
    })),
    invitations: open.map(({ user, ...invitation }) => ({ ...invitation, ...(user ? { user } : {}) })),
  }
}
