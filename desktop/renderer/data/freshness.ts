import type { KindChange } from './affected.ts'
import type { CoreConnection } from './transport.ts'

/** One answer on screen that can be asked for again. */
export interface FreshEntry {
  isAffected(changes: readonly KindChange[]): boolean
  refresh(): Promise<void>
}

/** The shortest time between two refreshes of the same answer, in milliseconds. */
const shortest = 100

export interface Freshness {
  /** Keeps the entry fresh until the returned function is called. */
  keep(entry: FreshEntry): () => void
  close(): void
}

/**
 * Asks for what is on screen again when core says that records changed: at once after a quiet time, then at most every
 * 100 ms; never twice at the same time for one entry. After a broken connection everything is asked again.
 */
export function createFreshness(core: CoreConnection): Freshness {
  const entries = new Map<FreshEntry, { running: boolean; again: boolean }>()
  let waiting: KindChange[] = []
  let timer: ReturnType<typeof setTimeout> | undefined

  const run = async (entry: FreshEntry) => {
    const state = entries.get(entry)
    if (!state) return
    if (state.running) {
      state.again = true
      return
    }
    state.running = true
    // A failed refresh leaves the last answer standing; the next change tries again.
    await entry.refresh().catch(() => undefined)
    state.running = false
    if (!state.again) return
    state.again = false
    void run(entry)
  }

  const flush = () => {
    if (waiting.length === 0) {
      timer = undefined
      return
    }
    const changes = waiting
    waiting = []
    timer = setTimeout(flush, shortest)
    for (const entry of entries.keys()) if (entry.isAffected(changes)) void run(entry)
  }

  const stopChanges = core.subscribe('changes', {}, ({ changes }) => {
    waiting.push(...changes)
    if (timer === undefined) flush()
  })
  let wasAway = core.link() !== 'open'
  let wasOpen = core.link() === 'open'
  const stopLink = core.onLink(link => {
    if (link === 'open' && wasAway && wasOpen) for (const entry of entries.keys()) void run(entry)
    wasAway = link !== 'open'
    wasOpen = wasOpen || link === 'open'
  })

  return {
    keep: entry => {
      entries.set(entry, { running: false, again: false })
      return () => entries.delete(entry)
    },
    close: () => {
      stopChanges()
      stopLink()
      clearTimeout(timer)
    },
  }
}
