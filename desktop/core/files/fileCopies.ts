import { z } from 'zod'
import type { ErrorBody } from '../../../shared/errors.ts'
import type { RecordKey } from '../../../shared/record.ts'
import { errorBody } from '../../../shared/sync/protocol.ts'
import type { Database } from '../storage/database.ts'

/** A content on this machine, whole or in part, and where it is going. */
export interface FileCopy {
  id: string
  parent: RecordKey | undefined
  name: string
  size: number
  /** SHA-256; unknown while it is being copied. */
  hash: string | undefined
  /** The words in it, until the server has them. */
  text: string
  /** Parts that are here, from the first one on. */
  have: number
  /** Undefined: it goes nowhere, and may be fetched again. */
  direction: 'up' | 'down' | undefined
  state: 'copying' | 'waiting' | 'paused' | 'failed' | undefined
  error: ErrorBody | undefined
  /** Milliseconds since 1970. */
  added: number
  used: number
}

/** A plain table in the encrypted file; the contents lie beside it. */
export interface FileCopies {
  get(id: string): FileCopy | undefined
  /** On their way or waiting for it, the oldest first. */
  moving(): FileCopy[]
  /** Whole and going nowhere, the longest unused first. */
  idle(): FileCopy[]
  ids(): string[]
  put(copy: FileCopy): void
  change(id: string, change: Partial<Omit<FileCopy, 'id'>>): void
  remove(id: string): void
}

const row = z.object({
  id: z.string(),
  parent: z.string().nullable(),
  name: z.string(),
  size: z.number(),
  hash: z.string().nullable(),
  text: z.string(),
  have: z.number(),
  direction: z.enum(['up', 'down']).nullable(),
  state: z.enum(['copying', 'waiting', 'paused', 'failed']).nullable(),
  error: z.string().nullable(),
  added: z.number(),
  used: z.number(),
})

export function fileCopies(database: Database): FileCopies {
  database.write(() =>
    database.sql.exec(`
      CREATE TABLE IF NOT EXISTS file_copy(
        id TEXT PRIMARY KEY, parent TEXT, name TEXT NOT NULL, size INT NOT NULL, hash TEXT, text TEXT NOT NULL,
        have INT NOT NULL, direction TEXT, state TEXT, error TEXT, added INT NOT NULL, used INT NOT NULL) STRICT;
      CREATE INDEX IF NOT EXISTS file_copy_moving ON file_copy(added) WHERE direction IS NOT NULL;
      CREATE INDEX IF NOT EXISTS file_copy_idle ON file_copy(used) WHERE direction IS NULL;
    `),
  )
  const read = (sql: string, ...values: string[]): FileCopy[] =>
    database
      .prepare(`SELECT * FROM file_copy ${sql}`)
      .all(...values)
      .map(found => copyOf(row.parse(found)))
  const put = database.prepare('INSERT OR REPLACE INTO file_copy VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
  const save = (copy: FileCopy) =>
    // How far a transfer is may be older after a power cut: then a few parts travel again.
    database.write(() => void put.run(...columnsOf(copy)), { sync: copy.direction === 'up' ? 'full' : 'normal' })
  const get = (id: string) => read('WHERE id = ?', id)[0]

  return {
    get,
    moving: () => read('WHERE direction IS NOT NULL ORDER BY added, id'),
    idle: () => read('WHERE direction IS NULL ORDER BY used, id'),
    ids: () => database.prepare('SELECT id FROM file_copy').pluck().all().map(String),
    put: save,
    change(id, change) {
      const copy = get(id)
      if (copy) save({ ...copy, ...change })
    },
    remove(id) {
      database.write(() => void database.prepare('DELETE FROM file_copy WHERE id = ?').run(id))
    },
  }
}

function copyOf({ parent, hash, direction, state, error, ...rest }: z.infer<typeof row>): FileCopy {
  return {
    ...rest,
    // What this file itself has written.
    parent: parent === null ? undefined : (JSON.parse(parent) as RecordKey),
    hash: hash ?? undefined,
    direction: direction ?? undefined,
    state: state ?? undefined,
    error: error === null ? undefined : errorBody.parse(JSON.parse(error)),
  }
}

const columnsOf = (copy: FileCopy) => [
  copy.id,
  copy.parent ? JSON.stringify(copy.parent) : null,
  copy.name,
  copy.size,
  copy.hash ?? null,
  copy.text,
  copy.have,
  copy.direction ?? null,
  copy.state ?? null,
  copy.error ? JSON.stringify(copy.error) : null,
  copy.added,
  copy.used,
]
