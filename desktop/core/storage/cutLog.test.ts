import { statSync } from 'node:fs'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { cutLog } from './cutLog.ts'
import { openReader } from './database.ts'
import { createProfile, type TestProfile } from './testing/subjects.ts'

let profile: TestProfile
beforeEach(() => {
  profile = createProfile()
})
afterEach(() => profile.remove())

it('the log is cut as soon as nobody reads from it, and the writer is not held up meanwhile', async () => {
  const database = profile.open()
  const timeout = database.sql.pragma('busy_timeout', { simple: true })
  database.sql.exec('CREATE TABLE t(a)')
  const reader = openReader(profile)
  reader.sql.exec('BEGIN')
  reader.prepare('SELECT count(*) FROM t').get()
  database.write(() => database.prepare('INSERT INTO t VALUES (1)').run())
  const started = performance.now()
  const cut = cutLog(database)
  expect(performance.now() - started).toBeLessThan(4000)
  expect(database.sql.pragma('busy_timeout', { simple: true })).toBe(timeout)
  expect(statSync(`${profile.file}-wal`).size).toBeGreaterThan(0)
  reader.sql.exec('COMMIT')
  await cut
  expect(statSync(`${profile.file}-wal`).size).toBe(0)
  reader.close()
})
