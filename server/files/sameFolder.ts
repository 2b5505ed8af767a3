import { randomUUID } from 'node:crypto'
import { mkdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { AppError } from '../../shared/errors.ts'
import type { Database } from '../db/database.ts'
import { asDiskError } from './diskErrors.ts'

const key = 'blobFolder'

/**
 * That this instance's folder is the one of the database: a file in it has a name that the database knows. An instance that
 * was given a folder of its own would take uploads that the others cannot find. Throws storage.failed with the reason
 * `otherFolder`; looked at once.
 */
export function sameFolder(options: { database: Database; root: string }): () => Promise<void> {
  const { database, root } = options
  let looking: Promise<void> | undefined
  const fileOf = (id: string) => join(root, `.folder-${id}`)

  const known = async (): Promise<string | undefined> => {
    const [row] = await database.sql<{ value: unknown }[]>`select value from server_state where key = ${key}`
    return z.string().safeParse(row?.value).data
  }
  const look = async (): Promise<void> => {
    await mkdir(root, { recursive: true, mode: 0o700 })
    let id = await known()
    if (id === undefined) {
      // The file first: whoever is interrupted between the two leaves a file that nobody asks for.
      const made = randomUUID()
      await writeFile(fileOf(made), '')
      await database.sql`
        insert into server_state (key, value) values (${key}, ${database.sql.json(made)}) on conflict (key) do nothing`
      id = (await known()) ?? made
      if (id !== made) await rm(fileOf(made), { force: true })
    }
    if (!(await stat(fileOf(id)).catch(() => undefined)))
      throw new AppError('storage.failed', { params: { reason: 'otherFolder' } })
  }
  return () => {
    looking ??= look().catch(thrown => {
      looking = undefined
      throw asDiskError(thrown)
    })
    return looking
  }
}
