import { AppError } from '../../../shared/errors.ts'

/**
 * How many records to ask for at once. Where a page does not come through (records of megabytes make it larger than a
 * frame may be) the next is asked for with half as many, down to a single one; it grows again after some that do.
 */
export interface PageSize {
  readonly now: number
  /** Runs a question; what it says decides about the next. */
  ask<T>(question: (limit: number) => Promise<T>): Promise<T>
}

const growAfter = 10

export function createPageSize(most: number): PageSize {
  let now = most
  let successes = 0
  let failures = 0
  return {
    get now() {
      return now
    },
    async ask(question) {
      try {
        const answer = await question(now)
        successes++
        failures = 0
        if (successes % growAfter === 0) now = Math.min(most, now * 2)
        return answer
      } catch (thrown) {
        successes = 0
        failures++
        // A connection that ends once says nothing about the size; twice on the same page it may.
        const isTooLarge = thrown instanceof AppError && thrown.code === 'input.tooLarge'
        if (isTooLarge || failures > 1) now = Math.max(1, Math.floor(now / 2))
        throw thrown
      }
    },
  }
}
