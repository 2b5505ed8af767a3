import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type Database, openDatabase } from '../storage/database.ts'
import { testFolder } from './testDesktop.ts'

/** A database in a file of its own, without tables; gone with its test. */
export function onlyDatabase(): Database {
  const file = join(testFolder(), 'profile.db')
  const database = openDatabase({ file, key: Buffer.alloc(32, 7) })
  onTestFinished(() => {
    database.close()
    rmSync(dirname(file), { recursive: true, force: true })
  })
  return database
}
