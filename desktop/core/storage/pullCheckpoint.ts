import {
  createRevision,
  getComposedPrimaryKeyOfDocumentData,
  getRxReplicationMetaInstanceSchema,
  now,
  type RxCollection,
  type RxDocumentData,
  type RxStorageInstance,
  type RxStorageReplicationMeta,
} from 'rxdb/plugins/core'
import type { RxStoragePergel, SeqCheckpoint } from './rxStorage.ts'

/**
 * RxDB merges a new checkpoint into the stored one key by key, so a key that a checkpoint no longer has would stay
 * for ever. Under a single key the whole is replaced.
 */
export interface WrappedCheckpoint<Checkpoint> {
  at: Checkpoint
}

/** What writes of a pull's beginning are called; see `replaceState`. */
export const pullStartContext = 'pull-start'

type Meta<Doc> = RxStorageReplicationMeta<Doc, unknown>
type Direction = 'up' | 'down'

/** Where a pull stands, as the server gave it; undefined before the first page was stored. */
export async function readCheckpoint<Doc, Checkpoint>(
  collection: RxCollection<Doc>,
  identifier: string,
): Promise<Checkpoint | undefined> {
  return withMeta(collection, identifier, async meta => {
    const stored = (await stateOf(meta, 'down'))?.checkpointData
    // Written by `startPull`, so it is wrapped.
    return (stored as WrappedCheckpoint<Checkpoint> | undefined)?.at
  })
}

/** Makes the next start of a pull go on from this checkpoint instead of where it was. */
export async function writeCheckpoint<Doc, Checkpoint>(
  collection: RxCollection<Doc>,
  identifier: string,
  checkpoint: Checkpoint,
): Promise<void> {
  await withMeta(collection, identifier, meta => replaceState(meta, 'down', { at: checkpoint }))
}

/**
 * Tells the replication that nothing here waits to be pushed. A pull has no push, and yet RxDB walks every document
 * written since the last "up" checkpoint when it starts: after a bulk load that is all of them, 100 at a time.
 */
export async function markNothingToPush<Doc>(collection: RxCollection<Doc>, identifier: string): Promise<void> {
  const storage = storageOf(collection)
  const { table } = storage.stateOf(collection.name)
  const seq = Number(storage.database.prepare(`SELECT coalesce(max(seq), 0) FROM ${table.name}`).pluck().get())
  const head: SeqCheckpoint = { seq }
  await withMeta(collection, identifier, meta => replaceState(meta, 'up', head))
}

export function storageOf<Doc>(collection: RxCollection<Doc>): RxStoragePergel {
  const { storage } = collection.database
  if (!('resumeWrites' in storage)) throw new Error(`the collection ${collection.name} has another storage`)
  return storage as RxStoragePergel
}

/** Opens the store where RxDB keeps a replication's checkpoints, by the names RxDB gives it. */
async function withMeta<Doc, T>(
  collection: RxCollection<Doc>,
  identifier: string,
  use: (meta: RxStorageInstance<Meta<Doc>, unknown, unknown>) => Promise<T>,
): Promise<T> {
  const { database } = collection
  const hash = await database.hashFunction([collection.name, identifier].join('-'))
  const meta = await database.storage.createStorageInstance<Meta<Doc>>({
    databaseInstanceToken: database.token,
    databaseName: database.name,
    collectionName: `rx-replication-meta-${hash}`,
    schema: getRxReplicationMetaInstanceSchema<Doc, unknown>(collection.schema.jsonSchema, false),
    options: {},
    multiInstance: database.multiInstance,
    devMode: false,
  })
  try {
    return await use(meta)
  } finally {
    await meta.close()
  }
}

async function stateOf<Doc>(
  meta: RxStorageInstance<Meta<Doc>, unknown, unknown>,
  direction: Direction,
): Promise<RxDocumentData<Meta<Doc>> | undefined> {
  const [found] = await meta.findDocumentsById([checkpointId(meta, direction)], false)
  return found
}

async function replaceState<Doc>(
  meta: RxStorageInstance<Meta<Doc>, unknown, unknown>,
  direction: Direction,
  checkpointData: object,
): Promise<void> {
  const previous = await stateOf(meta, direction)
  const document = {
    id: checkpointId(meta, direction),
    isCheckpoint: '1',
    itemId: direction,
    checkpointData,
    _deleted: false,
    _attachments: {},
    _meta: { lwt: now() },
    _rev: createRevision('start', previous),
  } as unknown as RxDocumentData<Meta<Doc>>
  const { error } = await meta.bulkWrite([{ previous, document }], pullStartContext)
  if (error.length > 0) throw new Error(`the checkpoint of ${meta.collectionName} was written meanwhile`)
}

function checkpointId<Doc>(meta: RxStorageInstance<Meta<Doc>, unknown, unknown>, direction: Direction): string {
  return getComposedPrimaryKeyOfDocumentData(meta.schema, { isCheckpoint: '1', itemId: direction })
}
