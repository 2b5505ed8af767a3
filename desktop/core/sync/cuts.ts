/** Lines that were cut without a goodbye: once is an accident, again and again is something on the way. */
export interface Cuts {
  /** A line that was made at this time has been cut now; NaN: it was never made. */
  add(since: number): void
  areOften(): boolean
}

const often = 3
const within = 15 * 60_000
/** A line that held this long was a good one. */
const good = 10 * 60_000

export function createCuts(now: () => number): Cuts {
  let at: number[] = []
  return {
    add(since) {
      if (Number.isNaN(since)) return
      if (now() - since > good) at = []
      at.push(now())
    },
    areOften() {
      at = at.filter(time => Math.abs(now() - time) < within)
      return at.length >= often
    },
  }
}
