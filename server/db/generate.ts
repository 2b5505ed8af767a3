import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type DrizzleSnapshotJSON, generateDrizzleJson, generateMigration } from 'drizzle-kit/api'
import * as schema from './schema.ts'
import { roleStatements, securityFor } from './security.ts'

/**
 * Makes the SQL that takes the database to what schema.ts says, by drizzle-kit, with row-level security for new tables.
 *
 *   node server/db/generate.ts                 the one initial migration, from scratch (until the first release)
 *   node server/db/generate.ts --next <name>   a further migration: the difference to the last one
 *
 * Rerun the first form after every change of a kind, a field or an engine table, read the SQL and commit it; a database
 * made before that must be made anew. From the first release on only `--next` is allowed.
 */
const folder = join(import.meta.dirname, 'migrations')
const { values } = parseArgs({ options: { next: { type: 'string' } } })

const made = values.next ? await next(values.next) : await initial()
console.log(`server/db/migrations/${made}`)

async function initial() {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  return await write('0000_initial', snapshot(generateDrizzleJson({})), roleStatements)
}

async function next(name: string) {
  const number = readdirSync(folder).filter(file => file.endsWith('.sql')).length
  const before = JSON.parse(readFileSync(join(folder, 'snapshot.json'), 'utf8')) as DrizzleSnapshotJSON
  return await write(`${String(number).padStart(4, '0')}_${name}`, before, [])
}

async function write(name: string, before: DrizzleSnapshotJSON, first: string[]) {
  const after = snapshot(generateDrizzleJson(schema, before.id))
  const statements = await generateMigration(before, after)
  const had = new Set(Object.keys(before.tables))
  const tables = Object.keys(after.tables)
    .filter(table => !had.has(table))
    .map(table => table.replace(/^public\./, ''))
    .sort()
  const text = `${[...first, ...statements, ...securityFor(tables)].join('\n--> statement-breakpoint\n')}\n`
  if (existsSync(join(folder, `${name}.sql`))) throw new Error(`${name} exists already`)
  writeFileSync(join(folder, `${name}.sql`), text)
  writeFileSync(join(folder, 'snapshot.json'), `${JSON.stringify(after, null, 1)}\n`)
  return `${name}.sql (sha256 ${createHash('sha256').update(text).digest('hex').slice(0, 12)})`
}

/** drizzle-kit gives every snapshot a random id; ours follows from its content, so that a rerun changes nothing. */
function snapshot(made: DrizzleSnapshotJSON): DrizzleSnapshotJSON {
  const { id: _, prevId, ...content } = made
  const digest = createHash('sha256').update(JSON.stringify(content)).digest('hex')
  return { ...made, id: digest.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*/, '$1-$2-$3-$4-$5'), prevId }
}
