import type { RxDocumentData } from 'rxdb/plugins/core'
import { compareRev, type RecordKey, type RecordState, type Rev } from '../../../shared/record.ts'
import type { Head } from '../../../shared/sync/protocol.ts'
import type { CollectionState } from '../storage/collectionState.ts'
import { columns, type Row } from '../storage/collectionTable.ts'
import type { RxStoragePergel } from '../storage/rxStorage.ts'
import {
  documentKey,
  documentOf,
  headOf,
  markerOf,
  type RecordDocument,
  recordKeyOf,
  recordsName,
  stateOf,
} from './records.ts'

/**
 * The server's copies below RxDB: read by SQL, and removed or replaced where no pull is running. RxDB finds what was
 * done here as if it had done it.
 */
export interface Copies {
  get(key: RecordKey): RecordState | undefined
  revOf(key: RecordKey): Rev | undefined
  /** Every change up to here is in the copies; undefined until the first copy is complete. */
  position(): Head | undefined
  setPosition(head: Head | undefined): void
  /** Kinds that have a copy or a tombstone. */
  kinds(): string[]
  /** Copies of a kind by id, descending, below `before`. */
  page(kind: string, before: string | undefined, limit: number): RecordState[]
  /** Id and rev of a kind's copies and tombstones by id, ascending, above `after`. */
  revs(kind: string, after: string | undefined, limit: number): (Rev & { id: string; gone: boolean })[]
  /** Removes the rows themselves; a later state of the record comes as new. */
  remove(keys: readonly RecordKey[]): void
  /** Puts another form of the same rev in a copy's place. */
  replace(state: RecordState): void
  removeTombstones(limit: number): number
}

export function createCopies(storage: RxStoragePergel): Copies {
  const { database } = storage
  const table = () => (storage.stateOf(recordsName) as CollectionState<RecordDocument>).table
  const prepare = (sql: (name: string) => string) => database.prepare(sql(table().name))
  const stored = (key: string): RxDocumentData<RecordDocument> | undefined => table().get(key)
  const removeKey = (key: string): void => void prepare(name => `DELETE FROM ${name} WHERE id = ?`).run(key)

  const markers = (): Head[] =>
    prepare(name => `SELECT ${columns} FROM ${name} WHERE id >= '!' AND id < '"'`)
      .raw()
      .all()
      .flatMap(row => headOf(table().decode(row as Row)) ?? [])

  return {
    get(key) {
      const document = stored(documentKey(key))
      return document && stateOf(document)
    },
    revOf(key) {
      const document = stored(documentKey(key))
      return document && { epoch: document.epoch, number: document.number }
    },
    position: () =>
      markers().reduce<Head | undefined>(
        (last, head) => (last && compareRev(last, head) >= 0 ? last : head),
        undefined,
      ),
    setPosition(head) {
      database.write(() => {
        prepare(name => `DELETE FROM ${name} WHERE id >= '!' AND id < '"'`).run()
        if (head) table().put(asStored(markerOf(head, 0)))
      })
    },
    kinds() {
      const next = prepare(name => `SELECT min(id) FROM ${name} WHERE id >= ?`).pluck()
      const kinds: string[] = []
      for (let from = '"'; ; ) {
        const key = next.get(from)
        const found = typeof key === 'string' ? recordKeyOf(key) : undefined
        if (!found) return kinds
        kinds.push(found.kind)
        from = `${found.kind};`
      }
    },
    page: (kind, before, limit) =>
      prepare(
        name => `SELECT ${columns} FROM ${name} WHERE id >= ? AND id < ? AND deleted = 0 ORDER BY id DESC LIMIT ?`,
      )
        .raw()
        .all(`${kind}:`, before === undefined ? `${kind};` : `${kind}:${before}`, limit)
        .flatMap(row => stateOf(table().decode(row as Row)) ?? []),
    revs: (kind, after, limit) =>
      prepare(
        name => `SELECT substr(id, ?) AS id, data ->> 'epoch' AS epoch, data ->> 'number' AS number, deleted AS gone
                 FROM ${name} WHERE id > ? AND id < ? ORDER BY id LIMIT ?`,
      )
        .all(kind.length + 2, `${kind}:${after ?? ''}`, `${kind};`, limit)
        .map(row => {
          const { gone, ...rev } = row as Rev & { id: string; gone: number }
          return { ...rev, gone: gone === 1 }
        }),
    remove(keys) {
      database.write(() => {
        for (const key of keys) removeKey(documentKey(key))
      })
    },
    replace(state) {
      const before = stored(documentKey(state))
      if (before)
        database.write(() => table().put({ ...asStored(documentOf(state)), _rev: before._rev, _meta: before._meta }))
    },
    removeTombstones: limit =>
      database.write(() =>
        prepare(name => `DELETE FROM ${name} WHERE seq IN (SELECT seq FROM ${name} WHERE deleted = 1 LIMIT ?)`).run(
          limit,
        ),
      ).changes,
  }
}

const asStored = (document: RecordDocument & { _deleted: boolean }): RxDocumentData<RecordDocument> => ({
  ...document,
  _rev: '1-placed',
  _attachments: {},
  _meta: { lwt: Date.now() },
})
