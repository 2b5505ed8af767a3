import type { RxCollectionCreator, WithDeleted } from 'rxdb/plugins/core'
import { isGone, type RecordKey, type RecordState, type SyncedState } from '../../../shared/record.ts'
import type { Head } from '../../../shared/sync/protocol.ts'
import { pullConflictHandler } from '../storage/startPull.ts'
import type { ReplicatedState } from '../storage/stateOrder.ts'

export const recordsName = 'records'

/**
 * A document of the collection `records`: a record's synced state, its kind and id in the key (two kinds may hold the
 * same id), or a marker that carries how far the copies go.
 */
export interface RecordDocument extends ReplicatedState {
  key: string
  [field: string]: unknown
}

/**
 * The one replicated collection. Its schema is open-ended on purpose: a document that fails a client's schema would be
 * skipped in silence, and a change of schema copies every document.
 */
export const recordsCollection: RxCollectionCreator<RecordDocument> = {
  schema: {
    version: 0,
    primaryKey: 'key',
    type: 'object',
    properties: { key: { type: 'string', maxLength: 80 }, epoch: { type: 'number' }, number: { type: 'number' } },
    required: ['key', 'epoch', 'number'],
  },
  // Typed for any replicated document; this is one.
  conflictHandler: pullConflictHandler as unknown as NonNullable<
    RxCollectionCreator<RecordDocument>['conflictHandler']
  >,
}

export const documentKey = ({ kind, id }: RecordKey): string => `${kind}:${id}`

/** undefined for a marker. */
export function recordKeyOf(key: string): RecordKey | undefined {
  const colon = key.indexOf(':')
  return colon > 0 ? { kind: key.slice(0, colon), id: key.slice(colon + 1) } : undefined
}

export function documentOf(state: SyncedState): WithDeleted<RecordDocument> {
  const { kind, id, epoch, number } = state
  const key = documentKey({ kind, id })
  // A tombstone keeps nothing of what it was.
  if (isGone(state)) return { key, epoch, number, _deleted: true }
  const { kind: _kind, id: _id, ...rest } = state
  return { key, ...rest, _deleted: false }
}

/** The record of a stored document; undefined for markers and tombstones. */
export function stateOf(document: Partial<RecordDocument> & { _deleted?: boolean }): RecordState | undefined {
  const { key, _deleted, _rev, _meta, _attachments, ...rest } = document
  const record = key === undefined ? undefined : recordKeyOf(key)
  if (!record || _deleted) return undefined
  // `documentOf` wrote it from a parsed state.
  return { ...record, ...rest } as RecordState
}

/** Sorts before every record's key. */
export const markerPrefix = '!'
/**
 * Markers take turns: RxDB merges waiting pages by key, and one under the same key would keep the place of the first,
 * before documents of the later page that may be stored in a later transaction.
 */
const markers = 16

export const markerOf = (head: Head, turn: number): WithDeleted<RecordDocument> => ({
  key: `${markerPrefix}${turn % markers}`,
  ...head,
  _deleted: false,
})

export function headOf(document: Partial<RecordDocument>): Head | undefined {
  const { key, epoch, number, hash } = document
  if (!key?.startsWith(markerPrefix) || epoch === undefined || number === undefined) return undefined
  return { epoch, number, hash: String(hash) }
}
