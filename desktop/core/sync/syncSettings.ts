import type { RxCollection } from 'rxdb/plugins/core'
import type { Viewer } from '../../../shared/permissions/viewer.ts'
import type { Entry, RecordKey, RecordState, SyncedState } from '../../../shared/record.ts'
import type { Head } from '../../../shared/sync/protocol.ts'
import type { SyncState } from '../api/functions.ts'
import type { Projection } from '../projection/projection.ts'
import type { WriteOptions } from '../storage/database.ts'
import type { RxStoragePergel } from '../storage/rxStorage.ts'
import type { BackoffSettings } from './backoff.ts'
import type { Change } from './changeBus.ts'
import type { Action } from './entryParts.ts'
import type { LinkTiming, Welcome } from './link.ts'
import type { OpenPatch, Outbox } from './outbox.ts'
import type { Presence } from './presence.ts'
import type { AnswerTo } from './questions.ts'
import type { RecordHooks } from './recordHooks.ts'
import type { RecordDocument } from './records.ts'
import type { RefusedEntries } from './refusedEntries.ts'

/** What the projection is made from; see createProjection. */
export interface ProjectionSources {
  copyOf(id: string): RecordState | undefined
  openPatchesOf(id: string): readonly OpenPatch[]
  hasOpenPatches(): boolean
  copiesAfter(after: string, limit: number): readonly SyncedState[]
}

export interface SyncSettings {
  /** Made with `hooks` and `pulledRecords`. */
  storage: RxStoragePergel
  hooks: RecordHooks
  /** Made from `recordsCollection`. */
  collection: RxCollection<RecordDocument>
  connection: {
    /** ws:// or wss:// address of the server's /sync. */
    url: string
    /** undefined: nobody is signed in, nothing is tried. */
    token(): string | undefined
    device: string
    timing?: Partial<LinkTiming>
    waits?: Partial<Omit<BackoffSettings, 'random'>>
    clockLook?: number
  }
  projection(sources: ProjectionSources): Pick<Projection, 'project' | 'projectStates' | 'isMet' | 'purgeSome'>
  /** Milliseconds since 1970. */
  now(): number
  random(): number
  newId(): string
  log(event: string, details?: Record<string, unknown>): void
  openClashes?(): number
  /** What the disk refuses now. */
  fileProblem?(): SyncState['problem']
  /** Company, server time and lease, at each connect; before anything is loaded. */
  welcomed?(welcome: Welcome): void
  viewerChanged?(viewer: Viewer): void
  /** A kind of the first copy is in; awaited before the next one is loaded (own fields make columns). */
  kindLoaded?(kind: string): void | Promise<void>
  /** Records a snapshot page asks for. */
  pageSize?: number
  sendWaits?: Partial<Omit<BackoffSettings, 'random'>>
  pullRetryAfter?(failures: number): number
}

/** One person's copy of the company, kept in step with the server: the only part of core that talks to it about records. */
export interface Sync extends ProjectionSources {
  readonly outbox: Outbox
  readonly refused: RefusedEntries
  readonly presence: Presence
  /** For whom the copies were made when core last ran, or as the server said since. */
  viewer(): Viewer | undefined
  state(): SyncState
  /** How far the copies go; undefined until the first copy is complete. */
  position(): Head | undefined
  onState(listener: (state: SyncState) => void): () => void
  /** After each commit: what looks different now. */
  onChanges(listener: (changes: Change[]) => void): () => void
  /** Puts an action into the outbox, shows it and sends it when there is a connection. */
  act(action: Action, options?: WriteOptions): Entry[]
  /** What `act` took as `normal` is brought safely to disk, told and sent, where no other one follows. Throws as `flush`. */
  finish(): void
  /** One record's history from the server, newest first. Rejects with network.offline, or with what the server says. */
  history(record: RecordKey, page: { before?: number; limit: number; related?: true }): Promise<AnswerTo<'history'>>
  /** Who looked at a record last. Rejects as `history` does. */
  viewed(record: RecordKey): Promise<AnswerTo<'viewed'>['views']>
  /** The user opened a record: told to the access chain, later if there is no connection. */
  opened(key: RecordKey): void
  /** Connects and sends now, whatever wait is under way; also after a sign-in. */
  kick(): void
  /** The disk refuses what is written, or takes it again. */
  diskChanged(): void
  /** Compares all copies with the server's; also runs by itself every night. */
  compare(): Promise<void>
  close(): Promise<void>
}
