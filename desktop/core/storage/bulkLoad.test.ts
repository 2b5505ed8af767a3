import { replicateRxCollection } from 'rxdb/plugins/replication'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { bulkLoad, bulkLoadContext } from './bulkLoad.ts'
import type { StoredDocument } from './rxStorage.ts'
import { PergelStorageInstance } from './rxStorageInstance.ts'
import { startPull } from './startPull.ts'
import { createDesktop, createFeed, type Desktop, type Feed, type FeedRecord, shown } from './testing/feed.ts'

let feed: Feed
let desktop: Desktop
let hooked: { ids: string[]; context: string }[]
beforeEach(async () => {
  feed = createFeed()
  hooked = []
  desktop = await createDesktop({
    onWrite: (collection, documents, context) => {
      if (collection === 'records') hooked.push({ ids: documents.map(one => String(one.id)), context })
    },
  })
})
afterEach(async () => {
  vi.restoreAllMocks()
  await desktop.close()
  desktop.profile.remove()
})

const snapshot = (count: number): FeedRecord[] =>
  Array.from({ length: count }, (_, index) => feed.put(`r${index}`, `name ${index}`))

describe('a bulk load', () => {
  it('is found by RxDB as if RxDB had written it', async () => {
    const result = await bulkLoad(desktop.storage, 'records', snapshot(300), { sliceMs: 1 })
    expect(result).toEqual({ written: 300, outdated: 0 })
    expect(await desktop.held()).toEqual(shown(feed))
    const document = await desktop.records.findOne('r7').exec()
    expect(document?.revision).toBe('1-snapshot')
    await document?.incrementalPatch({ number: 9000 })
    expect((await desktop.records.findOne('r7').exec())?.number).toBe(9000)
  })

  it('keeps the JSON that is given of a document as it is', async () => {
    const [one, two] = snapshot(2) as [FeedRecord, FeedRecord]
    const { id, ...rest } = one
    const texts = new Map([[id, Buffer.from(JSON.stringify({ ...rest, name: 'İğne' }, null, 1))]])
    await bulkLoad(desktop.storage, 'records', [one, two], { texts })
    const stored = await desktop.records.storageInstance.findDocumentsById([one.id, two.id], false)
    expect(stored).toMatchObject([{ ...one, name: 'İğne', _deleted: false }, two])
    const types = desktop.storage.database.prepare('SELECT DISTINCT typeof(data) FROM "rx:records:0"').pluck().all()
    expect(types).toEqual(['text'])
  })

  it('runs the hooks inside each transaction and commits the position with it', async () => {
    const { database } = desktop.storage
    database.sql.exec('CREATE TABLE position(last TEXT)')
    const slices: number[] = []
    await bulkLoad(desktop.storage, 'records', snapshot(200), {
      sliceMs: 0,
      onSlice(documents) {
        expect(database.sql.inTransaction).toBe(true)
        slices.push(documents.length)
        database.prepare('INSERT INTO position VALUES (?)').run(documents.at(-1)?.id)
      },
    })
    expect(slices).toEqual([25, 25, 25, 25, 25, 25, 25, 25])
    expect(hooked.flatMap(one => one.ids)).toHaveLength(200)
    expect(new Set(hooked.map(one => one.context))).toEqual(new Set([bulkLoadContext]))
    expect(database.prepare('SELECT last FROM position ORDER BY rowid DESC').pluck().get()).toBe('r199')
  })

  it('leaves out what is older than what is here, and takes what is newer or the same', async () => {
    const [one, two, three] = snapshot(3) as [FeedRecord, FeedRecord, FeedRecord]
    await bulkLoad(desktop.storage, 'records', [{ ...one, number: 50 }, two, three])
    const again = [
      one,
      { ...two, body: { name: 'same number' } },
      { ...three, epoch: 2, number: 1, body: { name: 'new epoch' } },
    ]
    expect(await bulkLoad(desktop.storage, 'records', again)).toEqual({ written: 2, outdated: 1 })
    const found = await desktop.records.findByIds(['r0', 'r1', 'r2']).exec()
    expect(found.get('r0')?.number).toBe(50)
    expect(found.get('r1')?.body.name).toBe('same number')
    expect(found.get('r2')?.body.name).toBe('new epoch')
  })

  it('reaches queries that RxDB keeps open', async () => {
    const names: number[] = []
    const watching = desktop.records.find().$.subscribe(found => names.push(found.length))
    await vi.waitFor(() => expect(names).toEqual([0]))
    await bulkLoad(desktop.storage, 'records', snapshot(100))
    await vi.waitFor(() => expect(names.at(-1)).toBe(100))
    watching.unsubscribe()
  })

  it('undoes what is not committed when a hook fails, and keeps what is', async () => {
    const documents = snapshot(300)
    let slice = 0
    const load = bulkLoad(desktop.storage, 'records', documents, {
      sliceMs: 0,
      onSlice() {
        if (++slice === 11) throw new Error('no')
      },
    })
    await expect(load).rejects.toThrow('no')
    expect(await desktop.held()).toHaveProperty('size', 200)
    await bulkLoad(desktop.storage, 'records', documents)
    expect(await desktop.held()).toEqual(shown(feed))
  })

  it('brings documents that are deleted as deleted', async () => {
    await bulkLoad(desktop.storage, 'records', [feed.put('a', 'x'), { ...feed.put('b', 'y'), _deleted: true }])
    expect([...(await desktop.held()).keys()]).toEqual(['a'])
  })
})

describe('a pull after a bulk load of 2,000 documents', () => {
  const watched = () => {
    const asked: unknown[] = []
    const walked = vi.spyOn(PergelStorageInstance.prototype, 'getChangedDocumentsSince')
    const written: StoredDocument[] = []
    const write = vi.spyOn(PergelStorageInstance.prototype, 'bulkWrite')
    return {
      asked,
      handler: async (checkpoint: { number: number } | undefined) => {
        asked.push(checkpoint)
        return feed.page(checkpoint, 100)
      },
      walkedDocuments: async () => {
        const results = await Promise.all(
          walked.mock.results.map(
            result => result.value as ReturnType<PergelStorageInstance<unknown>['getChangedDocumentsSince']>,
          ),
        )
        return results.reduce((count, result) => count + result.documents.length, 0)
      },
      writtenRecords: () => {
        for (const [rows, context] of write.mock.calls) {
          if (context.startsWith('replication-downstream'))
            written.push(...rows.map(row => row.document as StoredDocument))
        }
        return written.map(one => one.id)
      },
    }
  }

  it('walks all of them in RxDB as it is, since it looks for something to push', async () => {
    await bulkLoad(desktop.storage, 'records', snapshot(2000))
    const { handler, walkedDocuments } = watched()
    const replication = replicateRxCollection<FeedRecord, { number: number }>({
      replicationIdentifier: 'bare',
      collection: desktop.records,
      waitForLeadership: false,
      pull: { handler, initialCheckpoint: { number: feed.head }, stream$: feed.frames$, batchSize: 100 },
    })
    await replication.awaitInSync()
    expect(await walkedDocuments()).toBeGreaterThanOrEqual(2000)
    await replication.cancel()
  })

  it('walks none, pulls none again and begins at the start number when started by startPull', async () => {
    await bulkLoad(desktop.storage, 'records', snapshot(2000))
    const start = { number: feed.head }
    feed.put('r5', 'changed while the snapshot came')
    const { handler, asked, walkedDocuments, writtenRecords } = watched()
    const pull = startPull({
      collection: desktop.records,
      identifier: 'server',
      handler,
      stream$: feed.frames$,
      initialCheckpoint: start,
    })
    await pull.inSync()
    expect(asked).toEqual([start])
    expect(writtenRecords()).toEqual(['r5', 'marker'])
    // The two just pulled, seen as they were written.
    expect(await walkedDocuments()).toBeLessThanOrEqual(2)
    expect(await desktop.held()).toEqual(shown(feed))

    // And again after a restart, from where it was and not from the start.
    await pull.restart()
    await pull.inSync()
    expect(asked.at(-1)).toEqual({ number: feed.head })
    expect(await walkedDocuments()).toBeLessThanOrEqual(4)
    await pull.stop()
  })
})
