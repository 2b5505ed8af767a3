import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { initialMigration } from './migrationText.ts'

const committed = (file: string) => readFileSync(join(import.meta.dirname, 'migrations', file), 'utf8')

it('is what the definitions say (else: node server/db/generate.ts)', async () => {
  const { sql, snapshot } = await initialMigration()
  expect(committed('0000_initial.sql')).toBe(sql)
  expect(committed('snapshot.json')).toBe(snapshot)
})
