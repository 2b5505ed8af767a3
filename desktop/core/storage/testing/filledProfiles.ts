import { afterEach, beforeEach } from 'vitest'
import type { Database, openReader } from '../database.ts'
import { createProfile, type TestProfile } from './subjects.ts'

/** What each row holds before its number. */
export const secret = 'a secret that must not be readable'

/** A new profile file for each test, with 200 rows in a table `t` where a test asks for them. */
export function filledProfiles(): { profile(): TestProfile; filled(): Database } {
  let profile: TestProfile
  beforeEach(() => {
    profile = createProfile()
  })
  afterEach(() => profile.remove())
  return {
    profile: () => profile,
    filled() {
      const database = profile.open()
      database.sql.exec('CREATE TABLE t(a INTEGER PRIMARY KEY, b)')
      database.write(() => {
        for (let row = 0; row < 200; row++) database.prepare('INSERT INTO t(b) VALUES (?)').run(`${secret} ${row}`)
      })
      return database
    },
  }
}

export const rowsIn = (database: Pick<ReturnType<typeof openReader>, 'prepare'>) =>
  database.prepare('SELECT count(*) FROM t').pluck().get()
