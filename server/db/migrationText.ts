import { createHash } from 'node:crypto'
import { type DrizzleSnapshotJSON, generateDrizzleJson, generateMigration } from 'drizzle-kit/api'
import * as schema from './schema.ts'
import { securityFor } from './security.ts'

/** A migration's SQL and what the tables look like after it, as texts of files. */
export interface MigrationText {
  sql: string
  snapshot: string
}

/** From an earlier snapshot to what schema.ts says; an empty text where that is the same. */
export async function nextMigration(snapshot: string): Promise<MigrationText> {
  const before = JSON.parse(snapshot) as DrizzleSnapshotJSON
  // In one order, whoever loaded the module.
  const tablesByName = Object.fromEntries(Object.entries(schema).sort(([a], [b]) => (a < b ? -1 : 1)))
  const after = stable(generateDrizzleJson(tablesByName, before.id))
  const had = new Set(Object.keys(before.tables))
  const tables = Object.keys(after.tables)
    .filter(table => !had.has(table))
    .map(table => table.replace(/^public\./, ''))
    .sort()
  const statements = [...(await generateMigration(before, after)), ...securityFor(tables)]
  return {
    sql: `${statements.join('\n--> statement-breakpoint\n')}\n`,
    snapshot: `${JSON.stringify(after, null, 1)}\n`,
  }
}

/** drizzle-kit gives every snapshot a random id; ours follows from its content, so that a rerun changes nothing. */
function stable(made: DrizzleSnapshotJSON): DrizzleSnapshotJSON {
  const { id: _, prevId, ...content } = made
  const digest = createHash('sha256').update(JSON.stringify(content)).digest('hex')
  return { ...made, id: digest.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*/, '$1-$2-$3-$4-$5'), prevId }
}
