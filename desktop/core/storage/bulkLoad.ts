import { setImmediate as turn } from 'node:timers/promises'
import { type BulkWriteRow, createRevision, now, type RxDocumentData } from 'rxdb/plugins/core'
import type { CollectionState } from './collectionState.ts'
import type { Texts } from './collectionTable.ts'
import type { RxStoragePergel } from './rxStorage.ts'
import { isOutdated, type ReplicatedState } from './stateOrder.ts'
import { chunkSize, writeChunk } from './writeChunk.ts'

export interface BulkLoadOptions<Doc> {
  /** For how long at a time the event loop is held, in milliseconds. */
  sliceMs?: number
  /** Called inside the transaction with the documents that a slice has taken, so that the load's position commits with them. */
  onSlice?(documents: readonly Doc[]): void
  texts?: Texts
}

export interface BulkLoadResult {
  written: number
  /** Left out because a newer state was here. */
  outdated: number
}

/** Documents that are committed together: a list that is asked meanwhile takes all of them in at once. */
const settleAfter = 200

/** What writes of a bulk load are called in hooks and change events. */
export const bulkLoadContext = 'bulk-load'

/**
 * Puts a snapshot's documents into a collection that RxDB has open, below its replication, in slices of about `sliceMs`
 * with a turn of the event loop between them. They are committed some hundred at a time, or before whatever else is
 * written meanwhile: a commit for each slice would write the same last pages of every table over and over, and a segment
 * of the search index. A throw undoes what is not committed. RxDB finds them as if it had written them, and hooks and
 * change events run as for any write. Commits do not wait for the disk: call `database.flush()` when the snapshot is in.
 * No pull may run on the collection meanwhile (should one, it fails loudly and is to be started anew).
 */
export async function bulkLoad<Doc extends Partial<ReplicatedState> & { _deleted?: boolean }>(
  storage: RxStoragePergel,
  collection: string,
  documents: readonly Doc[],
  { sliceMs = 4, onSlice, texts }: BulkLoadOptions<Doc> = {},
): Promise<BulkLoadResult> {
  const { database, hooks } = storage
  // Documents of a snapshot are of the collection's type; RxDB's own fields are added here.
  const state = storage.stateOf(collection) as CollectionState<Doc>
  const target = { database, hooks, collection, state }
  const result: BulkLoadResult = { written: 0, outdated: 0 }
  const writeSlice = (from: number): number => {
    const started = performance.now()
    let to = from
    do {
      const { rows, stored } = rowsOf(state, documents.slice(to, to + chunkSize), result)
      result.written += rows.length
      writeChunk(target, rows, bulkLoadContext, { stored, ...(texts ? { texts } : {}) })
      to = Math.min(to + chunkSize, documents.length)
    } while (to < documents.length && performance.now() - started < sliceMs)
    onSlice?.(documents.slice(from, to))
    return to
  }
  let settled = 0
  for (let next = 0; next < documents.length; ) {
    if (next > 0) await turn()
    const from = next
    next = database.write(() => writeSlice(from), { sync: 'later' })
    if (next - settled < settleAfter && next < documents.length) continue
    database.settle()
    settled = next
  }
  return result
}

function rowsOf<Doc extends Partial<ReplicatedState> & { _deleted?: boolean }>(
  { table }: CollectionState<Doc>,
  documents: readonly Doc[],
  result: BulkLoadResult,
): { rows: BulkWriteRow<Doc>[]; stored: Map<string, RxDocumentData<Doc>> } {
  const rows = new Map<string, BulkWriteRow<Doc>>()
  const idOf = (document: Doc): string => String((document as Record<string, unknown>)[table.primaryPath])
  const stored = table.stored(documents.map(idOf))
  for (const document of documents) {
    const id = idOf(document)
    const previous = stored.get(id)
    const known = rows.get(id)?.document ?? previous
    if (known && isOutdated(document, known)) {
      result.outdated++
      continue
    }
    const written = {
      ...document,
      _deleted: document._deleted ?? false,
      _rev: createRevision('snapshot', previous),
      _attachments: {},
      _meta: { lwt: now() },
    } as RxDocumentData<Doc>
    rows.set(id, { previous, document: written })
  }
  return { rows: [...rows.values()], stored }
}
