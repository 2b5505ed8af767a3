import type { RxDocumentData } from 'rxdb/plugins/core'
import { compareRev, type RecordState, type Rev, type SyncedState } from '../../../shared/record.ts'
import type { Head } from '../../../shared/sync/protocol.ts'
import type { CollectionState } from '../storage/collectionState.ts'
import { columns, type Row } from '../storage/collectionTable.ts'
import type { RxStoragePergel } from '../storage/rxStorage.ts'
import { documentOf, headOf, markerOf, type RecordDocument, recordOf, recordsName, syncedStateOf } from './records.ts'

/**
 * The server's copies below RxDB: read by SQL, and removed or replaced where no pull is running. RxDB finds what was
 * done here as if it had done it.
 */
export interface Copies {
  get(id: string): RecordState | undefined
  /** Of a copy or a tombstone. */
  revOf(id: string): Rev | undefined
  /** Every change up to here is in the copies; undefined until the first copy is complete. */
  position(): Head | undefined
  /** Inside a transaction or by itself; undefined: the copies are worth nothing yet. */
  setPosition(head: Head | undefined): void
  /** Copies and tombstones with ids above `after`, by id. */
  after(after: string, limit: number): SyncedState[]
  /** What a digest reads of them; `gone` for tombstones. */
  revsAfter(after: string, limit: number): CopyRev[]
  /** Ids and revs of a kind's copies with ids from `from` (included) up to `below` (not included). */
  idsBetween(kind: string, from: string | undefined, below: string | undefined): CopyRev[]
  /** Removes the rows themselves; a later state of the record comes as new. */
  remove(ids: readonly string[]): void
  /** Puts another form of the same rev in a copy's place. */
  replace(state: RecordState): void
  /** Removes some tombstones; false when none was left. */
  removeTombstones(limit: number): boolean
}

export interface CopyRev extends Rev {
  id: string
  kind: string
  gone: boolean
}

/** As many as a large change reads before it writes them: each is read once to be checked and once to be shown anew. */
const mostKept = 256

/** Ids are lowercase hexadecimal: above every marker, below the letter g. */
const [first, last] = ['0', 'g']

export function createCopies(storage: RxStoragePergel): Copies {
  const { database } = storage
  const table = () => (storage.stateOf(recordsName) as CollectionState<RecordDocument>).table
  const prepare = (sql: (name: string) => string) => database.prepare(sql(table().name))
  const decode = (row: unknown): RxDocumentData<RecordDocument> => table().decode(row as Row)
  const readRev = (row: unknown): CopyRev => {
    const { gone, ...rev } = row as Omit<CopyRev, 'gone'> & { gone: number }
    return { ...rev, gone: gone === 1 }
  }
  const revColumns = `id, data ->> '$.kind' AS kind, data ->> '$.epoch' AS epoch, data ->> '$.number' AS number,
                      deleted AS gone`

  const kept = new Map<string, RecordState>()
  let keptOf = 0

  return {
    get(id) {
      const { writes } = table()
      if (writes !== keptOf) kept.clear()
      keptOf = writes
      const known = kept.get(id)
      if (known) return known
      const document = table().get(id)
      const record = document && recordOf(document)
      // What is read within a transaction may be undone with it: also between `later` writes.
      if (record && !database.sql.inTransaction) {
        const [oldest] = kept.size >= mostKept ? kept.keys() : []
        if (oldest !== undefined) kept.delete(oldest)
        kept.set(id, record)
      }
      return record
    },
    // Asked of every record that an open entry touches: the record itself is not read.
    revOf: id =>
      prepare(
        name => `SELECT data ->> '$.epoch' AS epoch, data ->> '$.number' AS number FROM ${name} WHERE id = ?`,
      ).get(id) as Rev | undefined,
    position() {
      const markers = prepare(name => `SELECT ${columns} FROM ${name} WHERE id < '${first}'`)
        .raw()
        .all()
      const heads = markers.flatMap(row => headOf(decode(row)) ?? [])
      return heads.sort(compareRev).at(-1)
    },
    setPosition(head) {
      database.write(() => {
        prepare(name => `DELETE FROM ${name} WHERE id < '${first}'`).run()
        if (head) table().put([asStored(markerOf(head))])
      })
    },
    after: (after, limit) =>
      prepare(name => `SELECT ${columns} FROM ${name} WHERE id > ? ORDER BY id LIMIT ?`)
        .raw()
        .all(after < first ? first : after, limit)
        .flatMap(row => syncedStateOf(decode(row)) ?? []),
    revsAfter: (after, limit) =>
      prepare(name => `SELECT ${revColumns} FROM ${name} WHERE id > ? ORDER BY id LIMIT ?`)
        .all(after < first ? first : after, limit)
        .map(readRev),
    idsBetween: (kind, from, below) =>
      prepare(
        name => `SELECT ${revColumns} FROM ${name} WHERE id >= ? AND id < ? AND deleted = 0 AND data ->> '$.kind' = ?`,
      )
        .all(from ?? first, below ?? last, kind)
        .map(readRev),
    remove(ids) {
      if (ids.length === 0) return
      database.write(() => {
        for (const id of ids) table().remove(id)
      })
    },
    replace(state) {
      const before = table().get(state.id)
      if (!before) return
      database.write(() => table().put([{ ...asStored(documentOf(state)), _rev: before._rev, _meta: before._meta }]))
    },
    removeTombstones: limit =>
      database.write(() =>
        prepare(name => `DELETE FROM ${name} WHERE seq IN (SELECT seq FROM ${name} WHERE deleted = 1 LIMIT ?)`).run(
          limit,
        ),
      ).changes > 0,
  }
}

const asStored = (document: RecordDocument & { _deleted: boolean }): RxDocumentData<RecordDocument> => ({
  ...document,
  _rev: '1-placed',
  _attachments: {},
  _meta: { lwt: Date.now() },
})
