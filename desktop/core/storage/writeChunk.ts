import {
  type BulkWriteRow,
  categorizeBulkWriteRows,
  type EventBulk,
  type RxDocumentData,
  type RxStorageChangeEvent,
  type RxStorageInstance,
  type RxStorageWriteError,
  type StringKeys,
} from 'rxdb/plugins/core'
import type { CollectionState } from './collectionState.ts'
import type { Texts } from './collectionTable.ts'
import type { Database } from './database.ts'
import { isPullWrite } from './writeGate.ts'

export type StoredDocument = RxDocumentData<Record<string, unknown>>

/** For the collections of the application; RxDB's own (its internal store, checkpoints) are not shown. */
export interface StorageHooks {
  /** Called inside the transaction that writes these documents; a throw undoes them. */
  onWrite?(collection: string, documents: readonly StoredDocument[], context: string): void
  /** Called after that transaction is committed; what a pull wrote may still be on its way to the disk. */
  onCommitted?(collection: string, documents: readonly StoredDocument[], context: string): void
}

export interface WriteTarget<Doc> {
  database: Database
  hooks: StorageHooks
  collection: string
  state: CollectionState<Doc>
}

/** Rows written between two glances at the clock. */
export const chunkSize = 25

/**
 * Writes rows as RxDB's interface asks, inside the transaction under way; gives those in conflict. `stored` may be
 * given by who has just read it, and documents' JSON by who has it (`CollectionTable.put`).
 */
export function writeChunk<Doc>(
  { database, hooks, collection, state }: WriteTarget<Doc>,
  rows: BulkWriteRow<Doc>[],
  context: string,
  known: { stored?: Map<string, RxDocumentData<Doc>>; texts?: Texts } = {},
): RxStorageWriteError<Doc>[] {
  const { table, changes$ } = state
  const { bulkInsertDocs, bulkUpdateDocs, errors, eventBulk } = categorizeBulkWriteRows<Doc>(
    // All it reads of the instance is whether its schema has attachments.
    { schema: table.schema } as unknown as RxStorageInstance<Doc, unknown, unknown>,
    table.primaryPath as StringKeys<Doc>,
    known.stored ?? storedOf(state, rows),
    rows,
    context,
  )
  if (errors.length > 0 && isPullWrite(context)) throw new PullConflict(errors)
  const written = [...bulkInsertDocs, ...bulkUpdateDocs].map(row => row.document)
  if (written.length === 0) return errors
  const seq = table.put(written, known.texts)

  // A hook sees documents of whatever kind a collection holds.
  const seen = written as unknown as readonly StoredDocument[]
  const told = isOfRxdb(collection) ? {} : hooks
  told.onWrite?.(collection, seen, context)
  database.afterCommit(() => {
    told.onCommitted?.(collection, seen, context)
    if (eventBulk.events.length === 0) return
    changes$.next({ ...eventBulk, checkpoint: { seq } } as EventBulk<RxStorageChangeEvent<Doc>, { seq: number }>)
  })
  return errors
}

/** What is stored under these rows' ids: read only where it is not what its writer has seen. */
function storedOf<Doc>({ table }: CollectionState<Doc>, rows: BulkWriteRow<Doc>[]): Map<string, RxDocumentData<Doc>> {
  const stored = new Map<string, RxDocumentData<Doc>>()
  const idOf = ({ document }: BulkWriteRow<Doc>) => String((document as Record<string, unknown>)[table.primaryPath])
  const revs = table.revs(rows.map(idOf))
  const unseen: string[] = []
  for (const row of rows) {
    const id = idOf(row)
    const rev = revs.get(id)
    if (rev === undefined) continue
    if (row.previous?._rev === rev) stored.set(id, row.previous)
    else unseen.push(id)
  }
  for (const [id, document] of table.stored(unseen)) stored.set(id, document)
  return stored
}

const isOfRxdb = (collection: string): boolean => collection.startsWith('rx-') || collection.startsWith('_')

/** RxDB swallows a conflict in a pulled write while it moves the checkpoint on; thrown, it cannot. */
class PullConflict extends Error {
  override name = 'PullConflict'

  constructor(errors: readonly { documentId: string; status: number }[]) {
    super(
      `a pulled document met another write: ${errors.map(error => `${error.documentId} ${error.status}`).join(', ')}`,
    )
  }
}
