import { AppError } from '../../shared/errors.ts'
import type { DatabaseHealth } from './databaseHealth.ts'

/**
 * An embedded PostgreSQL that has died (its disk was full, the system took its memory) is started again by the server that
 * works with it, as often as it takes: nobody else watches it. `tell` hears why it does not start, each reason once while
 * it is away. Gives what ends that.
 */
export function reviveWhenAway(
  health: DatabaseHealth,
  revive: () => Promise<void>,
  { betweenMs = 2_000, tell = () => {} }: { betweenMs?: number; tell?: (reason: string) => void } = {},
): () => void {
  let isEnded = false
  let isLooking = false
  const told = new Set<string>()
  const look = async (): Promise<void> => {
    if (isEnded || health.trouble !== 'database') {
      isLooking = false
      return
    }
    // What stands in its way, a full disk say, may be gone the next time.
    await revive().catch(thrown => {
      const reason = reasonOf(thrown)
      // The same at another moment, by another process.
      const words = reason.replace(/\d+/g, '0')
      if (isEnded || told.has(words)) return
      told.add(words)
      tell(reason)
    })
    setTimeout(() => void look(), betweenMs).unref()
  }
  health.onChange(({ trouble }) => {
    if (trouble !== 'database' || isLooking) return
    isLooking = true
    told.clear()
    void look()
  })
  return () => {
    isEnded = true
  }
}

function reasonOf(thrown: unknown): string {
  if (thrown instanceof AppError) return String(thrown.params?.['reason'] ?? thrown.code)
  return thrown instanceof Error ? thrown.message : typeof thrown
}
