import {
  createRxDatabase,
  type RxCollection,
  type RxDatabase,
  type RxJsonSchema,
  type WithDeleted,
} from 'rxdb/plugins/core'
import { Subject } from 'rxjs'
import {
  getRxStoragePergel,
  type RxStoragePergel,
  type RxStoragePergelOptions,
  type StorageHooks,
} from '../rxStorage.ts'
import { shortHash } from '../shortHash.ts'
import { type PullPage, pullConflictHandler } from '../startPull.ts'
import type { ReplicatedState } from '../stateOrder.ts'
import { createProfile, type TestProfile } from './subjects.ts'

export interface FeedRecord extends ReplicatedState {
  id: string
  body: { name: string }
}

export interface FeedCheckpoint {
  number: number
  /** Only some checkpoints carry it. */
  resume?: string
}

export type FeedPage = PullPage<FeedRecord, FeedCheckpoint>

export const feedSchema: RxJsonSchema<FeedRecord> = {
  version: 0,
  type: 'object',
  primaryKey: 'id',
  properties: {
    id: { type: 'string', maxLength: 60 },
    epoch: { type: 'integer' },
    number: { type: 'integer' },
    body: { type: 'object', additionalProperties: true },
  },
  required: ['id', 'epoch', 'number', 'body'],
}

/** The server as a pull sees it: the current state of each record, ordered by the number of its last change. */
export interface Feed {
  readonly states: Map<string, WithDeleted<FeedRecord>>
  readonly frames$: Subject<FeedPage>
  readonly head: number
  put(id: string, name: string): WithDeleted<FeedRecord>
  evict(id: string): WithDeleted<FeedRecord>
  /** What lies above a checkpoint, with the marker that carries the head at the end. */
  page(checkpoint: FeedCheckpoint | undefined, limit: number): FeedPage
  /** Sends a state to who is connected. */
  send(...documents: WithDeleted<FeedRecord>[]): void
}

export const markerId = 'marker'

export function createFeed(): Feed {
  const states = new Map<string, WithDeleted<FeedRecord>>()
  const frames$ = new Subject<FeedPage>()
  let head = 0
  const set = (id: string, name: string, _deleted: boolean): WithDeleted<FeedRecord> => {
    head++
    const state = { id, epoch: 1, number: head, body: { name }, _deleted }
    states.set(id, state)
    return state
  }
  const marker = (): WithDeleted<FeedRecord> => ({
    id: markerId,
    epoch: 1,
    number: head,
    body: { name: '' },
    _deleted: false,
  })
  return {
    states,
    frames$,
    get head() {
      return head
    },
    put: (id, name) => set(id, name, false),
    evict: id => set(id, '', true),
    page(checkpoint, limit) {
      const above = [...states.values()].filter(state => state.number > (checkpoint?.number ?? 0))
      above.sort((a, b) => a.number - b.number)
      const more = above.length > limit
      const documents = above.slice(0, limit)
      const number = more ? (documents.at(-1)?.number ?? 0) : head
      return { documents: more ? documents : [...documents, marker()], checkpoint: { number }, more }
    },
    send(...documents) {
      frames$.next({ documents, checkpoint: { number: Math.max(...documents.map(document => document.number)) } })
    },
  }
}

/** A desktop's side: a real file, our storage, RxDB with a `records` collection. */
export interface Desktop {
  profile: TestProfile
  storage: RxStoragePergel
  rxdb: RxDatabase
  records: RxCollection<FeedRecord>
  /** What it holds by now, deleted and marker left out, as id to name. */
  held(): Promise<Map<string, string>>
  close(): Promise<void>
}

export async function createDesktop(
  hooks: StorageHooks = {},
  profile: TestProfile = createProfile(),
  options: Partial<RxStoragePergelOptions> = {},
): Promise<Desktop> {
  const database = profile.open()
  const storage = getRxStoragePergel({ database, hooks, ...options })
  const rxdb = await createRxDatabase({
    name: 'desktop',
    storage,
    multiInstance: false,
    hashFunction: shortHash,
    closeDuplicates: true,
  })
  const { records } = await rxdb.addCollections({
    records: { schema: feedSchema, conflictHandler: pullConflictHandler as never },
  })
  return {
    profile,
    storage,
    rxdb,
    records: records as RxCollection<FeedRecord>,
    async held() {
      const documents = await records.find().exec()
      const living = documents.map(document => document.toJSON() as FeedRecord).filter(({ id }) => id !== markerId)
      return new Map(living.map(({ id, body }) => [id, body.name]))
    },
    async close() {
      await rxdb.close()
      database.close()
    },
  }
}

/** What a desktop should hold in the end. */
export const shown = (feed: Feed): Map<string, string> =>
  new Map([...feed.states.values()].filter(state => !state._deleted).map(({ id, body }) => [id, body.name]))
