import { existsSync, readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs'
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
  })

  it('let go of the file, so that closing it leaves no log behind', async () => {
    const { database, checkpoints } = opened()
    fill(database, 3000)
    await checkpoints.close()
    expect(() => size('-wal')).toThrow('ENOENT')
  })

  it.runIf(existsSync('/proc/locks'))(
    'keep the locks of the connections until the last of them is closed',
    async () => {
      const { database, checkpoints } = opened()
      fill(database, 10)
      const { ino } = statSync(`${profile.file}-shm`)
      const locks = () => readFileSync('/proc/locks', 'utf8').match(new RegExp(`:${ino} `, 'g'))?.length ?? 0
      expect(locks()).toBeGreaterThan(0)
      let atEnd = 0
      const close = database.close
      database.close = () => {
        atEnd = locks()
        close()
      }
      await checkpoints.close()
      expect(atEnd).toBeGreaterThan(0)
    },
  )

  it('are no reason for a commit to fail, and leave the log to it where they cannot see it', () => {
    const { database } = opened()
    const blind = createCheckpoints({ file: `${profile.file}.gone`, key: profile.key }, () => database)
    blind.committed()
    expect(database.sql.pragma('wal_autocheckpoint', { simple: true })).toBe(1000)
    database.close()
  })

  it('look at nothing any more once they are closed, also where a pass was under way', async () => {
    const { database, checkpoints } = opened()
    fill(database, 3000)
    await checkpoints.close()
    expect(database.sql.open).toBe(false)
    checkpoints.committed()
    expect(() => size('-shm')).toThrow('ENOENT')
    if (existsSync('/proc/self/fd')) expect(openFiles().filter(name => name.startsWith(profile.file))).toEqual([])
  })
})

const openFiles = () =>
  readdirSync('/proc/self/fd').flatMap(fd => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`)
    } catch {
      return [] // The folder's own.
    }
  })
