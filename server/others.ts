import { type Sessions, sessionChannel } from './auth/sessions.ts'
import { isDatabaseAway } from './db/away.ts'
import type { Database } from './db/database.ts'
import type { Services } from './services.ts'
import type { Sync } from './sync/socket.ts'

/** How often we look ourselves. */
const lookMs = 1000

/**
 * What the other instances on the same database do, as they announce it. A commit's announcement is a hint: one that is
 * lost (while the connection that listens was away) is found by looking. Our own come back too; those are known by their number.
 */
export async function listenToOthers(options: {
  database: Database
  services: Pick<Services, 'viewers' | 'onCommit' | 'onError'>
  sync: Pick<Sync, 'hinted'>
  sessions: Pick<Sessions, 'heard'>
}): Promise<{ close: () => Promise<void> }> {
  const { database, services, sync, sessions } = options
  const known = new Map<string, number>()
  services.onCommit(({ company, head }) => known.set(company, head.number))
  const heard = (company: string, number: number) => {
    if (number <= (known.get(company) ?? -1)) return
    known.set(company, number)
    services.viewers.forget(company)
    sync.hinted(company, number)
  }

  const commits = await database.sql.listen('pergel_commit', payload => {
    const [company = '', number = ''] = payload.split(':')
    heard(company, Number(number))
  })
  let looking = false
  const look = async () => {
    if (looking) return
    looking = true
    try {
      const rows = await database.lookup(
        'companies',
        tx => tx<{ id: string; number: number }[]>`select id, number from company`,
      )
      for (const { id, number } of rows) heard(id, number)
    } catch (error) {
      // Without a database there is nothing to look at; whoever needs it says so.
      if (!isDatabaseAway(error)) services.onError(error)
    } finally {
      looking = false
    }
  }
  const timer = setInterval(look, lookMs)
  const ended = await database.sql.listen(sessionChannel, payload => sessions.heard(payload))
  return {
    close: async () => {
      clearInterval(timer)
      await Promise.all([commits.unlisten(), ended.unlisten()])
    },
  }
}
