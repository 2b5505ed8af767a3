import type { Feed } from './feed.ts'

/**
 * A change of thousands while it is being written. Its beginning is with the server already; what comes of that waits, for
 * its writer looks at the whole, and shows a record once instead of twice.
 */
export interface LargeChange {
  /** A part of it was written; the first one begins it. */
  goesOn(): void
  ends(): void
  /** Resolves when it is over, or waits no more, and what has come from the server meanwhile is stored. */
  readonly over: Promise<void> | undefined
}

/** What others do waits no longer than this. */
const mostHeldMs = 2_000

export function createLargeChange({ hold, release }: Pick<Feed, 'hold' | 'release'>): LargeChange {
  let held: (PromiseWithResolvers<void> & { late: NodeJS.Timeout }) | undefined
  const letGo = (): void => {
    // Where the line has gone nothing of it will be stored.
    held?.resolve(release().catch(() => undefined))
  }
  return {
    goesOn() {
      if (held) return
      held = { ...Promise.withResolvers<void>(), late: setTimeout(letGo, mostHeldMs) }
      hold()
    },
    ends() {
      if (!held) return
      clearTimeout(held.late)
      letGo()
      held = undefined
    },
    get over() {
      return held?.promise
    },
  }
}
