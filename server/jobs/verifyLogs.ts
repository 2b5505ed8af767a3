import { z } from 'zod'
import type { Database } from '../db/database.ts'
import type { Logger } from '../http/logger.ts'
import { currentHeads, verifyAll } from '../log/verify.ts'
import { witnessedHead } from '../log/witness.ts'

const headsKey = 'verifiedHeads'

/**
 * Each night the server checks its own chains against the heads it saw the night before. Gives the number of problems.
 * It is a check against damage and clumsy hands; what proves the log to others are the heads that they keep.
 */
export async function verifyLogs(database: Database, logger: Logger): Promise<number> {
  const [stored] = await database.sql`select value from server_state where key = ${headsKey}`
  const before = z.array(witnessedHead).catch([]).parse(stored?.value)
  const results = await verifyAll(database, before)
  let problems = 0
  for (const { company, log, access } of results)
    for (const [chain, { problems: found, more }] of Object.entries({ log, access })) {
      problems += found.length + more
      for (const { epoch, number, problem } of found.slice(0, 20))
        logger.error('log damaged', { company, chain, epoch, number, problem })
    }
  if (problems === 0) {
    const heads = await currentHeads(database)
    await database.sql`
      insert into server_state (key, value) values (${headsKey}, ${database.sql.json(heads.map(head => ({ ...head })))})
      on conflict (key) do update set value = excluded.value`
  }
  return problems
}
