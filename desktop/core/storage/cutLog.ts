import { setTimeout as delay } from 'node:timers/promises'
import type { Database } from './database.ts'

const tries = 250
const everyMs = 20

/**
 * Empties the write-ahead log, so that it keeps nothing of what was removed. While somebody reads from it or carries it
 * over SQLite declines, and says so in a column alone; it is asked again for five seconds. Then whoever closes the file
 * last does it.
 */
export async function cutLog({ sql }: Pick<Database, 'sql'>): Promise<void> {
  for (let left = tries; left > 0 && sql.open; left--) {
    if (cutNow(sql)) return
    await delay(everyMs)
  }
}

/** Without waiting: the thread that writes has other things to do. */
function cutNow(sql: Database['sql']): boolean {
  const timeout = Number(sql.pragma('busy_timeout', { simple: true }))
  sql.pragma('busy_timeout = 0')
  try {
    return sql.pragma('wal_checkpoint(TRUNCATE)', { simple: true }) === 0
  } finally {
    sql.pragma(`busy_timeout = ${timeout}`)
  }
}
