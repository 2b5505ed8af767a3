import { companyKeys } from './auth/companyKeys.ts'
import { secrets } from './auth/secrets.ts'
import { viewerKinds, viewers } from './auth/viewers.ts'
import { databaseTrouble } from './db/away.ts'
import type { Logger } from './http/logger.ts'
import type { Installation } from './installation.ts'
import { createAccessLog } from './log/access.ts'
import type { Commit } from './records/commit.ts'
import { createWriter } from './records/writer.ts'

export interface ServiceOptions {
  installation: Pick<Installation, 'database' | 'secret'>
  logger: Logger
  now?: () => number
}

/** What works on the database without a port: the server has it, and so have the verbs of the CLI that write. */
export function createServices({ installation, logger, now = Date.now }: ServiceOptions) {
  const { database, secret } = installation
  const listeners: ((commit: Commit) => void)[] = []
  const keys = companyKeys({ database, secret })
  const people = viewers(database)
  const onError = (error: unknown) => {
    // Of a database in trouble one line is enough (below), not one from each who needs it.
    if (databaseTrouble(error)) logger.debug('database trouble again', { reason: databaseTrouble(error) })
    else logger.failure('unexpected', error)
  }
  database.health.onChange(({ trouble, code, seconds }) =>
    trouble
      ? logger.error('database trouble', { reason: trouble, code: code || undefined })
      : logger.info('database works again', { seconds }),
  )
  const access = createAccessLog({ database, now, onError })
  const writer = createWriter({
    database,
    now,
    access,
    onError,
    cipherOf: keys.cipherOf,
    onCommit: commit => {
      if (commit.rows.some(row => viewerKinds.has(row.kind))) people.forget(commit.company)
      for (const listener of listeners) listener(commit)
    },
  })
  return {
    database,
    secret,
    keys,
    secrets: secrets({ database, keys }),
    viewers: people,
    access,
    writer,
    onError,
    /** Called after each commit of this process, in the order of the log. */
    onCommit: (listener: (commit: Commit) => void) => {
      listeners.push(listener)
    },
    /** Nothing waits to be written any more when this resolves. */
    close: async () => {
      await writer.idle()
      await access.close()
    },
  }
}
export type Services = ReturnType<typeof createServices>
