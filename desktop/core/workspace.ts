import type { Kinds } from '../../shared/kinds.ts'
import type { Viewer } from '../../shared/permissions/viewer.ts'
import type { RecordKey, RecordState } from '../../shared/record.ts'
import type { DeviceStore } from './deviceStore.ts'
import type { Action } from './sync/entryParts.ts'
import type { Outbox } from './sync/outbox.ts'
import type { RefusedEntries } from './sync/refusedEntries.ts'

/** What the functions of a signed-in person work on: one encrypted database with everything in it. */
export interface Workspace {
  /** The device's id, as the log names it. */
  readonly deviceId: string
  viewer(): Viewer
  kinds(): Kinds
  /** The company's time zone. */
  zone(): string
  /** Milliseconds since 1970 by this machine's clock: shown, never trusted. */
  now(): number
  newId(): string
  /** The server's copy with the open patches on it, as this viewer may see it; undefined where there is none. */
  shown(key: RecordKey): RecordState | undefined
  /** Shown records whose parent is this one. */
  childrenOf(parent: RecordKey): RecordState[]
  readonly outbox: Outbox
  readonly refused: RefusedEntries
  readonly device: DeviceStore
  /** Writes an action into the outbox, projects it and wakes the sender. Gives the operation. */
  act(action: Action): string
}
