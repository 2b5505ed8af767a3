import { AppError } from '../../shared/errors.ts'
import type { Database } from '../db/database.ts'
import type { Secret } from './secret.ts'

/**
 * Free tries, then a lock that doubles with every further failure, up to the longest; seconds. A failure is forgotten
 * after `forgottenAfter`, one after the other: an office behind one address does not collect a week's slips.
 */
const rules = {
  account: { free: 5, firstLock: 30, longestLock: 3600, forgottenAfter: 3600 },
  address: { free: 60, firstLock: 60, longestLock: 900, forgottenAfter: 60 },
}
type Rule = keyof typeof rules

export interface Lockout {
  /**
   * Counts a try before it is looked at, so that many at once are not worth more than one after the other. Throws
   * auth.locked with `seconds` left. The names are HMACs; an account that does not exist is counted like one that does.
   */
  attempt: (who: { account: string; address: string }) => Promise<void>
  /** The try was right: the account starts anew and the address gets its try back. */
  succeeded: (who: { account: string; address: string }) => Promise<void>
}

export function lockout(options: { database: Database; secret: Secret; now: () => number }): Lockout {
  const { database, secret, now } = options
  const name = (rule: Rule, value: string) => secret.mac('failureNames', `${rule}:${value}`)
  return {
    attempt: async who => {
      const at = now()
      await database.sql.begin(async tx => {
        // Always in this order, so that two tries cannot wait for each other.
        for (const rule of ['account', 'address'] as const) {
          const key = name(rule, who[rule])
          await tx`insert into sign_in_failure (name, failures, last_at) values (${key}, 0, ${iso(at)})
            on conflict do nothing`
          const [row] = await tx<Failure[]>`
            select failures, last_at as "lastAt", locked_until as "lockedUntil" from sign_in_failure
            where name = ${key} for update`
          const next = counted(rule, at, row)
          await tx`update sign_in_failure set failures = ${next.failures}, last_at = ${iso(at)},
            locked_until = ${next.lockedUntil === null ? null : iso(next.lockedUntil)} where name = ${key}`
        }
      })
    },
    succeeded: async who => {
      await database.sql`delete from sign_in_failure where name = ${name('account', who.account)}`
      await database.sql`update sign_in_failure set failures = greatest(failures - 1, 0), locked_until = null
        where name = ${name('address', who.address)}`
    },
  }
}

interface Failure {
  failures: number
  lastAt: string
  lockedUntil: string | null
}
const iso = (ms: number) => new Date(ms).toISOString()

/** The row after one more try; throws where it is locked. */
function counted(rule: Rule, at: number, row: Failure | undefined): { failures: number; lockedUntil: number | null } {
  const { free, firstLock, longestLock, forgottenAfter } = rules[rule]
  const lockedUntil = row?.lockedUntil ? Date.parse(row.lockedUntil) : 0
  if (lockedUntil > at) throw new AppError('auth.locked', { params: { seconds: Math.ceil((lockedUntil - at) / 1000) } })
  const since = row ? Math.max(0, at - Date.parse(row.lastAt)) / 1000 : 0
  const failures = Math.max(0, (row?.failures ?? 0) - Math.floor(since / forgottenAfter)) + 1
  const lock = failures < free ? null : Math.min(firstLock * 2 ** (failures - free), longestLock)
  return { failures, lockedUntil: lock === null ? null : at + lock * 1000 }
}
