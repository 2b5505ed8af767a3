import { randomBytes } from 'node:crypto'
import { type Secret, secretOf } from '../auth/secret.ts'
import { type Database, openDatabase } from '../db/database.ts'
import { openPostgres } from '../db/postgres.ts'
import { startTestCluster, templateName, testSecret } from './testCluster.ts'

export interface TestDatabase {
  database: Database
  /** As the owner and superuser: to look at, or tamper with, what the serving role may not. With `testSecret` it also serves as PERGEL_DATABASE_URL. */
  ownerUrl: string
  secret: Secret
  /** Closes the connections and drops the database. */
  drop: () => Promise<void>
}

/** A new, migrated, empty database on the run's cluster; outside Vitest it starts a cluster for itself. */
export async function testDatabase(options: { max?: number } = {}): Promise<TestDatabase> {
  const outside = process.env.PERGEL_TEST_DATABASE_URL ? undefined : await startTestCluster()
  const clusterUrl = process.env.PERGEL_TEST_DATABASE_URL ?? outside?.url ?? ''
  const name = `test_${randomBytes(8).toString('hex')}`
  await asOwner(clusterUrl, `create database ${name} template ${templateName} strategy file_copy`)
  const url = new URL(clusterUrl)
  url.pathname = `/${name}`
  const secret = secretOf(Buffer.from(testSecret, 'hex'))
  const database = openDatabase({ url: url.href, appPassword: secret.appPassword, max: options.max ?? 6 })
  return {
    database,
    ownerUrl: url.href,
    secret,
    drop: async () => {
      await database.close()
      await asOwner(clusterUrl, `drop database if exists ${name} with (force)`)
      await outside?.stop()
    },
  }
}

async function asOwner(url: string, statement: string) {
  const sql = openPostgres(url, { max: 1, onnotice: () => {} })
  try {
    await sql.unsafe(statement)
  } finally {
    await sql.end()
  }
}
