import type { Copies } from './copies.ts'
import type { Outbox } from './outbox.ts'
import type { SyncValues } from './tables.ts'

export interface UpkeepSettings {
  values: SyncValues
  copies: Copies
  outbox: Outbox
  now(): number
  log(event: string, details?: Record<string, unknown>): void
  /** Compares all copies with the server's; does nothing without a connection. */
  compare(): Promise<void>
}

const lookMs = 10 * 60_000
const hour = 3_600_000

/** Once a night, or when the machine is on after a missed one: compares, forgets old entries, clears tombstones. */
export function startUpkeep(settings: UpkeepSettings): () => void {
  const timer = setInterval(() => {
    if (isDue(settings.now(), Number(settings.values.get('upkeptAt') ?? 0))) void upkeep(settings)
  }, lookMs)
  timer.unref()
  return () => clearInterval(timer)
}

/** At night after most of a day, by day only after a day and a half. A clock that went back does not stop it for long. */
export function isDue(now: number, last: number): boolean {
  const since = Math.abs(now - last)
  const isNight = 5 > new Date(now).getHours()
  return since > (isNight ? 12 : 36) * hour
}

export async function upkeep({ values, copies, outbox, now, log, compare }: UpkeepSettings): Promise<void> {
  values.set('upkeptAt', now())
  outbox.prune()
  while (copies.removeTombstones(500)) await new Promise(resolve => setImmediate(resolve))
  await compare().catch(thrown => log('digest.failed', { reason: String(thrown) }))
}
