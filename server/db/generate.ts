import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { nextMigration } from './migrationText.ts'

/**
 * Makes the SQL that takes the database from the last migration to what schema.ts says, by drizzle-kit, with row-level
 * security for new tables. Read it, add by hand what the tables do not tell (a policy for a table that was there, a
 * function, values to fill in), and commit it with the snapshot. A migration that was committed is never changed again:
 * databases made with it are in use.
 *
 *   node server/db/generate.ts <name>
 */
const folder = join(import.meta.dirname, 'migrations')
const snapshotFile = join(folder, 'snapshot.json')
const [name = ''] = process.argv.slice(2)
if (!/^[a-z][A-Za-z0-9]*$/.test(name)) {
  console.error('node server/db/generate.ts <name>: a name in camelCase, such as invoiceNumbers')
  process.exit(2)
}
const made = await nextMigration(readFileSync(snapshotFile, 'utf8'))
if (made.sql.trim() === '') console.log('The tables are what the definitions say')
else {
  const count = readdirSync(folder).filter(file => file.endsWith('.sql')).length
  const file = `${String(count).padStart(4, '0')}_${name}.sql`
  writeFileSync(join(folder, file), made.sql)
  writeFileSync(snapshotFile, made.snapshot)
  console.log(`server/db/migrations/${file}`)
}
