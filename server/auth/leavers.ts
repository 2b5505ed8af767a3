import type { Database } from '../db/database.ts'
import type { Commit } from '../records/commit.ts'
import { endResetLinks } from './resetLinks.ts'
import type { Sessions } from './sessions.ts'

/**
 * Whoever is made inactive or archived is signed out in the same moment: their sessions end, here and on every other
 * instance, and with them the sockets that speak by them. Should this process die in between, what they may is gone with
 * the commit itself; only their sockets stay open and silent until they are looked at again.
 */
export function endLeavers(options: {
  database: Database
  sessions: Pick<Sessions, 'closeAll'>
  onError: (error: unknown) => void
}): { committed: (commit: Commit) => void; idle: () => Promise<void> } {
  const { database, sessions, onError } = options
  const underWay = new Set<Promise<void>>()
  const committed = ({ company, rows }: Commit) => {
    const left = rows.filter(
      ({ kind, state }) => kind === 'user' && (state.archived || state.values['isActive'] !== true),
    )
    if (left.length === 0) return
    const ending = database.inCompany(company, async tx => {
      for (const { id } of left) {
        await sessions.closeAll(tx, company, id, 'disabled')
        await endResetLinks(tx, company, id)
      }
    })
    const work: Promise<void> = ending.catch(onError).finally(() => underWay.delete(work))
    underWay.add(work)
  }
  return {
    committed,
    idle: async () => {
      await Promise.all(underWay)
    },
  }
}
