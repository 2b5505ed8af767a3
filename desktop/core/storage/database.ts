import type Sqlite from 'better-sqlite3'
import { AppError } from '../../../shared/errors.ts'
import { type ConnectionOptions, connect } from './connection.ts'
import { createFileHealth, type FileHealth } from './fileHealth.ts'
import { asStorageError } from './sqliteErrors.ts'

export type Statement = Sqlite.Statement<unknown[], unknown>

/** A read-only connection of its own, for another thread. */
export interface Reader {
  readonly file: string
  readonly sql: Sqlite.Database
  /** Prepared once per text and kept. */
  prepare(sql: string): Statement
  close(): void
}

export interface WriteOptions {
  /**
   * `normal`: after a power cut this commit may be missing (never half there, never before an earlier one).
   * Only for what can be had again, such as a snapshot being loaded or a checkpoint; then `flush`.
   */
  sync?: 'full' | 'normal'
}

/** The profile file with its one writing connection; all of a core's writers share it. */
export interface Database extends Reader {
  /**
   * Runs `fn` (synchronous) in one transaction and gives its result; a throw undoes all of it. Inside another
   * `write` it joins that transaction, and a throw that the outer one catches undoes the inner part only.
   * Errors: storage.full, storage.readOnly, storage.failed, storage.damaged, storage.closed, and whatever `fn` throws.
   */
  write<T>(fn: () => T, options?: WriteOptions): T
  /** Runs `fn` once the transaction under way is committed (never if it is undone); at once outside of one. */
  afterCommit(fn: () => void): void
  /** Brings every commit made with `sync: 'normal'` safely to disk. */
  flush(): void
  /** What the disk refuses now, told until it takes something again. */
  readonly health: Pick<FileHealth, 'problem' | 'onChange'>
}

export interface DatabaseOptions extends ConnectionOptions {
  /** After every commit, outside of the transaction. */
  committed?(): void
}

export function openDatabase(options: DatabaseOptions): Database {
  const sql = connect(options)
  const reader = readerOf(options.file, sql)
  let waiting: (() => void)[] = []
  const health = createFileHealth({ file: options.file, attempt: () => flush() })

  const ensureOpen = (): void => {
    if (!sql.open) throw new AppError('storage.closed')
  }

  const nested = <T>(fn: () => T): T => {
    const before = waiting.length
    sql.exec('SAVEPOINT nested')
    try {
      const result = synchronous(fn())
      sql.exec('RELEASE nested')
      return result
    } catch (thrown) {
      waiting.length = before
      // A full disk makes SQLite undo the whole transaction by itself; then no savepoint is left.
      if (sql.inTransaction) sql.exec('ROLLBACK TO nested; RELEASE nested')
      throw thrown
    }
  }

  const outermost = <T>(fn: () => T): T => {
    sql.exec('BEGIN IMMEDIATE')
    try {
      const result = synchronous(fn())
      // Were it gone, an error that undid everything was caught on the way and the result is a lie.
      if (!sql.inTransaction) throw new AppError('storage.full')
      sql.exec('COMMIT')
      return result
    } catch (thrown) {
      waiting = []
      if (sql.inTransaction) sql.exec('ROLLBACK')
      throw thrown
    }
  }

  let level: NonNullable<WriteOptions['sync']> = 'full'
  const transaction = <T>(fn: () => T, sync: NonNullable<WriteOptions['sync']>): T => {
    // Told twice for each of its transactions, it took a fortieth of a first copy.
    if (sync !== level) sql.pragma(`synchronous = ${sync}`)
    level = sync
    return outermost(fn)
  }

  const flush = (): void => {
    // A commit under FULL syncs the whole log, and with it all earlier commits. The header is written unchanged.
    const format = Number(sql.pragma('user_version', { simple: true }))
    write(() => sql.pragma(`user_version = ${format}`))
  }

  const write: Database['write'] = (fn, { sync = 'full' } = {}) => {
    ensureOpen()
    const isNested = sql.inTransaction
    try {
      if (isNested) return nested(fn)
      const result = transaction(fn, sync)
      health.wrote()
      const callbacks = waiting
      waiting = []
      for (const callback of callbacks) runUncaught(callback)
      if (options.committed) runUncaught(options.committed)
      return result
    } catch (thrown) {
      const error = asStorageError(thrown, options.file)
      health.wrote(error)
      throw error
    }
  }

  return {
    ...reader,
    health,
    write,
    flush,
    afterCommit(fn) {
      if (sql.inTransaction) waiting.push(fn)
      else runUncaught(fn)
    },
    close() {
      health.close()
      reader.close()
    },
  }
}

/** A second connection that cannot write, for a reader thread. Same errors as `openDatabase`; the file must exist. */
export function openReader(options: Omit<ConnectionOptions, 'readonly'>): Reader {
  return readerOf(options.file, connect({ ...options, readonly: true }))
}

/** Carries the log over into the file, from a thread of its own, while others write and read. */
export interface Checkpointer {
  /** Takes over what no reader still needs from the log; gives how many pages of it are not taken over yet. */
  run(): number
  close(): void
}

export function openCheckpointer(options: Pick<ConnectionOptions, 'file' | 'key'>): Checkpointer {
  const sql = connect({ ...options, cacheKb: 1_000, logPages: 0 })
  return {
    run() {
      const [state] = sql.pragma('wal_checkpoint(PASSIVE)') as { log: number; checkpointed: number }[]
      return state ? state.log - state.checkpointed : 0
    },
    close: () => sql.close(),
  }
}

function readerOf(file: string, sql: Sqlite.Database): Reader {
  const statements = new Map<string, Statement>()
  return {
    file,
    sql,
    prepare(text) {
      if (!sql.open) throw new AppError('storage.closed')
      const known = statements.get(text)
      if (known) return known
      if (statements.size >= 500) statements.clear()
      const statement = sql.prepare(text)
      statements.set(text, statement)
      return statement
    },
    close() {
      statements.clear()
      sql.close()
    },
  }
}

function synchronous<T>(result: T): T {
  if (result instanceof Promise) throw new TypeError('a transaction ends before a promise does')
  return result
}

/** The transaction is committed: a callback's bug must not make its writer believe otherwise, nor be swallowed. */
function runUncaught(fn: () => void): void {
  try {
    fn()
  } catch (thrown) {
    queueMicrotask(() => {
      throw thrown
    })
  }
}
