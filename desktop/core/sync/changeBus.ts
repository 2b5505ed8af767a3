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
  /** What this commits is part of something larger: it is told together with the rest, or after a moment. */
  gathering<T>(commit: () => T): T
  /** The larger thing is over: what was gathered is told now. */
  tell(): void
  subscribe(listener: (changes: Change[]) => void): () => void
  /** Nothing more is told. */
  close(): void
}

/** Above this a list of ids says no more than "the kind". */
const mostIds = 5_000
/**
 * How long parts of something larger are gathered. Whoever is told reads its lists anew, which takes the time of
 * what is still being written: on a busy machine a paste was told, and read anew, four times before it was over.
 */
const gatherMs = 1_000

export function createChangeBus(database: Database): ChangeBus {
  const listeners = new Set<(changes: Change[]) => void>()
  let waiting: ((pending: Map<string, Set<string> | 'all'>) => void)[] = []
  let isScheduled = false
  let isGathering = false
  let late: ReturnType<typeof setTimeout> | undefined

  const note = (apply: (pending: Map<string, Set<string> | 'all'>) => void): void => {
    // Each callback belongs to its own part of the transaction: where that is undone it never comes here.
    database.afterCommit(() => {
      waiting.push(apply)
      if (isGathering) {
        late ??= setTimeout(flush, gatherMs)
        return
      }
      if (isScheduled) return
      isScheduled = true
      queueMicrotask(flush)
    })
  }
  const flush = (): void => {
    isScheduled = false
    clearTimeout(late)
    late = undefined
    if (waiting.length === 0) return
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
    gathering(commit) {
      isGathering = true
      try {
        return commit()
      } finally {
        isGathering = false
      }
    },
    tell: flush,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close() {
      clearTimeout(late)
      listeners.clear()
    },
  }
}
