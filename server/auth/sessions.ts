import { AppError } from '../../shared/errors.ts'
import { uuidv7 } from '../../shared/ids.ts'
import type { Database, Transaction } from '../db/database.ts'
import { newToken, tokenHash, tokenKind } from './tokens.ts'

export interface SignedIn {
  company: string
  user: string
  device: string
  session: string
}
export type SessionEnd = 'replaced' | 'signedOut' | 'reset' | 'disabled'
/** A user's sessions ended, those of the device `by` excepted; with `session` that one alone. */
export interface SessionsEnded {
  company: string
  user: string
  by: string | null
  session?: string
  reason: SessionEnd
}

export interface Sessions {
  /**
   * Opens the user's one session and ends those before it (the newest sign-in wins). Gives its token, once. Throws
   * input.invalid for the device of somebody else.
   */
  open: (who: { company: string; user: string; device: { id: string; name: string } }) => Promise<string>
  /** Throws auth.required, or auth.replaced for a session that a newer sign-in ended. */
  authenticate: (token: string) => Promise<SignedIn>
  close: (who: SignedIn) => Promise<void>
  /** Ends all of a user's sessions, within the transaction that changed their credentials. */
  closeAll: (tx: Transaction, company: string, user: string, reason: SessionEnd) => Promise<void>
  /** Of this and every other instance. */
  onEnded: (listener: (ended: SessionsEnded) => void) => void
  /** Call when a notification from another instance, or our own, arrives. */
  heard: (payload: string) => void
}
/** PostgreSQL channel that tells every instance of ended sessions. */
export const sessionChannel = 'pergel_session'
/** How often a session's last use is written down. */
const noteEvery = 5 * 60_000

export function sessions(options: { database: Database; now: () => number }): Sessions {
  const { database, now } = options
  const listeners: ((ended: SessionsEnded) => void)[] = []
  const noted = new Map<string, number>()

  const end = async (tx: Transaction, ended: SessionsEnded) => {
    const rows = await tx`
      update session set ended_at = ${iso(now())}, ended_by = ${ended.reason}
      where company_id = ${ended.company} and user_id = ${ended.user} and ended_at is null`
    if (rows.count > 0) await tx`select pg_notify(${sessionChannel}, ${JSON.stringify(ended)})`
  }

  const note = (session: SignedIn) => {
    const at = now()
    if (at - (noted.get(session.session) ?? 0) < noteEvery) return
    noted.set(session.session, at)
    if (noted.size > 10_000) noted.clear()
    const write = database.inCompany(session.company, async tx => {
      await tx`update session set last_seen_at = ${iso(at)} where company_id = ${session.company} and id = ${session.session}`
      await tx`update device set last_seen_at = ${iso(at)} where company_id = ${session.company} and id = ${session.device}`
    })
    write.catch(() => noted.delete(session.session))
  }

  return {
    open: async ({ company, user, device }) => {
      const token = newToken('session')
      await database.inCompany(company, async tx => {
        // Two sign-ins of a user at once: the later one waits here, and ends the earlier one.
        await tx`select 1 from account where company_id = ${company} and user_id = ${user} for update`
        await end(tx, { company, user, by: device.id, reason: 'replaced' })
        await tx`insert into session ${tx({
          company_id: company,
          id: uuidv7(),
          token_hash: tokenHash(token),
          user_id: user,
          device_id: device.id,
        })}`
        const stands = await tx`
          insert into device (company_id, id, user_id, name) values (${company}, ${device.id}, ${user}, ${device.name})
          on conflict (company_id, id) do update set name = ${device.name}, last_seen_at = now()
            where device.user_id = ${user}`
        // Entries are answered by device: on a colleague's one could take their numbers away.
        if (stands.count === 0) throw new AppError('input.invalid', { fields: { device: { reason: 'badValue' } } })
      })
      return token
    },
    authenticate: async token => {
      const row = tokenKind(token) === 'session' ? await find(database, token) : undefined
      if (row?.endedBy === 'replaced') throw new AppError('auth.replaced')
      if (!row || row.endedBy !== null) throw new AppError('auth.required')
      const { company, user, device, session } = row
      note(row)
      return { company, user, device, session }
    },
    close: who =>
      database.inCompany(who.company, async tx => {
        const { company, user, session } = who
        const rows = await tx`
          update session set ended_at = ${iso(now())}, ended_by = 'signedOut'
          where company_id = ${company} and id = ${session} and ended_at is null`
        const ended: SessionsEnded = { company, user, by: null, session, reason: 'signedOut' }
        if (rows.count > 0) await tx`select pg_notify(${sessionChannel}, ${JSON.stringify(ended)})`
      }),
    closeAll: (tx, company, user, reason) => end(tx, { company, user, by: null, reason }),
    onEnded: listener => {
      listeners.push(listener)
    },
    heard: payload => {
      const ended = JSON.parse(payload) as SessionsEnded
      for (const listener of listeners) listener(ended)
    },
  }
}

const iso = (ms: number) => new Date(ms).toISOString()

async function find(database: Database, token: string) {
  const hash = tokenHash(token)
  const [row] = await database.lookup(
    hash.toString('hex'),
    tx => tx<(SignedIn & { endedBy: SessionEnd | null })[]>`
      select company_id as company, id as session, user_id as "user", device_id as device, ended_by as "endedBy"
      from session where token_hash = ${hash}`,
  )
  return row
}
