import { AppError } from '../../shared/errors.ts'
import { uuidv7 } from '../../shared/ids.ts'
import type { Database, Transaction } from '../db/database.ts'
import { keepDevice } from './devices.ts'
import { newToken, tokenHash, tokenKind } from './tokens.ts'

export interface SignedIn {
  company: string
  user: string
  device: string
  session: string
}
export type SessionEnd = 'replaced' | 'signedOut' | 'password' | 'reset' | 'disabled'
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
   * Opens the user's one session and ends those before it (the newest sign-in wins). Gives its token, once, and a device
   * token where the device did not show that it has one. Throws input.invalid for the device of somebody else.
   */
  open: (who: {
    company: string
    user: string
    device: { id: string; name: string }
    isKnown?: boolean
  }) => Promise<{ token: string; deviceToken?: string }>
  /** Throws auth.required, or auth.replaced for a session that a newer sign-in ended. */
  authenticate: (token: string) => Promise<SignedIn>
  close: (who: SignedIn) => Promise<void>
  /** Ends all of a user's sessions, within the transaction that changed their credentials. */
  closeAll: (tx: Transaction, company: string, user: string, reason: SessionEnd) => Promise<void>
  /** The same for all but one, or for those of one device. */
  closeOthers: (tx: Transaction, who: SignedIn, reason: SessionEnd) => Promise<void>
  closeDevice: (tx: Transaction, who: Omit<SignedIn, 'session'>, reason: SessionEnd) => Promise<void>
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

  const end = async (tx: Transaction, ended: SessionsEnded, only: { but?: string; device?: string } = {}) => {
    const rows = await tx<{ id: string }[]>`
      update session set ended_at = ${iso(now())}, ended_by = ${ended.reason}
      where company_id = ${ended.company} and user_id = ${ended.user} and ended_at is null
        ${only.but ? tx`and id <> ${only.but}` : tx``} ${only.device ? tx`and device_id = ${only.device}` : tx``}
      returning id`
    const tell = (told: SessionsEnded) => tx`select pg_notify(${sessionChannel}, ${JSON.stringify(told)})`
    if (ended.reason !== 'replaced') for (const { id } of rows) await tell({ ...ended, session: id })
    else if (rows.length > 0) await tell(ended)
  }

  const note = (session: SignedIn) => {
    const at = now()
    if (at - (noted.get(session.session) ?? 0) < noteEvery) return
    noted.set(session.session, at)
    if (noted.size > 10_000) noted.clear()
    const write = database.inCompany(session.company, async tx => {
      // The device first, as everybody who changes both does: else two of them may wait for each other.
      await tx`update device set last_seen_at = ${iso(at)} where company_id = ${session.company} and id = ${session.device}`
      await tx`update session set last_seen_at = ${iso(at)} where company_id = ${session.company} and id = ${session.session}`
    })
    write.catch(() => noted.delete(session.session))
  }

  return {
    open: async ({ company, user, device, isKnown }) => {
      const token = newToken('session')
      const deviceToken = isKnown ? undefined : newToken('device')
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
        await keepDevice(tx, { company, user, device, token: deviceToken })
      })
      return { token, ...(deviceToken ? { deviceToken } : {}) }
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
    closeOthers: (tx, { company, user, session }, reason) =>
      end(tx, { company, user, by: null, reason }, { but: session }),
    closeDevice: (tx, { company, user, device }, reason) => end(tx, { company, user, by: null, reason }, { device }),
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
