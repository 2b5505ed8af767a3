import { PgBoss } from 'pg-boss'
import { databaseTrouble } from '../db/away.ts'
import { applicationName } from '../db/database.ts'
import type { Logger } from '../http/logger.ts'

/** Work that is done by the clock, by one instance at a time. */
export interface Job {
  name: string
  /** Five fields, in Turkish time. */
  cron: string
  run: () => Promise<void>
}
/** Work that is done when somebody asks for it, as often as they ask, each time with its own data. */
export interface Task {
  name: string
  /** Also again, after it failed or this process died meanwhile. */
  run: (data: unknown, id: string) => Promise<void>
}
export interface JobQueue {
  /** Runs a job now, on whichever instance is free. */
  send: (name: string) => Promise<void>
  /** Puts a task in the queue; it is given up at `until`. */
  add: (name: string, data: object, options: { until: Date }) => Promise<void>
  stop: () => Promise<void>
}

/** Somebody waits for what a task does, a mail for example. */
const taskSeconds = 2

/**
 * The queue in PostgreSQL (pg-boss, schema `pgboss`, tables made by itself as the serving role). A failed run is tried
 * again twice, a minute apart.
 */
export async function startJobs(options: {
  url: string
  jobs: readonly Job[]
  tasks?: readonly Task[]
  logger: Logger
  retrySeconds?: number
  pollSeconds?: number
}): Promise<JobQueue> {
  const { url, jobs, tasks = [], logger, retrySeconds = 60, pollSeconds = 30 } = options
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
  boss.on('error', error =>
    databaseTrouble(error)
      ? logger.debug('job queue waits', { reason: databaseTrouble(error) })
      : logger.failure('job queue', error),
  )
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
  for (const { name, run } of tasks) {
    await boss.createQueue(name, {
      retryLimit: 10,
      retryDelay: retrySeconds,
      retryBackoff: true,
      retryDelayMax: 3600,
      expireInSeconds: 300,
      deleteAfterSeconds: 3600,
    })
    const options = { pollingIntervalSeconds: Math.min(pollSeconds, taskSeconds), batchSize: 1 }
    await boss.work<unknown>(name, options, async ([job]) => {
      if (!job) return
      try {
        await run(job.data, job.id)
        logger.info('task done', { task: name, id: job.id })
      } catch (error) {
        logger.failure('task failed', error, { task: name, id: job.id })
        throw error
      }
    })
  }
  return {
    add: async (name, data, { until }) => {
      const left = Math.max(60, Math.ceil((until.getTime() - Date.now()) / 1000))
      await boss.send(name, data, { retentionSeconds: left })
    },
    send: async name => {
      await boss.send(name, null)
    },
    stop: () => boss.stop({ graceful: true, timeout: 5000 }),
  }
}
