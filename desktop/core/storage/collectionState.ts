import type { EventBulk, RxDocumentData, RxJsonSchema, RxStorageChangeEvent } from 'rxdb/plugins/core'
import { Subject } from 'rxjs'
import { type CollectionTable, openTable } from './collectionTable.ts'
import type { Database } from './database.ts'
import { createWriteGate, type WriteGate } from './writeGate.ts'

/** What all instances of one collection share: a replication opens its own beside the collection's. */
export interface CollectionState<Doc> {
  readonly table: CollectionTable<Doc>
  readonly changes$: Subject<EventBulk<RxStorageChangeEvent<Doc>, { seq: number }>>
  readonly gate: WriteGate
  removed: boolean
}

interface Held {
  state: CollectionState<unknown>
  holders: number
}

export interface CollectionStates {
  /** Opens the collection or joins those who have; `release` when done with it. */
  hold<Doc>(collection: string, schema: RxJsonSchema<RxDocumentData<Doc>>): CollectionState<Doc>
  release(collection: string, version: number): void
  /** Every open version of a collection, the newest last. */
  of(collection: string): CollectionState<unknown>[]
}

export function createCollectionStates(database: Database): CollectionStates {
  const held = new Map<string, Held>()
  const nameOf = (collection: string, version: number): string => `${collection}:${version}`
  return {
    hold<Doc>(collection: string, schema: RxJsonSchema<RxDocumentData<Doc>>) {
      const name = nameOf(collection, schema.version)
      let entry = held.get(name)
      if (!entry || entry.state.removed) {
        const state: CollectionState<Doc> = {
          table: openTable(database, collection, schema),
          changes$: new Subject(),
          gate: createWriteGate(),
          removed: false,
        }
        // The map holds collections of all document types; each name always has the same.
        entry = { state: state as unknown as CollectionState<unknown>, holders: 0 }
        held.set(name, entry)
      }
      entry.holders++
      return entry.state as unknown as CollectionState<Doc>
    },
    release(collection, version) {
      const name = nameOf(collection, version)
      const entry = held.get(name)
      if (!entry || --entry.holders > 0) return
      held.delete(name)
      entry.state.changes$.complete()
    },
    of(collection) {
      return [...held.entries()]
        .filter(([name]) => name.slice(0, name.lastIndexOf(':')) === collection)
        .map(([, entry]) => entry.state)
    },
  }
}
