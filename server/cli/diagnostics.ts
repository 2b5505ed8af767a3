import { writeFileSync } from 'node:fs'
import { arch, cpus, freemem, platform, release, totalmem, uptime } from 'node:os'
import { allKinds } from '../../shared/entities/index.ts'
import { minimumClient, protocolVersion } from '../../shared/sync/protocol.ts'
import { type Config, readConfig } from '../config.ts'
import { databaseTrouble } from '../db/away.ts'
import { tableName } from '../db/columns.ts'
import type { Sql } from '../db/database.ts'
import { isLoopback } from '../http/addressOf.ts'
import type { Installation } from '../installation.ts'
import { version } from '../version.ts'
import { optional, type Verb } from './verb.ts'
import { withInstallation } from './withServices.ts'

export const diagnostics: Verb = {
  usage: 'diagnostics [--save FILE]',
  about: 'Shows what helps to understand a bad day: versions, sizes, counts, states. Nothing about anybody.',
  details: [
    '--save FILE   writes what it shows to a file as well',
    'No names, addresses, contents of records, passwords, keys or tokens; companies are numbered.',
  ],
  options: { save: { type: 'string' } },
  run: async values => {
    const config = readConfig(process.env)
    const bundle = {
      madeAt: new Date().toISOString(),
      server: { version, protocol: protocolVersion, minimumClient },
      system: systemFacts(),
      settings: settingFacts(config),
      running: await runningFacts(config),
      database: await withInstallation(databaseFacts).catch(error => ({
        trouble: databaseTrouble(error) ?? 'other',
        code: error instanceof Error && 'code' in error ? String(error.code) : null,
      })),
    }
    const text = JSON.stringify(bundle, null, 2)
    console.log(text)
    const file = optional(values, 'save')
    if (file) {
      writeFileSync(file, `${text}\n`, { mode: 0o600 })
      console.error(`Saved: ${file}`)
    }
    return 0
  },
}

const systemFacts = () => ({
  node: process.versions.node,
  platform: platform(),
  release: release(),
  arch: arch(),
  processors: cpus().length,
  memoryMb: Math.round(totalmem() / 1_048_576),
  freeMemoryMb: Math.round(freemem() / 1_048_576),
  upSeconds: Math.round(uptime()),
})

/** Of each setting only whether it is made; of addresses only how far they reach. */
const settingFacts = (config: Config) => ({
  listensToOthers: !(config.host === 'localhost' || isLoopback(config.host)),
  database: config.databaseUrl ? 'external' : 'embedded',
  publicUrl: config.publicUrl ? new URL(config.publicUrl).protocol.replace(':', '') : null,
  ownSecret: config.secret !== undefined,
  tls: config.tls !== undefined,
  mail: config.smtpUrl !== undefined,
  backup: config.backupTarget !== undefined,
  logLevel: config.logLevel,
})

/** What the serving process says of itself, where it runs on this machine: its health, and its numbers. */
async function runningFacts({ host, port, tls }: Config) {
  if (tls || port === 0) return null
  const at = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  const ask = (path: string) => fetch(`http://${at}:${port}${path}`, { signal: AbortSignal.timeout(5_000) })
  try {
    const health = (await (await ask('/health')).json()) as Record<string, unknown>
    const metrics = await ask('/metrics')
    const numbers = metrics.ok ? numbersIn(await metrics.text()) : null
    const { status, reason = null } = health
    return { status, reason, numbers }
  } catch {
    return null
  }
}

/** `name{labels} number` of Prometheus' text; histograms are left out. */
const numbersIn = (text: string): Record<string, number> =>
  Object.fromEntries(
    text.split('\n').flatMap(line => {
      const [, name, value] = /^([a-z_]+(?:\{[a-z]+="[\w.+]+"\})?) ([\d.e+-]+)$/i.exec(line) ?? []
      return name && value && !name.includes('_bucket') ? [[name, Number(value)]] : []
    }),
  )

async function databaseFacts({ database, kind, applied }: Installation) {
  const { sql } = database
  const companies = await database.lookup(
    'companies',
    tx => tx<{ id: string; epoch: number; number: number }[]>`select id, epoch, number from company order by id`,
  )
  return {
    kind,
    migrationsJustApplied: applied.length,
    ...(await serverFacts(sql)),
    companies: await Promise.all(
      companies.map(async ({ id, epoch, number }, i) => ({
        company: i + 1,
        ...{ epoch, number },
        records: await database.inCompany(id, async tx => {
          const counts = await Promise.all(
            allKinds.map(async kind => {
              const [row] = await tx<{ n: number }[]>`select count(*)::int as n from ${tx(tableName(kind))}`
              return [kind.name, row?.n ?? 0] as const
            }),
          )
          return Object.fromEntries(counts)
        }),
      })),
    ),
  }
}

async function serverFacts(sql: Sql) {
  const [facts] = await sql<
    { version: string; bytes: number; connections: number; most: number; longest: number; waiting: number }[]
  >`
    select current_setting('server_version') as version, pg_database_size(current_database())::bigint as bytes,
      (select count(*)::int from pg_stat_activity where datname = current_database()) as connections,
      current_setting('max_connections')::int as most,
      (select coalesce(max(extract(epoch from now() - xact_start)), 0)::int from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()) as longest,
      (select count(*)::int from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock')
        as waiting`
  const tables = await sql<{ name: string; bytes: number; dead: number }[]>`
    select relname as name, pg_total_relation_size(relid)::bigint as bytes, n_dead_tup::bigint as dead
    from pg_stat_user_tables where schemaname = 'public' order by 2 desc limit 20`
  return {
    ...{ version: facts?.version, bytes: facts?.bytes },
    connections: { used: facts?.connections, most: facts?.most, waitingForLocks: facts?.waiting },
    longestTransactionSeconds: facts?.longest,
    largestTables: tables.map(({ name, bytes, dead }) => ({ name, bytes, dead })),
  }
}
