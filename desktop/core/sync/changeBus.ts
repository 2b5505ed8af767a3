import type { RecordKey } from '../../../shared/record.ts'
import type { Database } from '../storage/database.ts'

/** What looks different after a commit. `ids` absent: the whole kind. */
export interface Change {
  kind: string
  ids?: string[]
}

/** Tells windows which records changed, once for each commit and never for one that was undone. */
export interface ChangeBus {
  /** Takes part in the transaction under way. */
  add(keys: readonly RecordKey[]): void
  addKind(kind: string): void
  subscribe(listener: (changes: Change[]) => void): () => void
}

/** Above this a list of ids says no more than "the kind". */
const mostIds = 5_000

export function createChangeBus(database: Database): ChangeBus {
  const listeners = new Set<(changes: Change[]) => void>()
  let waiting: ((pending: Map<string, Set<string> | 'all'>) => void)[] = []
  let isScheduled = false

  const note = (apply: (pending: Map<string, Set<string> | 'all'>) => void): void => {
    // Each callback belongs to its own part of the transaction: where that is undone it never comes here.
    database.afterCommit(() => {
      waiting.push(apply)
      if (isScheduled) return
      isScheduled = true
      queueMicrotask(flush)
    })
  }
  const flush = (): void => {
    isScheduled = false
    const pending = new Map<string, Set<string> | 'all'>()
    for (const apply of waiting) apply(pending)
    waiting = []
    const changes = [...pending].map(([kind, ids]): Change => (ids === 'all' ? { kind } : { kind, ids: [...ids] }))
    for (const listener of listeners) listener(changes)
  }

  return {
    add(keys) {
      if (keys.length === 0) return
      note(pending => {
        for (const { kind, id } of keys) {
          const ids = pending.get(kind) ?? new Set<string>()
          if (ids === 'all') continue
          ids.add(id)
          pending.set(kind, ids.size > mostIds ? 'all' : ids)
        }
      })
    },
    addKind: kind => note(pending => void pending.set(kind, 'all')),
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
