import { isDatabaseAway } from '../db/away.ts'
import type { Database } from '../db/database.ts'

/** How long commits gather before the other instances hear of them, in milliseconds. */
const gatherMs = 10

/**
 * Tells the other instances how far logs have grown: a hint, they also look by themselves. Not in the transaction that
 * writes: PostgreSQL lets one transaction with a NOTIFY commit at a time, of all companies, and our own listener would
 * hear of a commit before we do.
 */
export function createAnnouncer({ database, onError }: { database: Database; onError: (error: unknown) => void }) {
  const heads = new Map<string, number>()
  let telling: Promise<void> = Promise.resolve()

  const tell = async (): Promise<void> => {
    await new Promise(resolve => setTimeout(resolve, gatherMs))
    const payloads = [...heads].map(([company, number]) => `${company}:${number}`)
    heads.clear()
    try {
      await database.sql`select pg_notify('pergel_commit', payload) from unnest(${payloads}::text[]) as t(payload)`
    } catch (error) {
      if (!isDatabaseAway(error)) onError(error)
    }
  }
  return {
    committed(company: string, number: number): void {
      if (heads.size === 0) telling = telling.then(tell)
      heads.set(company, number)
    },
    /** What was committed before has been told when this resolves. */
    idle: (): Promise<void> => telling,
  }
}
