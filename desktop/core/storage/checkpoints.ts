import { closeSync, openSync, readSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import type { FromCheckpointer, ToCheckpointer } from './checkpointThread.ts'
import type { ConnectionOptions } from './connection.ts'
import type { Database } from './database.ts'

/**
 * Keeps the write-ahead log short from a thread of its own. Carried over by the commit that made it long, it took that
 * commit 30 to 90 ms, and a fourth of the time of a first sync.
 */
export interface Checkpoints {
  /** Something was committed to the file. */
  committed(): void
  /** Lets go of the file and closes its database. */
  close(): Promise<void>
}

/** Pages in the log alone from which on they are carried over. */
const dueAt = 1_000
/** In a log of so many pages the writer itself takes over the little that a pass left: only then it begins anew. */
const longAt = 4_000
/** How often a writer looks how long the log is, and how long an idle thread is kept, in milliseconds. */
const lookEvery = 20
const idleMs = 10_000

export function createCheckpoints(
  { file, key }: Pick<ConnectionOptions, 'file' | 'key'>,
  database: () => Pick<Database, 'sql' | 'commitLater' | 'close'>,
  /** The thread ended over an error; commits carry the log over from then on. */
  died: (thrown: unknown) => void = () => undefined,
): Checkpoints {
  let thread: Worker | undefined
  let ending: Promise<unknown> = Promise.resolve()
  let isRunning = false
  let isBroken = false
  let isClosed = false
  let lookedAt = 0
  let idle: NodeJS.Timeout | undefined
  const log = logOf(file)

  const start = (): Worker => {
    const started = new Worker(new URL('./checkpointThread.ts', import.meta.url), {
      workerData: { file, key },
      // It holds one page at a time.
      resourceLimits: { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 32 },
    })
    started.unref()
    started.on('message', (answer: FromCheckpointer) => {
      isRunning = false
      if (isClosed) return
      if ('failed' in answer) giveUp()
      else orGiveUp(() => log.look().pages > longAt && finish())
      idle?.refresh()
    })
    started.on('error', thrown => {
      died(thrown)
      giveUp()
    })
    idle = setTimeout(() => void end(), idleMs).unref()
    return started
  }
  /** Short: all but the last pages are in the file already. */
  const finish = (): void => {
    const { sql, commitLater } = database()
    if (!sql.open) return
    // Not within a transaction that a load has left open.
    commitLater()
    sql.pragma('wal_checkpoint(PASSIVE)')
  }
  /** Commits carry the log over themselves, as SQLite does without us. */
  const giveUp = (): void => {
    isBroken = true
    void end()
    const { sql } = database()
    if (sql.open) sql.pragma('wal_autocheckpoint = 1000')
  }
  /** What was committed is committed, whatever becomes of the log: a disk that fails is told by the next write. */
  const orGiveUp = (work: () => void): void => {
    try {
      work()
    } catch {
      giveUp()
    }
  }
  /** Resolves when no thread has the file any more, also one that somebody else told to end. */
  const end = (): Promise<unknown> => {
    const last = thread
    thread = undefined
    isRunning = false
    clearTimeout(idle)
    if (last) {
      const exit = new Promise(resolve => last.once('exit', resolve))
      ending = Promise.all([ending, exit])
      last.ref()
      last.postMessage('close' satisfies ToCheckpointer)
    }
    return ending
  }

  return {
    committed() {
      if (isRunning || isBroken || isClosed) return
      const now = performance.now()
      if (now - lookedAt < lookEvery) return
      lookedAt = now
      orGiveUp(() => {
        if (log.look().waiting < dueAt) return
        isRunning = true
        thread ??= start()
        thread.postMessage('run' satisfies ToCheckpointer)
      })
    },
    async close() {
      isClosed = true
      await end()
      database().close()
      // Last: a process that closes any descriptor of a file loses all its locks on it (POSIX), SQLite's too.
      log.close()
    },
  }
}

/** Pages in the log, and those of them that are not in the file yet: two words of the log's index, beside the file. */
function logOf(file: string): { look(): { pages: number; waiting: number }; close(): void } {
  const word = Buffer.alloc(4)
  const littleEndian = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1
  let descriptor: number | undefined
  const at = (offset: number): number => {
    if (descriptor === undefined || readSync(descriptor, word, 0, 4, offset) < 4) return 0
    return littleEndian ? word.readUInt32LE() : word.readUInt32BE()
  }
  return {
    look() {
      descriptor ??= openSync(`${file}-shm`, 'r')
      // https://sqlite.org/walformat.html: mxFrame and nBackfill, in the machine's order of bytes.
      const pages = at(16)
      return { pages, waiting: pages - at(96) }
    },
    close() {
      if (descriptor !== undefined) closeSync(descriptor)
      descriptor = undefined
    },
  }
}
