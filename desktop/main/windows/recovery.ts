/** How often something may fail within a minute before a person is asked. */
const often = 3
const minute = 60_000

/** Counts failures: true while starting again by itself makes sense. */
export function createPatience(now: () => number): () => boolean {
  let failures: number[] = []
  return () => {
    failures = [...failures.filter(at => now() - at < minute), now()]
    return failures.length <= often
  }
}
