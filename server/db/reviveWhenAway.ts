import type { DatabaseHealth } from './databaseHealth.ts'

/**
 * An embedded PostgreSQL that has died (its disk was full, the system took its memory) is started again by the server that
 * works with it, as often as it takes: nobody else watches it. Gives what ends that.
 */
export function reviveWhenAway(
  health: DatabaseHealth,
  revive: () => Promise<void>,
  { betweenMs = 2_000 }: { betweenMs?: number } = {},
): () => void {
  let isEnded = false
  let isLooking = false
  const look = async (): Promise<void> => {
    if (isEnded || health.trouble !== 'database') {
      isLooking = false
      return
    }
    // What stands in its way, a full disk say, may be gone the next time; that it is away is in the log already.
    await revive().catch(() => undefined)
    setTimeout(() => void look(), betweenMs).unref()
  }
  health.onChange(({ trouble }) => {
    if (trouble !== 'database' || isLooking) return
    isLooking = true
    void look()
  })
  return () => {
    isEnded = true
  }
}
