import type { RxCollectionCreator, WithDeleted } from 'rxdb/plugins/core'
import { isGone, type RecordState, type SyncedState } from '../../../shared/record.ts'
import type { Head } from '../../../shared/sync/protocol.ts'
import { pullConflictHandler } from '../storage/startPull.ts'
import type { ReplicatedState } from '../storage/stateOrder.ts'

export const recordsName = 'records'

/** A document of the collection `records`: a record's synced state, or a marker that carries how far the copies go. */
export interface RecordDocument extends ReplicatedState {
  id: string
  [field: string]: unknown
}

/**
 * The one replicated collection. Its schema is open-ended on purpose: a document that fails a client's schema would be
 * skipped in silence, and a change of schema copies every document.
 */
export const recordsCollection: RxCollectionCreator<RecordDocument> = {
  schema: {
    version: 0,
    primaryKey: 'id',
    type: 'object',
    properties: { id: { type: 'string', maxLength: 40 }, epoch: { type: 'number' }, number: { type: 'number' } },
    required: ['id', 'epoch', 'number'],
  },
  // Typed for any replicated document; this is one.
  conflictHandler: pullConflictHandler as unknown as NonNullable<
    RxCollectionCreator<RecordDocument>['conflictHandler']
  >,
}

export function documentOf(state: SyncedState): WithDeleted<RecordDocument> {
  const { kind, id, epoch, number } = state
  // A tombstone keeps nothing of what the record was.
  return isGone(state) ? { id, kind, epoch, number, _deleted: true } : { ...state, _deleted: false }
}

/** The state in a stored document; undefined for a marker. */
export function syncedStateOf(document: Partial<RecordDocument> & { _deleted?: boolean }): SyncedState | undefined {
  if (!document.id || isMarker(document.id)) return undefined
  const { _deleted, _rev, _meta, _attachments, ...state } = document
  // `documentOf` wrote it from a parsed state.
  return (_deleted ? { ...state, gone: true } : state) as unknown as SyncedState
}

/** The record in a stored document; undefined for markers and tombstones. */
export function recordOf(document: Partial<RecordDocument> & { _deleted?: boolean }): RecordState | undefined {
  const state = syncedStateOf(document)
  return state && !isGone(state) ? state : undefined
}

/** Sorts before every record's id. */
const markerPrefix = '!'
const isMarker = (id: string): boolean => id.startsWith(markerPrefix)

/** How the storage keeps this collection: written by the pull alone, and a marker after all that it answers for. */
export const pulledRecords = { pullOnly: [recordsName], isMarker }

export const markerOf = (head: Head): WithDeleted<RecordDocument> => ({
  id: `${markerPrefix}0`,
  ...head,
  _deleted: false,
})

/** How far the copies go by this document, if it is a marker. */
export function headOf(document: Partial<RecordDocument>): Head | undefined {
  const { id, epoch, number, hash } = document
  if (!id || !isMarker(id) || epoch === undefined || number === undefined) return undefined
  return { epoch, number, hash: String(hash) }
}
