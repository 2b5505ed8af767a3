import { type Sessions, sessionChannel } from '../auth/sessions.ts'
import { isDatabaseAway } from '../db/away.ts'
import type { Database } from '../db/database.ts'
import type { Services } from '../services.ts'
import type { Sync } from '../sync/socket.ts'

/** How often we look ourselves, at the logs and at the sessions of those who are connected here. */
const lookMs = 1000
const sessionsMs = 10_000

/**
 * What the other instances on the same database do, as they announce it. An announcement is a hint: one that is lost
 * (while the connection that listens was away) is found by looking. Our own come back too; those are known by their
 * number.
 */
export async function listenToOthers(options: {
  database: Database
  services: Pick<Services, 'viewers' | 'onCommit' | 'onError'>
  sync: Pick<Sync, 'hinted' | 'signedOut' | 'companies'>
  sessions: Pick<Sessions, 'heard'>
}): Promise<{ close: () => Promise<void> }> {
  const { database, services, sync, sessions } = options
  const known = new Map<string, number>()
  services.onCommit(({ company, after, head }) => {
    // Between our last commit and this one somebody else's came whose announcement is still on its way, and which will
    // look old when it arrives.
    if (after > (known.get(company) ?? -1)) services.viewers.forget(company)
    known.set(company, head.number)
  })
  const heard = (company: string, number: number) => {
    if (number <= (known.get(company) ?? -1)) return
    known.set(company, number)
    services.viewers.forget(company)
    sync.hinted(company, number)
  }

  const look = once(services, async () => {
    const rows = await database.lookup(
      'companies',
      tx => tx<{ id: string; number: number }[]>`select id, number from company`,
    )
    for (const { id, number } of rows) heard(id, number)
  })
  const lookAtSessions = once(services, async () => {
    for (const { id, hub } of sync.companies.all()) {
      const open = [...new Set(hub.all().flatMap(({ session }) => session ?? []))]
      if (open.length === 0) continue
      const ended = await database.inCompany(
        id,
        tx => tx<{ session: string; reason: string }[]>`
          select id as session, ended_by as reason from session
          where company_id = ${id} and id = any(${open}::uuid[]) and ended_at is not null`,
        { readOnly: true },
      )
      for (const { session, reason } of ended)
        sync.signedOut(id, session, reason === 'replaced' ? 'auth.replaced' : 'auth.required')
    }
  })

  const commits = await database.sql.listen(
    'pergel_commit',
    payload => {
      const [company = '', number = ''] = payload.split(':')
      heard(company, Number(number))
    },
    () => void look(),
  )
  // Whoever was let go while nobody listened is found at once when we listen again.
  const ended = await database.sql.listen(
    sessionChannel,
    payload => sessions.heard(payload),
    () => void lookAtSessions(),
  )
  const timers = [setInterval(look, lookMs), setInterval(lookAtSessions, sessionsMs)]
  return {
    close: async () => {
      for (const timer of timers) clearInterval(timer)
      await Promise.all([commits.unlisten(), ended.unlisten()])
    },
  }
}

/** Not again while it is at it. */
function once({ onError }: Pick<Services, 'onError'>, work: () => Promise<void>): () => Promise<void> {
  let isWorking = false
  return async () => {
    if (isWorking) return
    isWorking = true
    try {
      await work()
    } catch (error) {
      // Without a database there is nothing to look at; whoever needs it says so.
      if (!isDatabaseAway(error)) onError(error)
    } finally {
      isWorking = false
    }
  }
}
