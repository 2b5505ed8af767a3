import { setImmediate as turn } from 'node:timers/promises'
import {
  type BulkWriteRow,
  type EventBulk,
  now,
  type PreparedQuery,
  type RxDocumentData,
  type RxStorageBulkWriteResponse,
  type RxStorageChangeEvent,
  type RxStorageCountResult,
  type RxStorageInstance,
  type RxStorageInstanceCreationParams,
  type RxStorageQueryResult,
  type RxStorageWriteError,
} from 'rxdb/plugins/core'
import type { Observable, Subject } from 'rxjs'
import { AppError } from '../../../shared/errors.ts'
import type { CollectionState } from './collectionState.ts'
import { columns, type Row } from './collectionTable.ts'
import type { Database } from './database.ts'
import { pullStartContext } from './pullCheckpoint.ts'
import { runCount, runQuery } from './query.ts'
import { chunkSize, type StorageHooks, writeChunk } from './writeChunk.ts'
import { isPullWrite } from './writeGate.ts'

/** Where "changed since" goes on: the write number of the last document seen. */
export interface SeqCheckpoint {
  seq: number
}

export interface InstanceSettings {
  database: Database
  hooks: StorageHooks
  /** No transaction takes much longer than this, in milliseconds. */
  sliceMs: number
  /** Checkpoints that could not be stored. */
  lost$: Subject<unknown>
  /** Collections that only a pull may write. */
  pullOnly: ReadonlySet<string>
  isMarker(id: string): boolean
  /** Gives this instance's hold on its collection back. */
  release(): void
}

type Params<Doc> = RxStorageInstanceCreationParams<Doc, object>
type Changes<Doc> = EventBulk<RxStorageChangeEvent<Doc>, SeqCheckpoint>
/** What RxDB calls its writes of a checkpoint. */
const checkpointContext = 'replication-set-checkpoint'
const checkpointContexts: ReadonlySet<string> = new Set([checkpointContext, pullStartContext])
const tombstonesAtOnce = 1000

export class PergelStorageInstance<Doc> implements RxStorageInstance<Doc, object, object, SeqCheckpoint> {
  readonly databaseName: string
  readonly collectionName: string
  readonly schema: Params<Doc>['schema']
  readonly options: object
  readonly internals: object = {}
  readonly #settings: InstanceSettings
  readonly #state: CollectionState<Doc>
  readonly #writing = new Set<Promise<unknown>>()
  #closed = false

  constructor(params: Params<Doc>, state: CollectionState<Doc>, settings: InstanceSettings) {
    this.databaseName = params.databaseName
    this.collectionName = params.collectionName
    this.schema = params.schema
    this.options = params.options
    this.#state = state
    this.#settings = settings
  }

  async bulkWrite(rows: BulkWriteRow<Doc>[], context: string): Promise<RxStorageBulkWriteResponse<Doc>> {
    this.#ensureOpen()
    const writing = this.#writeInSlices(isPullWrite(context) ? this.#markersLast(rows) : rows, context)
    this.#writing.add(writing)
    try {
      return { error: await writing }
    } catch (thrown) {
      if (context !== checkpointContext || !this.#settings.lost$.observed) throw thrown
      // RxDB waits for this write nowhere: a rejection would be unhandled and its queue of checkpoints dead. A
      // checkpoint that is not there is pulled again, and whoever started the pull is told.
      this.#settings.lost$.next(thrown)
      return { error: [] }
    } finally {
      this.#writing.delete(writing)
    }
  }

  async findDocumentsById(ids: string[], withDeleted: boolean): Promise<RxDocumentData<Doc>[]> {
    this.#ensureOpen()
    // Only a replication asks for deleted documents too, before it writes.
    if (withDeleted) this.#state.gate.ensureOpen()
    const { table } = this.#state
    // Whole documents would be made of text for nothing, and outlive young memory.
    const isForPull = withDeleted && this.#settings.pullOnly.has(this.collectionName)
    const found: RxDocumentData<Doc>[] = []
    let since = performance.now()
    for (let next = 0; next < ids.length; next += chunkSize) {
      this.#ensureOpen()
      const asked = ids.slice(next, next + chunkSize)
      const stored = isForPull ? table.standing(asked) : table.stored(asked)
      for (const id of asked) {
        const document = stored.get(id)
        if (document && (withDeleted || !document._deleted)) found.push(document)
      }
      if (ids.length <= chunkSize || performance.now() - since < this.#settings.sliceMs) continue
      await turn()
      since = performance.now()
    }
    return found
  }

  async query(prepared: PreparedQuery<Doc>): Promise<RxStorageQueryResult<Doc>> {
    this.#ensureOpen()
    return { documents: runQuery(this.#settings.database, this.#state.table, prepared) }
  }

  async count(prepared: PreparedQuery<Doc>): Promise<RxStorageCountResult> {
    this.#ensureOpen()
    return { count: runCount(this.#settings.database, this.#state.table, prepared), mode: 'fast' }
  }

  async getChangedDocumentsSince(
    limit: number,
    checkpoint?: SeqCheckpoint,
  ): Promise<{ documents: RxDocumentData<Doc>[]; checkpoint: SeqCheckpoint }> {
    this.#ensureOpen()
    const since = checkpoint?.seq ?? 0
    const { table } = this.#state
    const rows = this.#settings.database
      .prepare(`SELECT ${columns}, seq FROM ${table.name} WHERE seq > ? ORDER BY seq LIMIT ?`)
      .raw()
      .all(since, limit) as [...Row, seq: number][]
    return {
      documents: rows.map(([id, deleted, lwt, rev, data]) => table.decode([id, deleted, lwt, rev, data])),
      checkpoint: { seq: rows.at(-1)?.[5] ?? since },
    }
  }

  changeStream(): Observable<Changes<Doc>> {
    this.#ensureOpen()
    return this.#state.changes$.asObservable()
  }

  /** Purges tombstones at least this many milliseconds old, some at a time; true when none is left. */
  async cleanup(minimumDeletedTime: number): Promise<boolean> {
    this.#ensureOpen()
    const { database } = this.#settings
    const { name } = this.#state.table
    const purge = database.prepare(
      `DELETE FROM ${name} WHERE seq IN
       (SELECT seq FROM ${name} WHERE deleted = 1 AND lwt <= ? LIMIT ${tombstonesAtOnce})`,
    )
    // RxDB's clock, not the system's: it runs ahead of it by fractions.
    return database.write(() => purge.run(now() - minimumDeletedTime)).changes < tombstonesAtOnce
  }

  async getAttachmentData(): Promise<Blob> {
    throw new Error('files travel by HTTP: this storage has no attachments')
  }

  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    await Promise.allSettled(this.#writing)
    this.#settings.release()
  }

  async remove(): Promise<void> {
    this.#ensureOpen()
    const { database } = this.#settings
    database.write(() => database.sql.exec(`DROP TABLE ${this.#state.table.name}`))
    this.#state.removed = true
    await this.close()
  }

  /**
   * A write may end after any slice. RxDB puts waiting pages together by id, and a marker that is among them again keeps
   * the place that it had first: before what it answers for.
   */
  #markersLast(rows: BulkWriteRow<Doc>[]): BulkWriteRow<Doc>[] {
    const { isMarker } = this.#settings
    const { primaryPath } = this.#state.table
    const [rest, markers] = [[] as BulkWriteRow<Doc>[], [] as BulkWriteRow<Doc>[]]
    for (const row of rows) {
      const id = String((row.document as Record<string, unknown>)[primaryPath])
      if (isMarker(id)) markers.push(row)
      else rest.push(row)
    }
    return [...rest, ...markers]
  }

  /**
   * A long write is several transactions with a turn of the event loop between them, and before the first: RxDB has just
   * held it up for putting the rows together. It asks for no more.
   */
  async #writeInSlices(rows: BulkWriteRow<Doc>[], context: string): Promise<RxStorageWriteError<Doc>[]> {
    const errors: RxStorageWriteError<Doc>[] = []
    let next = 0
    do {
      if (next > 0 || rows.length > chunkSize) await turn()
      next = this.#writeSlice(rows, next, context, errors)
    } while (next < rows.length)
    return errors
  }

  #writeSlice(rows: BulkWriteRow<Doc>[], from: number, context: string, errors: RxStorageWriteError<Doc>[]): number {
    const { database, hooks, sliceMs, pullOnly } = this.#settings
    this.#state.gate.ensureOpen()
    if (pullOnly.has(this.collectionName) && !isPullWrite(context)) throw new AppError('storage.readOnly')
    // What a power cut takes of a pull is pulled again, for how far it came went with it. Waiting for the disk at each frame
    // held core up for as long as the disk was busy with something else.
    const sync = isPullWrite(context) || checkpointContexts.has(context) ? 'normal' : 'full'
    const target = { database, hooks, collection: this.collectionName, state: this.#state }
    try {
      return database.write(
        () => {
          const started = performance.now()
          let next = from
          while (next < rows.length && (next === from || performance.now() - started < sliceMs)) {
            errors.push(...writeChunk(target, rows.slice(next, next + chunkSize), context))
            next += chunkSize
          }
          return next
        },
        { sync },
      )
    } catch (thrown) {
      if (isPullWrite(context)) this.#state.gate.fail(thrown)
      throw thrown
    }
  }

  #ensureOpen(): void {
    if (this.#closed || this.#state.removed || !this.#settings.database.sql.open) throw new AppError('storage.closed')
  }
}
