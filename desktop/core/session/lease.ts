import type { Account, Profile } from './profile.ts'

/** How long a device may go on working without the server (decision 5). */
export interface Lease {
  isOver(): boolean
  /** The server has answered: its time and how many seconds it grants. */
  renew(serverTime: number, seconds: number): Promise<void>
}

/**
 * Counted in the server's time plus this machine's uptime where it has not restarted since, so that turning the clock
 * back gains nothing: time that was once reached stays reached.
 */
export function leaseOf(profile: Profile, account: Account, now: () => number): Lease {
  const key = `${account.company.id}:${account.user.id}`
  let anchor: { time: number; uptime: number } | undefined
  const kept = () => profile.settings.leases[key]
  const reached = (): number => {
    const stored = kept()
    const byUptime = anchor ? anchor.time + (performance.now() - anchor.uptime) : 0
    // The clock counts only forward of what the server once said.
    return Math.max(stored?.reached ?? 0, byUptime, anchor ? 0 : now() + (stored?.skew ?? 0))
  }
  return {
    isOver() {
      const stored = kept()
      if (!stored) return false
      const time = reached()
      if (time - stored.reached > 3_600_000)
        void profile.change({ leases: { ...profile.settings.leases, [key]: { ...stored, reached: time } } })
      return time > stored.until
    },
    renew(serverTime, seconds) {
      anchor = { time: serverTime, uptime: performance.now() }
      const lease = { reached: serverTime, until: serverTime + seconds * 1000, skew: serverTime - now() }
      return profile.change({ leases: { ...profile.settings.leases, [key]: lease } })
    },
  }
}
