import { PgBoss } from 'pg-boss'
import { applicationName } from '../db/database.ts'
import type { Logger } from '../http/logger.ts'

/** Work that is done by the clock, by one instance at a time. */
export interface Job {
  name: string
  /** Five fields, in Turkish time. */
  cron: string
  run: () => Promise<void>
}
export interface JobQueue {
  /** Runs a job now, on whichever instance is free. */
  send: (name: string) => Promise<void>
  stop: () => Promise<void>
}

/**
 * The queue in PostgreSQL (pg-boss, schema `pgboss`, tables made by itself as the serving role). A failed run is tried
 * again twice, a minute apart.
 */
export async function startJobs(options: {
  url: string
  jobs: readonly Job[]
  logger: Logger
  retrySeconds?: number
  pollSeconds?: number
}): Promise<JobQueue> {
  const { url, jobs, logger, retrySeconds = 60, pollSeconds = 30 } = options
  const boss = new PgBoss({
    connectionString: url,
    schema: 'pgboss',
    createSchema: false,
    application_name: applicationName,
    max: 2,
    // Nothing of ours is urgent: fewer questions to the database while nobody works.
    cronMonitorIntervalSeconds: 30,
    cronWorkerIntervalSeconds: 15,
    superviseIntervalSeconds: 300,
  })
  boss.on('error', error => logger.failure('job queue', error))
  await boss.start()
  for (const { name, cron, run } of jobs) {
    await boss.createQueue(name, {
      policy: 'exclusive',
      retryLimit: 2,
      retryDelay: retrySeconds,
      expireInSeconds: 3 * 3600,
    })
    await boss.schedule(name, cron, null, { tz: 'Europe/Istanbul' })
    await boss.work(name, { pollingIntervalSeconds: pollSeconds, batchSize: 1 }, async () => {
      const started = performance.now()
      try {
        await run()
        logger.info('job done', { job: name, ms: Math.round(performance.now() - started) })
      } catch (error) {
        logger.failure('job failed', error, { job: name })
        throw error
      }
    })
  }
  return {
    send: async name => {
      await boss.send(name, null)
    },
    stop: () => boss.stop({ graceful: true, timeout: 5000 }),
  }
}
