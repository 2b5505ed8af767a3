import type { Database } from '../storage/database.ts'
import { isDiskFault } from '../storage/fileHealth.ts'
import type { SearchIndex } from './searchIndex.ts'
import type { SearchText } from './searchText.ts'

/**
 * Search rows of a snapshot being loaded, written together some thousand at a time: every commit of FTS5 makes a segment
 * that is merged later, and a slice of 10 ms is far too small a one (measured: a third of the time of a first sync).
 * `pending` in the file says from which row on search rows may be missing should core die before.
 */
export interface SearchQueue {
  /** Takes rows, in ascending order, once the transaction under way is on disk. */
  add(kind: number, table: string, queued: readonly QueuedRow[]): void
  /** Whether the row waits here; then it is replaced (or taken out) here and not in the index. */
  has(table: string, row: number): boolean
  replace(table: string, row: number, text: SearchText | undefined): void
  /** Writes all that waits. */
  flush(): void
  readonly size: number
}

export interface QueuedRow {
  row: number
  text: SearchText
  isNew: boolean
}

const flushAt = 400
/** Found at the latest so long after it came, and tried again so long after the disk refused it, in milliseconds. */
const [flushAfter, againAfter] = [300, 3_000]

export function createSearchQueue(database: Database, index: SearchIndex): SearchQueue {
  const waiting = new Map<string, Map<number, QueuedRow>>()
  let size = 0
  let timer: NodeJS.Timeout | NodeJS.Immediate | undefined
  let soon = false
  const mark = database.prepare('UPDATE projection_kind SET pending = ? WHERE code = ? AND ifnull(pending > ?, 1)')
  const exists = database.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?')
  const clear = database.prepare('UPDATE projection_kind SET pending = NULL WHERE pending IS NOT NULL')

  const schedule = (): void => {
    if (size >= flushAt && !soon) {
      soon = true
      clearTimeout(timer as NodeJS.Timeout)
      timer = setImmediate(() =>
        unasked(() => {
          writeSome()
          if (size > 0) schedule()
        }),
      )
    } else timer ??= setTimeout(() => unasked(queue.flush), flushAfter).unref()
  }
  /** Nobody waits for it: what a disk refuses, its health has told already. */
  const unasked = (work: () => void): void => {
    try {
      work()
    } catch (thrown) {
      if (!isDiskFault(thrown)) throw thrown
    }
  }

  /** As many rows as make one segment, in a transaction of their own. */
  const writeSome = (): void => {
    clearTimeout(timer as NodeJS.Timeout)
    clearImmediate(timer as NodeJS.Immediate)
    timer = undefined
    soon = false
    if (size === 0 || !database.sql.open) return
    const batch = takeSome()
    try {
      database.write(
        () => {
          // A table made anew meanwhile has got its rows already.
          for (const [table, rows] of batch.filter(([table]) => exists.get(table)))
            for (const { row, text, isNew } of rows) index.put(table, row, text, isNew)
          // With some still waiting the mark stays: what is written twice does no harm.
          if (size === 0) clear.run()
        },
        { sync: 'normal' },
      )
    } catch (thrown) {
      for (const [table, rows] of batch) putBack(table, rows)
      timer ??= setTimeout(() => unasked(queue.flush), againAfter).unref()
      throw thrown
    }
  }
  const takeSome = (): [table: string, rows: QueuedRow[]][] => {
    const batch: [table: string, rows: QueuedRow[]][] = []
    let room = flushAt
    for (const [table, rows] of waiting) {
      const taken = [...rows.values()].sort((a, b) => a.row - b.row).slice(0, room)
      for (const { row } of taken) rows.delete(row)
      if (rows.size === 0) waiting.delete(table)
      batch.push([table, taken])
      room -= taken.length
    }
    size -= flushAt - room
    return batch
  }
  /** What is newer stays. */
  const putBack = (table: string, queued: readonly QueuedRow[]): void => {
    const rows = waiting.get(table) ?? new Map<number, QueuedRow>()
    waiting.set(table, rows)
    for (const one of queued) {
      if (rows.has(one.row)) continue
      size++
      rows.set(one.row, one)
    }
  }

  const queue: SearchQueue = {
    add(kind, table, queued) {
      const first = queued[0]?.row
      if (first === undefined) return
      mark.run(first, kind, first)
      database.afterCommit(() => {
        const rows = waiting.get(table) ?? new Map<number, QueuedRow>()
        waiting.set(table, rows)
        for (const one of queued) {
          if (!rows.has(one.row)) size++
          rows.set(one.row, one)
        }
        schedule()
      })
    },
    has: (table, row) => waiting.get(table)?.has(row) ?? false,
    replace(table, row, text) {
      const before = waiting.get(table)?.get(row)
      if (before) waiting.get(table)?.set(row, { ...before, text: text ?? { text: '', vocabulary: [] } })
    },
    flush() {
      do writeSome()
      while (size > 0 && database.sql.open)
    },
    get size() {
      return size
    },
  }
  return queue
}
