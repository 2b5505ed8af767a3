import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Database } from '../storage/database.ts'
import { createProfile, type TestProfile } from '../storage/testing/subjects.ts'
import { createSearchIndex, searchTableSql, termTable } from './searchIndex.ts'

let profile: TestProfile
let database: Database
beforeEach(() => {
  profile = createProfile()
  database = profile.open()
  database.sql.exec(`${termTable}; ${searchTableSql('leads')}`)
})
afterEach(() => profile.remove())

const changes = () => Number(database.prepare('SELECT total_changes()').pluck().get())

test('what was indexed in many commits is put together bit by bit, by none of them as a whole', () => {
  const index = createSearchIndex(database)
  const words = (row: number) => Array.from({ length: 20_000 }, (_, i) => `w${(row * 20_000 + i) * 7919}`).join(' ')
  const written = Array.from({ length: 24 }, (_, row) => {
    const before = changes()
    database.write(() => index.put('leads', row, { text: words(row), vocabulary: [] }, true))
    return changes() - before
  })
  const firstOnes = written.slice(0, 15).reduce((sum, one) => sum + one, 0)
  expect(Math.max(...written)).toBeLessThan(firstOnes)
  expect(database.prepare("SELECT rowid FROM leads WHERE leads MATCH 'w7919'").pluck().all()).toEqual([0])
})
