/**
 * How many records to ask for at once. Where a page does not come through (records of megabytes make it larger than a
 * frame may be) the next is asked for with half as many, down to a single one; each that does brings it back up.
 */
export interface PageSize {
  readonly now: number
  /** Runs a question; what it says decides about the next. */
  ask<T>(question: (limit: number) => Promise<T>): Promise<T>
}

export function createPageSize(most: number): PageSize {
  let now = most
  return {
    get now() {
      return now
    },
    async ask(question) {
      try {
        const answer = await question(now)
        now = Math.min(most, now * 2)
        return answer
      } catch (thrown) {
        now = Math.max(1, Math.floor(now / 2))
        throw thrown
      }
    },
  }
}
