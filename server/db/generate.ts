import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { initialMigration, nextMigration } from './migrationText.ts'

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
const snapshotFile = join(folder, 'snapshot.json')
const { values } = parseArgs({ options: { next: { type: 'string' } } })

let name = '0000_initial'
let made: Awaited<ReturnType<typeof initialMigration>>
if (values.next) {
  const count = readdirSync(folder).filter(file => file.endsWith('.sql')).length
  name = `${String(count).padStart(4, '0')}_${values.next}`
  made = await nextMigration(readFileSync(snapshotFile, 'utf8'))
} else {
  made = await initialMigration()
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
}
writeFileSync(join(folder, `${name}.sql`), made.sql)
writeFileSync(snapshotFile, made.snapshot)
console.log(`server/db/migrations/${name}.sql`)
