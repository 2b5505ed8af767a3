import { uptime } from 'node:os'
import type { Account, Profile } from './profile.ts'

/** How long a device may go on working without the server (decision 5). */
export interface Lease {
  isOver(): boolean
  /** The server has answered: its time and how many seconds it grants. */
  renew(serverTime: number, seconds: number): void
}

export interface LeaseSettings {
  profile: Profile
  account: Account
  /** Milliseconds since 1970 by this machine's clock. */
  now: () => number
  /** Milliseconds since this machine was started, asleep or not. */
  running?: () => number
  failed: (thrown: unknown) => void
}

/**
 * Counted in the server's time. What has passed since it last spoke is what the machine has been running, and after a
 * start of this process what its clock says, whichever is more: turning the clock back gains nothing. Time that was once
 * reached stays reached.
 */
export function leaseOf({ profile, account, now, running = () => uptime() * 1000, failed }: LeaseSettings): Lease {
  const key = `${account.company.id}:${account.user.id}`
  const kept = () => profile.settings.leases[key]
  const keep = (lease: NonNullable<ReturnType<typeof kept>>) => {
    profile.change({ leases: { ...profile.settings.leases, [key]: lease } }).catch(failed)
  }
  let hasSpoken = false
  const reached = ({ reached: time, skew, running: then = 0 }: NonNullable<ReturnType<typeof kept>>): number => {
    // A machine that was started anew has been running for less, and all of it since.
    const ran = running() >= then ? running() - then : running()
    return Math.max(time + ran, hasSpoken ? 0 : now() + skew)
  }
  return {
    isOver() {
      const stored = kept()
      if (!stored) return false
      const time = reached(stored)
      if (time - stored.reached > 3_600_000) keep({ ...stored, reached: time, running: running() })
      return time > stored.until
    },
    renew(serverTime, seconds) {
      hasSpoken = true
      const until = serverTime + seconds * 1000
      keep({ reached: serverTime, until, skew: serverTime - now(), running: running() })
    },
  }
}
