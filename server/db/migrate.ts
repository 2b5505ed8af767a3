import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type postgres from 'postgres'
import { AppError } from '../../shared/errors.ts'
import { applicationName, appUrl } from './database.ts'
import { openPostgres } from './postgres.ts'
import { appRole } from './security.ts'

const folder = join(import.meta.dirname, 'migrations')

/**
 * Brings the database to this version's tables and lets the serving role in. Several instances may call it at once.
 * Gives the names of the migrations it applied.
 */
export async function migrate(options: { ownerUrl: string; appPassword: string; proof: string }): Promise<string[]> {
  const sql = openPostgres(options.ownerUrl, {
    max: 1,
    onnotice: () => {},
    connection: { application_name: applicationName },
  })
  try {
    // Any number that only we use.
    await sql`select pg_advisory_lock(478018)`
    const applied = await applyMissing(sql)
    await proveSecret(sql, options.proof)
    await letIn(sql, options)
    return applied
  } finally {
    await sql.end({ timeout: 5 })
  }
}

async function applyMissing(sql: postgres.Sql): Promise<string[]> {
  await sql`create table if not exists pergel_migration (
    name text primary key, hash text not null, applied_at timestamptz not null default now())`
  const done = new Map(
    (await sql<{ name: string; hash: string }[]>`select name, hash from pergel_migration`).map(m => [m.name, m.hash]),
  )
  const applied: string[] = []
  const files = migrations()
  for (const { name, text, hash } of files) {
    const before = done.get(name)
    if (before === hash) continue
    if (before !== undefined) throw unusable(`was made by another build of ${name}; it must be made anew`)
    await sql.begin(async tx => {
      for (const statement of text.split('--> statement-breakpoint')) if (statement.trim()) await tx.unsafe(statement)
      await tx`insert into pergel_migration (name, hash) values (${name}, ${hash})`
    })
    applied.push(name)
  }
  const known = new Set(files.map(file => file.name))
  for (const name of done.keys()) if (!known.has(name)) throw unusable(`belongs to a newer version (${name})`)
  return applied
}

const unusable = (reason: string) =>
  new AppError('server.unavailable', { params: { reason: `the database ${reason}` } })

function migrations() {
  return readdirSync(folder)
    .filter(file => file.endsWith('.sql'))
    .sort()
    .map(file => {
      const text = readFileSync(join(folder, file), 'utf8')
      return { name: file.replace(/\.sql$/, ''), text, hash: createHash('sha256').update(text).digest('hex') }
    })
}

/** Another secret than the one of the first start could read nothing that is encrypted; better not to start. */
async function proveSecret(sql: postgres.Sql, proof: string) {
  await sql`insert into server_state (key, value) values ('secretProof', ${sql.json(proof)}) on conflict do nothing`
  const [row] = await sql<{ value: unknown }[]>`select value from server_state where key = 'secretProof'`
  if (row?.value !== proof) throw unusable('was made with another PERGEL_SECRET')
}

/** The role's password follows from PERGEL_SECRET, so that every instance with the secret can connect. */
async function letIn(sql: postgres.Sql, { ownerUrl, appPassword }: { ownerUrl: string; appPassword: string }) {
  for (let attempt = 1; !(await canConnect(appUrl(ownerUrl, appPassword))); attempt++) {
    try {
      if (attempt > 5) throw unusable(`does not let the role ${appRole} in`)
      await sql.unsafe(`alter role ${appRole} login password '${appPassword.replaceAll("'", "''")}'`)
    } catch (error) {
      // Another database of the same cluster does the same at this moment.
      if (!(error instanceof Error && /concurrently/.test(error.message))) throw error
    }
  }
}

async function canConnect(url: string): Promise<boolean> {
  const sql = openPostgres(url, { max: 1, connect_timeout: 10, onnotice: () => {} })
  try {
    await sql`select 1`
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && ['28P01', '28000'].includes(String(error.code))) return false
    throw error
  } finally {
    await sql.end({ timeout: 1 })
  }
}
