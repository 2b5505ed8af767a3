import type { Values } from '../../shared/entity.ts'
import type { ListQuery } from '../../shared/filters.ts'
import type { Kinds } from '../../shared/kinds.ts'
import type { Viewer } from '../../shared/permissions/viewer.ts'
import type { RecordKey, RecordState } from '../../shared/record.ts'
import type { ArgsOf, Hit, ListRow, ResultOf } from './api/functions.ts'
import type { DeviceStore } from './deviceStore.ts'
import type { Files } from './files/files.ts'
import type { OwnClashes } from './ownClashes.ts'
import type { Shown } from './projection/projection.ts'
import type { WriteOptions } from './storage/database.ts'
import type { Action } from './sync/entryParts.ts'
import type { Outbox } from './sync/outbox.ts'
import type { RefusedEntries } from './sync/refusedEntries.ts'
import type { Sync } from './sync/sync.ts'
import type { Related } from './timeline/related.ts'

/** Lists, counts and search, answered by a thread of their own (reader/). */
export interface Lists {
  window(
    query: ListQuery,
    page: { offset?: number; after?: string; limit: number; fields?: string[] },
  ): Promise<{ rows: ListRow[]; from: number; next?: string }>
  count(query: ListQuery): Promise<number>
  keys(query: ListQuery, limit: number): Promise<{ ids: string[]; count: number }>
  groups(query: ListQuery, ask: Omit<ArgsOf<'records.groups'>, 'query'>): Promise<ResultOf<'records.groups'>>
  titles(keys: readonly RecordKey[]): Promise<(string | null)[]>
  search(ask: ArgsOf<'search.query'>): Promise<ResultOf<'search.query'>>
  similar(ask: ArgsOf<'records.similar'>): Promise<Hit[]>
}

/** What the functions of a signed-in person work on: one encrypted database with everything in it. */
export interface Workspace {
  /** The device's id, as the log names it. */
  readonly deviceId: string
  /** Who works here, as the server last said; nobody may do anything before it has said so once. */
  viewer(): Viewer
  kinds(): Kinds
  /** Milliseconds since 1970 by this machine's clock: shown, never trusted. */
  now(): number
  newId(): string
  /** The server's copy with the open patches on it; undefined where there is nothing to see. */
  shown(key: RecordKey): RecordState | undefined
  /** The same with whether something of it waits for the server. */
  shownWithState(key: RecordKey): Shown | undefined
  /** Shown records whose parent is this one. */
  childrenOf(parent: RecordKey): RecordState[]
  /** All shown records of a small kind, by title. */
  all(kind: string): RecordState[]
  /** Clashes of this person, and of nobody else. */
  readonly clashes: Pick<OwnClashes, 'all' | 'open'>
  /** Values of the company's own fields and layouts, as kindsWith() takes them. */
  ownFields(): readonly Values[]
  readonly lists: Lists
  /** What hangs on a record: how much of it, and when what of it happened. */
  readonly related: Related
  readonly sync: Sync
  readonly outbox: Outbox
  readonly refused: RefusedEntries
  readonly device: DeviceStore
  /** Contents of files. */
  readonly files: Files
  /** Writes an action into the outbox, projects it and wakes the sender. Gives the operation. */
  act(action: Action, options?: WriteOptions): string
  /** Told when the person's rights, the company's own fields, users, teams or roles changed. */
  onRights(listener: () => void): () => void
  close(): Promise<void>
}
