import type { RecordKey } from '../../../shared/record.ts'
import type { Database } from '../storage/database.ts'
import type { Link } from './link.ts'

/** Records that the user opened (S-254), those opened offline too: kept in the file until the access chain has them. */
export interface OpenedRecords {
  add(key: RecordKey): void
  /** Sends what is kept, in order; what the server has not confirmed is sent again. Rejects when the link ends. */
  send(link: Link): Promise<void>
}

const batch = 500

export function openedRecords(database: Database, now: () => number): OpenedRecords {
  let sending: Promise<void> = Promise.resolve()
  const sendAll = async (link: Link): Promise<void> => {
    for (;;) {
      const rows = database.prepare('SELECT n, kind, record AS id, at FROM sync_opened ORDER BY n LIMIT ?').all(batch)
      const views = rows as { n: number; kind: string; id: string; at: string }[]
      const last = views.at(-1)
      if (!last || link.ended.aborted) return
      await link.ask({ t: 'views', views: views.map(({ kind, id, at }) => ({ kind, id, at })) })
      database.write(() => database.prepare('DELETE FROM sync_opened WHERE n <= ?').run(last.n))
    }
  }
  return {
    add: ({ kind, id }) =>
      void database.write(() =>
        database
          .prepare('INSERT INTO sync_opened(kind, record, at) VALUES (?, ?, ?)')
          .run(kind, id, new Date(now()).toISOString()),
      ),
    send(link) {
      const next = sending.then(() => sendAll(link))
      // A failure is the caller's to know; the next sending begins all the same.
      sending = next.catch(() => {})
      return next
    },
  }
}
