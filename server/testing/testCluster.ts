import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { secretOf } from '../auth/secret.ts'
import { migrate } from '../db/migrate.ts'
import { cluster } from '../db/postgres/cluster.ts'
import { openPostgres } from '../db/postgres.ts'

export const templateName = 'pergel_template'
/** PERGEL_SECRET of every test database, also for processes that a test starts: the serving role is the cluster's. */
export const testSecret = '70657267656c2d746573742d7365637265742d70657267656c2d746573742d21'

/** A throw-away PostgreSQL with a migrated template; it goes even when this process is killed. */
export async function startTestCluster(): Promise<{ url: string; stop: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'pergel-test-'))
  const postgresFolder = join(folder, 'postgres')
  // The new folder is ours alone; the database's own user must get through.
  if (process.getuid?.() === 0) chmodSync(folder, 0o755)
  const own = cluster(postgresFolder, { durable: false })
  const port = await own.start()
  const watchdog = stopWhenWeDie(folder)
  const owner = own.url(port, 'postgres')
  const sql = openPostgres(owner, { max: 1, onnotice: () => {} })
  await sql.unsafe(`create database ${templateName}`)
  await sql.end()
  await migrate({ ownerUrl: own.url(port, templateName), ...secretOf(Buffer.from(testSecret, 'hex')) })
  return {
    url: owner,
    stop: async () => {
      await own.stop('immediate')
      rmSync(folder, { recursive: true, force: true })
      watchdog.kill()
    },
  }
}

/** A process that waits for our end of the pipe to close. */
function stopWhenWeDie(folder: string) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'watchdog.ts'), folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  child.unref()
  if (child.stdin && 'unref' in child.stdin && typeof child.stdin.unref === 'function') child.stdin.unref()
  return child
}
