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
   * `later`: the same, and committed together with the `later` writes that follow it: by `settle`, or before any other
   * write. Until then other connections do not see it and `afterCommit` waits. For one writer at a time: a throw undoes
   * all of its writes that are not committed yet (a savepoint for each would make FTS5 write out a segment for each).
   */
  sync?: 'full' | 'normal' | 'later'
}

/** The profile file with its one writing connection; all of a core's writers share it. */
export interface Database extends Reader {
  /**
   * Runs `fn` (synchronous) in one transaction and gives its result; a throw undoes all of it. Inside another
   * `write` it joins that transaction, and a throw that the outer one catches undoes the inner part only.
   * Errors: storage.full, storage.readOnly, storage.failed, storage.damaged, storage.closed, and whatever `fn` throws.
   */
  write<T>(fn: () => T, options?: WriteOptions): T
  /** Whether a `write` is under way, so that what is written now is part of it. */
  readonly isWriting: boolean
  /** Commits what `later` writes have left open. Throws why they are lost, where that could not be done. */
  settle(): void
  /** The same for somebody else than their writer, who is told later why they are lost. */
  commitLater(): void
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
  let isWriting = false
  /** `later` writes wait for their commit. */
  let isOpen = false
  /** Why some of them are lost: told to whoever wrote them, and not to whose write came between. */
  let lost: { reason: unknown } | undefined
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

  let level: 'full' | 'normal' = 'full'
  const begin = (sync: NonNullable<WriteOptions['sync']>): void => {
    const wanted = sync === 'full' ? 'full' : 'normal'
    // Told twice for each of its transactions, it took a fortieth of a first copy.
    if (wanted !== level) sql.pragma(`synchronous = ${wanted}`)
    level = wanted
    sql.exec('BEGIN IMMEDIATE')
  }
  const commit = (): void => {
    // Were it gone, an error that undid everything was caught on the way and the result is a lie.
    if (!sql.inTransaction) throw new AppError('storage.full')
    sql.exec('COMMIT')
  }
  const undone = (): void => {
    waiting = []
    isOpen = false
    if (sql.inTransaction) sql.exec('ROLLBACK')
  }
  const told = (): void => {
    health.wrote()
    const callbacks = waiting
    waiting = []
    for (const callback of callbacks) runUncaught(callback)
    if (options.committed) runUncaught(options.committed)
  }

  const transaction = <T>(fn: () => T, sync: NonNullable<WriteOptions['sync']>): T => {
    commitLater()
    try {
      begin(sync)
      const result = working(fn)
      commit()
      return result
    } catch (thrown) {
      undone()
      throw thrown
    }
  }
  const working = <T>(fn: () => T): T => {
    isWriting = true
    try {
      return synchronous(fn())
    } finally {
      isWriting = false
    }
  }
  const later = <T>(fn: () => T): T => {
    try {
      // SQLite has undone it by itself, as on a full disk: what follows must not stand without what came before.
      if (isOpen && !sql.inTransaction) throw new AppError('storage.full')
      if (!isOpen) begin('later')
      isOpen = true
      return working(fn)
    } catch (thrown) {
      undone()
      throw thrown
    }
  }
  const commitLater = (): void => {
    // Whoever is told of a commit may write `later` again.
    while (isOpen) {
      try {
        commit()
      } catch (thrown) {
        undone()
        const reason = asStorageError(thrown, options.file)
        lost = { reason }
        health.wrote(reason)
        return
      }
      isOpen = false
      told()
    }
  }
  const tellLost = (): void => {
    if (!lost) return
    const { reason } = lost
    lost = undefined
    throw reason
  }
  const settle = (): void => {
    commitLater()
    tellLost()
  }

  const flush = (): void => {
    // A commit under FULL syncs the whole log, and with it all earlier commits. The header is written unchanged.
    const format = Number(sql.pragma('user_version', { simple: true }))
    write(() => sql.pragma(`user_version = ${format}`))
  }

  const write: Database['write'] = (fn, { sync = 'full' } = {}) => {
    ensureOpen()
    // The disk's health has been told of it when it happened, and may be well again.
    if (sync === 'later' && !isWriting) tellLost()
    try {
      if (isWriting) return nested(fn)
      if (sync === 'later') return later(fn)
      const result = transaction(fn, sync)
      told()
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
    settle,
    commitLater,
    get isWriting() {
      return isWriting
    },
    afterCommit(fn) {
      if (isWriting) waiting.push(fn)
      else runUncaught(fn)
    },
    close() {
      health.close()
      commitLater()
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
