import { statSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createCheckpoints } from './checkpoints.ts'
import { type Database, openDatabase } from './database.ts'
import { createProfile, type TestProfile } from './testing/subjects.ts'

let profile: TestProfile
beforeEach(() => {
  profile = createProfile()
})
afterEach(() => profile.remove())

const opened = () => {
  const checkpoints = createCheckpoints(profile, () => database)
  const database: Database = openDatabase({ ...profile, logPages: 0, committed: checkpoints.committed })
  database.sql.exec('CREATE TABLE t(a INTEGER PRIMARY KEY, b)')
  return { database, checkpoints }
}
const fill = (database: Database, rows: number) =>
  database.write(() => {
    for (let row = 0; row < rows; row++) database.prepare('INSERT INTO t(b) VALUES (?)').run('x'.repeat(5000))
  })
const size = (end: string): number => statSync(profile.file + end).size
const mb = 1_000_000

describe('checkpoints', () => {
  it('carry a log that has grown over into the file, while the writer goes on', async () => {
    const { database, checkpoints } = opened()
    fill(database, 2000)
    expect(size('')).toBeLessThan(mb)
    while (size('') < 10 * mb) await delay(5)
    fill(database, 10)
    expect(database.prepare('SELECT count(*) FROM t').pluck().get()).toBe(2010)
    await checkpoints.close()
    database.close()
  })

  it('keep the log from growing without end under a writer that hardly pauses', async () => {
    const { database, checkpoints } = opened()
    for (let round = 0; round < 400; round++) {
      fill(database, 40)
      await delay(1)
    }
    // 130 MB were written.
    expect(size('-wal')).toBeLessThan(110 * mb)
    expect(size('')).toBeGreaterThan(20 * mb)
    await checkpoints.close()
    database.close()
  })

  it('let go of the file, so that closing it leaves no log behind', async () => {
    const { database, checkpoints } = opened()
    fill(database, 3000)
    await checkpoints.close()
    database.close()
    expect(() => size('-wal')).toThrow('ENOENT')
  })
})
