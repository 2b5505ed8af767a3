import { join } from 'node:path'
import type postgres from 'postgres'
import { AppError } from '../../shared/errors.ts'
import { applicationName } from './database.ts'
import { cluster } from './postgres/cluster.ts'
import { withFileLock } from './postgres/lock.ts'
import { clusterFolder, databaseOsUser } from './postgres/osUser.ts'
import { openPostgres } from './postgres.ts'

const databaseName = 'pergel'

export interface EmbeddedPostgres {
  /** Connects as the owner of the database: for migrations, never for serving. */
  ownerUrl: string
  /**
   * Starts it again at the same address where it has died; nothing where it runs, or once it was released.
   * `server.unavailable` where it does not start, or another process has started it elsewhere meanwhile.
   */
  revive: () => Promise<void>
  /** Stops PostgreSQL, unless another process of ours works with it. Call it last, with every other connection closed. */
  release: () => Promise<void>
}

/**
 * The embedded PostgreSQL of a data folder, started or, where it runs already, joined. Whoever leaves last stops it; one
 * that a killed server left behind is joined by the next.
 */
export async function embeddedPostgres(dataDir: string): Promise<EmbeddedPostgres> {
  const folder = clusterFolder(dataDir, databaseOsUser())
  const lock = join(dataDir, 'postgres.lock')
  const own = cluster(folder, { durable: true })

  const { ownerUrl, held } = await withFileLock(lock, async () => {
    const port = (await own.runningPort()) ?? (await own.start())
    await makeDatabase(own.url(port, 'postgres'))
    const url = own.url(port, databaseName)
    // Held open, so that another process that leaves sees that we are here.
    const connection = connect(url)
    await connection`select 1`
    return { ownerUrl: url, held: connection }
  })

  // One after the other: within a process the lock keeps nobody out.
  let last: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(run: () => Promise<T>): Promise<T> => {
    const next = last.then(() => withFileLock(lock, run))
    last = next.catch(() => undefined)
    return next
  }
  let isReleased = false

  const revive = () =>
    inTurn(async () => {
      if (isReleased) return
      const wanted = Number(new URL(ownerUrl).port)
      const running = await own.runningPort()
      if (running === wanted) return
      if (running !== undefined) throw elsewhere(running, wanted)
      await own.start(wanted)
      // Seen by others again.
      await held`select 1`
    })
  const release = () => {
    isReleased = true
    return inTurn(async () => {
      const isLast = await othersHere(held).then(
        others => others === 0,
        () => true,
      )
      await held.end({ timeout: 5 })
      if (isLast) await own.stop('fast')
    })
  }
  return { ownerUrl, revive, release }
}

const elsewhere = (running: number, wanted: number) =>
  new AppError('server.unavailable', {
    params: {
      reason: `another process started PostgreSQL on port ${running}, this one works with ${wanted}: end that process, or start this one again`,
    },
  })

const connect = (url: string) =>
  openPostgres(url, { max: 1, onnotice: () => {}, connection: { application_name: applicationName } })

async function makeDatabase(url: string) {
  const sql = connect(url)
  try {
    const [found] = await sql`select 1 from pg_database where datname = ${databaseName}`
    if (!found) await sql.unsafe(`create database ${databaseName}`)
  } finally {
    await sql.end()
  }
}

async function othersHere(sql: postgres.Sql): Promise<number> {
  const [row] = await sql<{ others: string }[]>`
    select count(*) as others from pg_stat_activity
    where application_name like 'pergel:%' and application_name <> ${applicationName}`
  return Number(row?.others ?? 0)
}
