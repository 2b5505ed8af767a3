import type { Database } from '../db/database.ts'
import { cleanUpBlobs } from '../files/cleanUpBlobs.ts'
import type { BlobStore } from '../files/store.ts'
import type { Logger } from '../http/logger.ts'
import type { Writer } from '../records/writer.ts'
import { moveSilent } from '../stages/moveSilent.ts'
import { cleanUp } from './cleanUp.ts'
import { forgetNotifications } from './forgetNotifications.ts'
import { keepLogProblems } from './logProblems.ts'
import type { Job } from './queue.ts'
import { verifyLogs } from './verifyLogs.ts'

interface Settings {
  database: Database
  writer: Writer
  store: BlobStore
  now: () => number
  logger: Logger
  /** Told when the check of the logs is through. */
  onVerified: () => Promise<void>
}

/** What is done by the clock. */
export const scheduledJobs = ({ database, writer, store, now, logger, onVerified }: Settings): Job[] => [
  { name: 'cleanUp', cron: '17 * * * *', run: () => cleanUp(database, now()) },
  { name: 'moveSilent', cron: '12 2 * * *', run: () => moveSilent({ database, writer }, now()) },
  {
    name: 'verifyLogs',
    cron: '30 3 * * *',
    run: async () => {
      await keepLogProblems(database, await verifyLogs(database, logger))
      await onVerified()
    },
  },
  { name: 'cleanUpBlobs', cron: '47 4 * * *', run: () => cleanUpBlobs(database, store, now()) },
  { name: 'forgetNotifications', cron: '7 5 * * *', run: () => forgetNotifications({ database, writer }, now()) },
]
