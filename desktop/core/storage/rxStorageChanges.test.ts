import type { RxStorageChangeEvent } from 'rxdb/plugins/core'
import { describe, expect } from 'vitest'
import { type Crew, crew, crewSchema } from './testing/crew.ts'
import { idsOf, storageTest } from './testing/storageTest.ts'
import { changed, type Instance, stored, subjects } from './testing/subjects.ts'

const [ada, berk, can] = crew as [Crew, Crew, Crew]

describe.each(subjects)('%s', (_name, create) => {
  const it = storageTest(create)

  describe('changed since', () => {
    it('gives every document in the order of its last write, deleted ones too', async ({ write, find, since }) => {
      const first = stored(ada)
      await write({ document: first }, { document: stored(berk) })
      await write({ document: stored(can) })
      await write(changed(first, { age: 31 }))
      expect(idsOf((await since(10)).documents)).toBe('b c a')
      const [again] = await find('b')
      if (again) await write(changed(again, {}, true))
      expect(idsOf((await since(10)).documents)).toBe('c a b')
    })

    it('goes on exactly after a checkpoint', async ({ write, since }) => {
      for (const document of crew) await write({ document: stored(document) })
      const seen: string[] = []
      let checkpoint: unknown
      for (let page = 0; page < 4; page++) {
        const changes = await since(2, checkpoint)
        seen.push(idsOf(changes.documents))
        checkpoint = changes.checkpoint
      }
      expect(seen).toEqual(['a b', 'c d', 'e f', 'h'])
      const last = await since(2, checkpoint)
      expect(last.documents).toEqual([])
      expect(last.checkpoint).toEqual(checkpoint)
    })

    it('gives a document changed after the checkpoint once, in its newest state', async ({ write, since }) => {
      const first = stored(ada)
      await write({ document: first }, { document: stored(berk) })
      const { checkpoint } = await since(10)
      const second = changed(first, { age: 31 })
      await write(second)
      await write(changed(second.document, { age: 32 }))
      const changes = await since(10, checkpoint)
      expect(changes.documents.map(document => document.age)).toEqual([32])
    })

    it('starts from the beginning without a checkpoint, and has one for an empty collection', async ({
      write,
      since,
    }) => {
      const { documents, checkpoint } = await since(10)
      expect(documents).toEqual([])
      await write({ document: stored(ada) })
      expect(idsOf((await since(10, checkpoint)).documents)).toBe('a')
    })
  })

  describe('the change stream', () => {
    const watch = (instance: Instance<Crew>) => {
      const events: RxStorageChangeEvent<Crew>[] = []
      const bulks: { context: string; checkpoint: unknown }[] = []
      instance.changeStream().subscribe(bulk => {
        events.push(...bulk.events)
        bulks.push(bulk)
      })
      return { events, bulks }
    }

    it('tells inserts, updates, deletions and returns with what was before', async ({ instance, write }) => {
      const { events } = watch(instance)
      const first = stored(ada)
      await write({ document: first })
      const second = changed(first, { age: 31 })
      await write(second)
      const third = changed(second.document, {}, true)
      await write(third)
      await write(changed(third.document, { age: 33 }))
      expect(events.map(event => event.operation)).toEqual(['INSERT', 'UPDATE', 'DELETE', 'INSERT'])
      expect(events[1]).toMatchObject({ documentId: 'a', documentData: { age: 31 }, previousDocumentData: { age: 30 } })
      expect(events[2]?.previousDocumentData?.age).toBe(31)
    })

    it('says nothing of a conflict', async ({ instance, write }) => {
      await write({ document: stored(ada) })
      const { events } = watch(instance)
      await write({ document: stored(ada) })
      expect(events).toEqual([])
    })

    it('names the context, and its checkpoint leads to what comes after', async ({ instance, write, since }) => {
      const { bulks } = watch(instance)
      await instance.bulkWrite([{ document: stored(ada) }], 'from here')
      expect(bulks[0]?.context).toBe('from here')
      await write({ document: stored(berk) })
      expect(idsOf((await since(10, bulks[0]?.checkpoint)).documents)).toBe('b')
    })

    it('reaches other instances of the collection', async ({ subject, instance, find }) => {
      const other = await subject.open(crewSchema)
      const { events } = watch(instance)
      await other.bulkWrite([{ document: stored(ada) }], 'test')
      expect(events.map(event => event.documentId)).toEqual(['a'])
      expect(idsOf(await find('a'))).toBe('a')
      await other.close()
      expect(idsOf(await find('a'))).toBe('a')
    })
  })

  describe('cleaning up', () => {
    it('purges what was deleted long enough ago and nothing else', async ({ instance, write, since }) => {
      const [first, second] = [stored(ada), stored(berk)]
      await write({ document: first }, { document: second }, { document: stored(can) })
      await write(changed(first, {}, true))
      const recent = changed(second, {}, true)
      recent.document._meta.lwt = Date.now()
      await write(recent)
      while (!(await instance.cleanup(60_000))) {
        // Goes on until all is purged.
      }
      expect(idsOf(await instance.findDocumentsById(['a', 'b', 'c'], true))).toBe('b c')
      expect((await since(10)).documents).toHaveLength(2)
    })

    it('lets a purged document be inserted anew, and tells of it after an old checkpoint', async ({
      instance,
      write,
      since,
    }) => {
      const first = stored(ada)
      await write({ document: first })
      await write(changed(first, {}, true))
      const { checkpoint } = await since(10)
      while (!(await instance.cleanup(0))) {
        // Goes on until all is purged.
      }
      expect((await write({ document: stored(ada, { lwt: Date.now() + 60_000 }) })).error).toEqual([])
      expect(idsOf((await since(10, checkpoint)).documents)).toBe('a')
    })
  })
})
