import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { AppError } from '../../../shared/errors.ts'
import { sqliteCode } from '../storage/sqliteErrors.ts'

/**
 * Keeps a profile folder for this process until the returned function is called: two cores on one outbox would number
 * their entries alike. A lock of the system, which Node offers through SQLite alone: it goes with the process, however
 * that ends. Throws storage.inUse, storage.readOnly.
 */
export function lockProfile(folder: string): () => void {
  try {
    const sql = new Sqlite(join(folder, 'lock'), { timeout: 0 })
    try {
      sql.exec('BEGIN EXCLUSIVE')
    } catch (thrown) {
      sql.close()
      throw thrown
    }
    held.add(sql)
    return () => {
      held.delete(sql)
      sql.close()
    }
  } catch (cause) {
    const code = sqliteCode(cause)
    if (code?.startsWith('SQLITE_BUSY')) throw new AppError('storage.inUse', { cause })
    if (code) throw new AppError('storage.readOnly', { cause })
    throw cause
  }
}

/** A connection that nobody holds is closed by the collector, and its lock is gone. */
const held = new Set<Sqlite.Database>()
