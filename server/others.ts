import { type Sessions, sessionChannel } from './auth/sessions.ts'
import type { Database } from './db/database.ts'
import type { Services } from './services.ts'
import type { Sync } from './sync/socket.ts'

/**
 * What the other instances on the same database do, as they announce it. A commit's announcement is a hint: one that is
 * lost is found by sync itself within a second. Our own come back too; those are known by their number.
 */
export async function listenToOthers(options: {
  database: Database
  services: Pick<Services, 'viewers' | 'onCommit'>
  sync: Pick<Sync, 'hinted'>
  sessions: Pick<Sessions, 'heard'>
}): Promise<{ close: () => Promise<void> }> {
  const { database, services, sync, sessions } = options
  const own = new Map<string, number>()
  services.onCommit(({ company, head }) => own.set(company, head.number))

  const commits = await database.sql.listen('pergel_commit', payload => {
    const [company = '', text = ''] = payload.split(':')
    const number = Number(text)
    if (number <= (own.get(company) ?? -1)) return
    services.viewers.forget(company)
    sync.hinted(company, number)
  })
  const ended = await database.sql.listen(sessionChannel, payload => sessions.heard(payload))
  return {
    close: async () => {
      await Promise.all([commits.unlisten(), ended.unlisten()])
    },
  }
}
