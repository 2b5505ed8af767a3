import {
  ensureRxStorageInstanceParamsAreCorrect,
  RXDB_VERSION,
  type RxStorage,
  type RxStorageInstanceCreationParams,
} from 'rxdb/plugins/core'
import { type Observable, Subject } from 'rxjs'
import { type CollectionState, createCollectionStates } from './collectionState.ts'
import type { Database } from './database.ts'
import { PergelStorageInstance } from './rxStorageInstance.ts'
import type { StorageHooks } from './writeChunk.ts'

export type { SeqCheckpoint } from './rxStorageInstance.ts'
export type { StorageHooks, StoredDocument } from './writeChunk.ts'

export interface RxStoragePergelOptions {
  database: Database
  hooks?: StorageHooks
  /** Length of one transaction of a long write, in milliseconds. */
  sliceMs?: number
  /** Collections that nothing but a pull (and `bulkLoad`) may write; other writes get storage.readOnly. */
  pullOnly?: readonly string[]
  /** Ids of documents that say up to where a pull has stored everything: of a pull's write they go in last. */
  isMarker?(id: string): boolean
}

export interface RxStoragePergel extends RxStorage<object, object> {
  readonly database: Database
  readonly hooks: StorageHooks
  /** Ends the refusal after a failed pull write. Only once the pull that failed has ended. */
  resumeWrites(collection: string): void
  /** Whether a pull write failed and the pull was not started anew since. */
  refusesWrites(collection: string): boolean
  /** Why a checkpoint of a pull could not be stored. Observed, it takes the place of the error RxDB would drop. */
  readonly lostCheckpoints$: Observable<unknown>
  /** The open collection below RxDB (its newest open version); throws where RxDB has not opened it. */
  stateOf(collection: string): CollectionState<unknown>
}

/**
 * RxDB's storage over one profile file: all of RxDB's interface except attachments. One RxDatabase per file, opened
 * with `multiInstance: false`.
 */
export function getRxStoragePergel({
  database,
  hooks = {},
  sliceMs = 8,
  pullOnly = [],
  isMarker = () => false,
}: RxStoragePergelOptions): RxStoragePergel {
  const states = createCollectionStates(database)
  const lost$ = new Subject<unknown>()
  let databaseName: string | undefined
  return {
    name: 'pergel',
    rxdbVersion: RXDB_VERSION,
    database,
    hooks,
    lostCheckpoints$: lost$.asObservable(),
    async createStorageInstance<Doc>(params: RxStorageInstanceCreationParams<Doc, object>) {
      ensureRxStorageInstanceParamsAreCorrect(params)
      if (params.multiInstance) throw new Error('open the database with multiInstance: false')
      if (params.schema.attachments) throw new Error('this storage has no attachments')
      databaseName ??= params.databaseName
      if (databaseName !== params.databaseName) throw new Error(`this file belongs to the database ${databaseName}`)
      const { collectionName, schema } = params
      return new PergelStorageInstance(params, states.hold(collectionName, schema), {
        database,
        hooks,
        sliceMs,
        lost$,
        pullOnly: new Set(pullOnly),
        isMarker,
        release: () => states.release(collectionName, schema.version),
      })
    },
    resumeWrites(collection) {
      for (const state of states.of(collection)) state.gate.resume()
    },
    refusesWrites: collection => states.of(collection).some(state => state.gate.failed),
    stateOf(collection) {
      const state = states.of(collection).at(-1)
      if (!state) throw new Error(`the collection ${collection} is not open`)
      return state
    },
  }
}
