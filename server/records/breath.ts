import { setImmediate as turn } from 'node:timers/promises'

/** Lets others run where the work at hand has held the event loop for some milliseconds; otherwise resolves at once. */
export type Breathe = () => Promise<void> | undefined

/**
 * For one piece of work, which holds the loop for `holdMs` at a time. A transaction that breathes keeps its lock: what it
 * read stays as it is.
 */
export function breather(holdMs = 8): Breathe {
  let since = performance.now()
  return () => {
    if (performance.now() - since < holdMs) return undefined
    return turn().then(() => {
      since = performance.now()
    })
  }
}
