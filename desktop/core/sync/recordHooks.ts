import type { StorageHooks, StoredDocument } from '../storage/rxStorage.ts'
import { recordsName } from './records.ts'

export interface RecordListener {
  /** Inside the transaction that writes these documents. */
  written(documents: readonly StoredDocument[], context: string): void
  committed(documents: readonly StoredDocument[]): void
}

/** Hooks for the storage, made before it; sync listens to them once it is there. */
export interface RecordHooks extends StorageHooks {
  listen(listener: RecordListener): void
}

export function recordHooks(): RecordHooks {
  let listener: RecordListener | undefined
  return {
    listen(next) {
      listener = next
    },
    onWrite(collection, documents, context) {
      if (collection === recordsName) listener?.written(documents, context)
    },
    onCommitted(collection, documents) {
      if (collection === recordsName) listener?.committed(documents)
    },
  }
}
