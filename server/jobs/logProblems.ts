import { isDatabaseAway } from '../db/away.ts'
import type { Database } from '../db/database.ts'

const key = 'logProblems'
const readEveryMs = 60_000

/** Remembers what the nightly check found: one instance ran it, all tell it, also after a restart. */
export async function keepLogProblems(database: Database, problems: number): Promise<void> {
  await database.sql`
    insert into server_state (key, value) values (${key}, ${database.sql.json(problems)})
    on conflict (key) do update set value = excluded.value`
}

export interface LogProblems {
  /** As far as is known: what another instance found is known within a minute. */
  count: () => number
  refresh: () => Promise<void>
  close: () => void
}

export function watchLogProblems(options: { database: Database; onError: (error: unknown) => void }): LogProblems {
  const { database, onError } = options
  let problems = 0
  const refresh = async () => {
    try {
      const [row] = await database.sql<{ value: unknown }[]>`select value from server_state where key = ${key}`
      problems = typeof row?.value === 'number' ? row.value : 0
    } catch (error) {
      if (!isDatabaseAway(error)) onError(error)
    }
  }
  const timer = setInterval(refresh, readEveryMs)
  timer.unref()
  void refresh()
  return { count: () => problems, refresh, close: () => clearInterval(timer) }
}
