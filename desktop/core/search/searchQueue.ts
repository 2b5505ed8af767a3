import type { Database } from '../storage/database.ts'
import type { SearchIndex } from './searchIndex.ts'
import type { SearchText } from './searchText.ts'

/**
 * Search rows of a snapshot being loaded, written together some thousand at a time: every commit of FTS5 makes a segment
 * that is merged later, and a slice of 10 ms is far too small a one (measured: a third of the time of a first sync).
 * `pending` in the file says from which row on search rows may be missing should core die before.
 */
export interface SearchQueue {
  /** Takes the row once the transaction under way is on disk. */
  add(kind: number, table: string, row: number, text: SearchText, isNew: boolean): void
  /** Whether the row waits here; then it is replaced (or taken out) here and not in the index. */
  has(table: string, row: number): boolean
  replace(table: string, row: number, text: SearchText | undefined): void
  /** Writes all that waits, in one transaction. */
  flush(): void
  readonly size: number
}

interface Waiting {
  kind: number
  text: SearchText
  isNew: boolean
}

const flushAt = 800
/** Found at the latest so long after it came, in milliseconds. */
const flushAfter = 300

export function createSearchQueue(database: Database, index: SearchIndex): SearchQueue {
  const waiting = new Map<string, Map<number, Waiting>>()
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
      timer = setImmediate(() => queue.flush())
    } else timer ??= setTimeout(() => queue.flush(), flushAfter).unref()
  }

  const queue: SearchQueue = {
    add(kind, table, row, text, isNew) {
      mark.run(row, kind, row)
      database.afterCommit(() => {
        const rows = waiting.get(table) ?? new Map<number, Waiting>()
        waiting.set(table, rows)
        if (!rows.has(row)) size++
        rows.set(row, { kind, text, isNew })
        schedule()
      })
    },
    has: (table, row) => waiting.get(table)?.has(row) ?? false,
    replace(table, row, text) {
      const before = waiting.get(table)?.get(row)
      if (before) waiting.get(table)?.set(row, { ...before, text: text ?? { text: '', vocabulary: [] } })
    },
    flush() {
      clearTimeout(timer as NodeJS.Timeout)
      clearImmediate(timer as NodeJS.Immediate)
      timer = undefined
      soon = false
      if (size === 0 || !database.sql.open) return
      const batch = [...waiting]
      waiting.clear()
      size = 0
      database.write(
        () => {
          // A table made anew meanwhile has got its rows already.
          for (const [table, rows] of batch.filter(([table]) => exists.get(table)))
            for (const row of [...rows.keys()].sort((a, b) => a - b)) {
              const entry = rows.get(row)
              if (entry) index.put(table, row, entry.text, entry.isNew)
            }
          clear.run()
        },
        { sync: 'normal' },
      )
    },
    get size() {
      return size
    },
  }
  return queue
}
