import { setImmediate as turn } from 'node:timers/promises'

/** Lets others run where the work at hand has held the event loop for some milliseconds; otherwise resolves at once. */
export type Breathe = () => Promise<void> | undefined

const holdMs = 8

/** For one piece of work. A transaction that breathes keeps its lock: what it read stays as it is. */
export function breather(): Breathe {
  let since = performance.now()
  return () => {
    if (performance.now() - since < holdMs) return undefined
    return turn().then(() => {
      since = performance.now()
    })
  }
}
