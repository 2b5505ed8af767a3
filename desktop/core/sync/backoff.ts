/** Waiting times that grow with each failure, with chance in them so that many desktops do not come back at once. */
export interface Backoff {
  /** Milliseconds to wait before the next try. */
  next(): number
  reset(): void
}

export interface BackoffSettings {
  random(): number
  /** Longest wait of the first try, in milliseconds; doubles with each further one. */
  first: number
  /** Longest wait while the trouble is young. */
  soon: number
  /** Longest wait after `patience` tries. */
  late: number
  patience: number
}

export function createBackoff({ random, first, soon, late, patience }: BackoffSettings): Backoff {
  let tries = 0
  return {
    next() {
      const longest = Math.min(first * 2 ** Math.min(tries, 20), tries < patience ? soon : late)
      tries++
      // At least a quarter of it: a wait by pure chance may be none at all, many times in a row.
      return longest * (0.25 + 0.75 * random())
    },
    reset() {
      tries = 0
    },
  }
}
