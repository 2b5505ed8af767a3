import { AppError } from '../../shared/errors.ts'
import type { Database } from '../db/database.ts'
import type { Secret } from './secret.ts'

/**
 * Free tries, then a lock that doubles with every further failure, up to the longest; seconds. A failure is forgotten
 * after `forgottenAfter`, one after the other: an office behind one address does not collect a week's slips.
 *
 * `account` and `address` are for who may be anybody. Whoever guesses at an account keeps it locked for strangers, not
 * for its owner: a device on which they have signed in before shows its token, and then its own count is the only one
 * that matters; so does a mailed or handed link, which leaves such a token behind.
 */
const rules = {
  account: { free: 5, firstLock: 30, longestLock: 3600, forgottenAfter: 3600 },
  address: { free: 60, firstLock: 60, longestLock: 900, forgottenAfter: 60 },
  device: { free: 10, firstLock: 30, longestLock: 900, forgottenAfter: 600 },
  /** A signed-in user who shows their password once more, by whatever device. */
  user: { free: 10, firstLock: 30, longestLock: 900, forgottenAfter: 600 },
  /** The recovery code beside a reset link. */
  link: { free: 10, firstLock: 60, longestLock: 3600, forgottenAfter: 3600 },
  /** Mails that somebody had sent to an address: counted, never a success. */
  mail: { free: 4, firstLock: 900, longestLock: 3600, forgottenAfter: 900 },
}
type Rule = keyof typeof rules
/** What a try is counted under; always in the same order, so that two tries cannot wait for each other. */
export type Tried = Partial<Record<Rule, string>>

export interface Lockout {
  /**
   * Counts a try before it is looked at, so that many at once are not worth more than one after the other. Throws
   * auth.locked with `seconds` left. The names are HMACs; an account that does not exist is counted like one that does.
   */
  attempt: (tried: Tried) => Promise<void>
  /** The try was right: all start anew, and the address gets this try back. */
  succeeded: (tried: Tried) => Promise<void>
}

export function lockout(options: { database: Database; secret: Secret; now: () => number }): Lockout {
  const { database, secret, now } = options
  const namesOf = (tried: Tried) =>
    (Object.keys(rules) as Rule[]).flatMap(rule => {
      const value = tried[rule]
      return value === undefined ? [] : [{ rule, name: secret.mac('failureNames', `${rule}:${value}`) }]
    })
  return {
    attempt: async tried => {
      const at = now()
      await database.sql.begin(async tx => {
        for (const { rule, name } of namesOf(tried)) {
          await tx`insert into sign_in_failure (name, failures, last_at) values (${name}, 0, ${iso(at)})
            on conflict do nothing`
          const [row] = await tx<Failure[]>`
            select failures, last_at as "lastAt", locked_until as "lockedUntil" from sign_in_failure
            where name = ${name} for update`
          const next = counted(rule, at, row)
          await tx`update sign_in_failure set failures = ${next.failures}, last_at = ${iso(at)},
            locked_until = ${next.lockedUntil === null ? null : iso(next.lockedUntil)} where name = ${name}`
        }
      })
    },
    succeeded: async tried => {
      for (const { rule, name } of namesOf(tried))
        if (rule === 'address')
          await database.sql`update sign_in_failure set failures = greatest(failures - 1, 0), locked_until = null
            where name = ${name}`
        else await database.sql`delete from sign_in_failure where name = ${name}`
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
