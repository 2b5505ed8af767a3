import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type BulkWriteRow,
  fillWithDefaultSettings,
  type MangoQuery,
  normalizeMangoQuery,
  prepareQuery,
  type RxDocumentData,
  type RxJsonSchema,
  type RxStorage,
  type RxStorageInstance,
} from 'rxdb/plugins/core'
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory'
import { type Database, openDatabase } from '../database.ts'
import { getRxStoragePergel, type RxStoragePergelOptions } from '../rxStorage.ts'

export type Instance<Doc> = RxStorageInstance<Doc, unknown, unknown>

/** One of the storages that every case of the conformance suite runs against. */
export interface Subject {
  name: 'pergel' | 'memory'
  open<Doc>(schema: RxJsonSchema<Doc>, collection?: string): Promise<Instance<Doc>>
  close(): void
}

export const testKey = (): Uint8Array => randomBytes(32)

/** A profile file in a folder of its own; `remove` closes what is open and deletes it. */
export interface TestProfile {
  file: string
  key: Uint8Array
  open(): Database
  remove(): void
}

export function createProfile(): TestProfile {
  const folder = mkdtempSync(join(tmpdir(), 'pergel-storage-'))
  const key = testKey()
  const file = join(folder, 'profile.db')
  const opened: Database[] = []
  return {
    file,
    key,
    open() {
      const database = openDatabase({ file, key })
      opened.push(database)
      return database
    },
    remove() {
      for (const database of opened) if (database.sql.open) database.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export function pergelSubject(options: Omit<RxStoragePergelOptions, 'database'> = {}): Subject {
  const profile = createProfile()
  const storage = getRxStoragePergel({ ...options, database: profile.open() })
  return { name: 'pergel', open: opener(storage), close: () => profile.remove() }
}

export function memorySubject(): Subject {
  // Memory storages share what they hold by database name.
  return {
    name: 'memory',
    open: opener(getRxStorageMemory(), `memory-${randomBytes(8).toString('hex')}`),
    close: () => {},
  }
}

export const subjects: readonly [name: string, create: () => Subject][] = [
  ['pergel', pergelSubject],
  ['memory', memorySubject],
]

function opener(storage: RxStorage<unknown, object>, database?: string): Subject['open'] {
  return <Doc>(schema: RxJsonSchema<Doc>, collection = 'crew') =>
    openInstance<Doc>(storage, schema, collection, database)
}

export function openInstance<Doc>(
  storage: RxStorage<unknown, object>,
  schema: RxJsonSchema<Doc>,
  collectionName: string,
  databaseName = 'test',
): Promise<Instance<Doc>> {
  return storage.createStorageInstance<Doc>({
    databaseInstanceToken: 'token',
    databaseName,
    collectionName,
    schema: fillWithDefaultSettings(schema),
    options: {},
    multiInstance: false,
    devMode: false,
  })
}

let clock = 1_763_757_000_000
/** A document as RxDB hands it to a storage; the write time grows with each call. */
export function stored<Doc>(
  document: Doc,
  { deleted = false, rev = '1-one', lwt = ++clock } = {},
): RxDocumentData<Doc> {
  return { ...document, _deleted: deleted, _rev: rev, _attachments: {}, _meta: { lwt } } as RxDocumentData<Doc>
}

/** The same document, changed, as the next write of it. */
export function changed<Doc>(previous: RxDocumentData<Doc>, changes: Partial<Doc>, deleted = false): BulkWriteRow<Doc> {
  const height = Number.parseInt(previous._rev, 10) + 1
  const { _deleted, _rev, _attachments, _meta, ...rest } = previous
  const next = stored({ ...rest, ...changes } as unknown as Doc, { deleted, rev: `${height}-next` })
  return { previous, document: { ...next, _meta: { ...previous._meta, ...next._meta } } }
}

/** A query as RxDB prepares it: only living documents, the primary key last in the sort. */
export function prepared<Doc>(instance: Instance<Doc>, query: MangoQuery<Doc>) {
  const selector = { ...query.selector, _deleted: { $eq: false } } as MangoQuery<Doc>['selector']
  return prepareQuery(instance.schema, normalizeMangoQuery(instance.schema, { ...query, selector }))
}
