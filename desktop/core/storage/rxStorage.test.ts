import { getChangedDocumentsSince, getQueryMatcher, type RxStorageChangeEvent } from 'rxdb/plugins/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Crew, crew, crewSchema } from './testing/crew.ts'
import { changed, type Instance, prepared, type Subject, stored, subjects } from './testing/subjects.ts'

const [ada, berk, can] = crew as [Crew, Crew, Crew]
const idsOf = (documents: readonly Crew[]): string => documents.map(document => document.id).join(' ')

describe.each(subjects)('%s', (_name, create) => {
  let subject: Subject
  let instance: Instance<Crew>
  beforeEach(async () => {
    subject = create()
    instance = await subject.open(crewSchema)
  })
  afterEach(() => subject.close())

  const write = (...rows: Parameters<Instance<Crew>['bulkWrite']>[0]) => instance.bulkWrite(rows, 'test')
  const find = async (...ids: string[]) => instance.findDocumentsById(ids, false)
  // RxDB asks by a query where a storage has no method of its own, as memory has not.
  const since = (limit: number, checkpoint?: unknown) => getChangedDocumentsSince(instance, limit, checkpoint)

  describe('writing', () => {
    it('gives back what was written, fields of RxDB included', async () => {
      const document = stored(ada)
      expect(await write({ document })).toEqual({ error: [] })
      expect(await find('a')).toEqual([document])
    })

    it('keeps every field of _meta', async () => {
      const document = { ...stored(ada), _meta: { lwt: 1_763_757_000_000.07, o: { hash: 'x', _rev: 3 }, more: [1] } }
      await write({ document })
      expect(await find('a')).toEqual([document])
    })

    it('keeps fields that the schema does not name, null, nested and empty ones', async () => {
      const document = stored({ ...ada, extra: { deep: [null, {}, [], '', 0, false] }, none: null } as Crew)
      await write({ document })
      expect(await find('a')).toEqual([document])
    })

    it.each([
      ['Turkish letters', 'İıŞşÇçĞğÖöÜü'],
      ['emoji', '👩‍👩‍👧 😀'],
      ['a NUL character', 'a\u0000b'],
      ['half a surrogate pair', 'a\ud83db'],
      ['private use', '\ue000\uf8ff\u{10ffff}'],
      ['quotes and backslashes', '"\'\\`'],
      ['a line of 100,000 characters', 'ş'.repeat(100_000)],
      ['combining marks, not composed', 'I\u0307'],
    ])('keeps text with %s as it is', async (_kind, text) => {
      const document = stored({ ...ada, note: text, nick: text })
      await write({ document })
      expect((await find('a'))[0]?.note).toBe(text)
      expect(idsOf((await instance.query(prepared(instance, { selector: { note: text } }))).documents)).toBe('a')
    })

    it.each([['0'], [' '], ['İ/ş'], ['😀'], ['\ud83d'], ['\uffff'], ['a"b\'c'], ['x'.repeat(60)]])(
      'finds the primary key %j',
      async id => {
        await write({ document: stored({ ...ada, id }) })
        expect((await find(id))[0]?.id).toBe(id)
        const { documents } = await instance.query(prepared(instance, { selector: { id } }))
        expect(documents.map(document => document.id)).toEqual([id])
      },
    )

    it.each([[0], [-0.01], [0.1 + 0.2], [-999.99], [1e-7], [999.9999999999999]])('keeps the number %d', async score => {
      await write({ document: stored({ ...ada, score, rank: score }) })
      expect((await find('a'))[0]?.score).toBe(score)
      expect(idsOf((await instance.query(prepared(instance, { selector: { rank: score } }))).documents)).toBe('a')
    })

    it('writes 3,000 documents at once', async () => {
      const rows = Array.from({ length: 3000 }, (_, index) => ({ document: stored({ ...ada, id: `n${index}` }) }))
      expect((await write(...rows)).error).toEqual([])
      expect((await instance.count(prepared(instance, {}))).count).toBe(3000)
    })

    it('writes nothing when there is nothing to write', async () => {
      expect(await write()).toEqual({ error: [] })
    })
  })

  describe('conflicts', () => {
    it('refuses to insert what is there, names it, and keeps the stored one', async () => {
      const first = stored(ada)
      await write({ document: first })
      const { error } = await write({ document: stored({ ...ada, name: 'Other' }, { rev: '1-other' }) })
      expect(error).toMatchObject([
        { status: 409, documentId: 'a', isError: true, documentInDb: first, context: 'test' },
      ])
      expect(await find('a')).toEqual([first])
    })

    it('refuses an update of a revision that is no longer there', async () => {
      const first = stored(ada)
      await write({ document: first })
      const second = changed(first, { age: 31 })
      await write(second)
      const { error } = await write(changed(first, { age: 32 }))
      expect(error).toMatchObject([{ status: 409, documentInDb: { age: 31 } }])
      expect((await find('a'))[0]?.age).toBe(31)
    })

    it('writes the rest of a batch with a conflict in it', async () => {
      await write({ document: stored(ada) })
      const { error } = await write({ document: stored(berk) }, { document: stored(ada) }, { document: stored(can) })
      expect(error.map(one => one.documentId)).toEqual(['a'])
      expect(idsOf(await find('b', 'c'))).toBe('b c')
    })

    it('refuses to insert over a deleted document without naming it as previous', async () => {
      const first = stored(ada)
      await write({ document: first })
      await write(changed(first, {}, true))
      const { error } = await write({ document: stored(ada) })
      expect(error).toMatchObject([{ status: 409, documentInDb: { _deleted: true } }])
    })

    it('brings a deleted document back when it is named', async () => {
      const first = stored(ada)
      await write({ document: first })
      const deletion = changed(first, {}, true)
      await write(deletion)
      await write(changed(deletion.document, { age: 50 }))
      expect((await find('a'))[0]?.age).toBe(50)
    })

    it('takes a document that is deleted from the start', async () => {
      expect((await write({ document: stored(ada, { deleted: true }) })).error).toEqual([])
      expect(await find('a')).toEqual([])
      expect((await instance.findDocumentsById(['a'], true))[0]?._deleted).toBe(true)
    })
  })

  describe('finding by id', () => {
    it('gives them in the order asked, and nothing for what is not there', async () => {
      await write(...crew.map(document => ({ document: stored(document) })))
      expect(idsOf(await find('h', 'nobody', 'a', 'c'))).toBe('h a c')
    })

    it('gives deleted ones only when asked for', async () => {
      const first = stored(ada)
      await write({ document: first }, { document: stored(berk) })
      await write(changed(first, {}, true))
      expect(idsOf(await find('a', 'b'))).toBe('b')
      expect(idsOf(await instance.findDocumentsById(['a', 'b'], true))).toBe('a b')
    })

    it('gives nothing for no ids', async () => {
      expect(await find()).toEqual([])
    })
  })

  describe('changed since', () => {
    it('gives every document in the order of its last write, deleted ones too', async () => {
      const first = stored(ada)
      await write({ document: first }, { document: stored(berk) })
      await write({ document: stored(can) })
      await write(changed(first, { age: 31 }))
      expect(idsOf((await since(10)).documents)).toBe('b c a')
      const [again] = await find('b')
      if (again) await write(changed(again, {}, true))
      expect(idsOf((await since(10)).documents)).toBe('c a b')
    })

    it('goes on exactly after a checkpoint', async () => {
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

    it('gives a document changed after the checkpoint once, in its newest state', async () => {
      const first = stored(ada)
      await write({ document: first }, { document: stored(berk) })
      const { checkpoint } = await since(10)
      const second = changed(first, { age: 31 })
      await write(second)
      await write(changed(second.document, { age: 32 }))
      const changes = await since(10, checkpoint)
      expect(changes.documents.map(document => document.age)).toEqual([32])
    })

    it('starts from the beginning without a checkpoint, and has one for an empty collection', async () => {
      const { documents, checkpoint } = await since(10)
      expect(documents).toEqual([])
      await write({ document: stored(ada) })
      expect(idsOf((await since(10, checkpoint)).documents)).toBe('a')
    })
  })

  describe('the change stream', () => {
    const watch = () => {
      const events: RxStorageChangeEvent<Crew>[] = []
      const bulks: { context: string; checkpoint: unknown }[] = []
      instance.changeStream().subscribe(bulk => {
        events.push(...bulk.events)
        bulks.push(bulk)
      })
      return { events, bulks }
    }

    it('tells inserts, updates, deletions and returns with what was before', async () => {
      const { events } = watch()
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

    it('says nothing of a conflict', async () => {
      await write({ document: stored(ada) })
      const { events } = watch()
      await write({ document: stored(ada) })
      expect(events).toEqual([])
    })

    it('names the context, and its checkpoint leads to what comes after', async () => {
      const { bulks } = watch()
      await instance.bulkWrite([{ document: stored(ada) }], 'from here')
      expect(bulks[0]?.context).toBe('from here')
      await write({ document: stored(berk) })
      expect(idsOf((await since(10, bulks[0]?.checkpoint)).documents)).toBe('b')
    })

    it('reaches other instances of the collection', async () => {
      const other = await subject.open(crewSchema)
      const { events } = watch()
      await other.bulkWrite([{ document: stored(ada) }], 'test')
      expect(events.map(event => event.documentId)).toEqual(['a'])
      expect(idsOf(await find('a'))).toBe('a')
      await other.close()
      expect(idsOf(await find('a'))).toBe('a')
    })
  })

  describe('cleaning up', () => {
    it('purges what was deleted long enough ago and nothing else', async () => {
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

    it('lets a purged document be inserted anew, and tells of it after an old checkpoint', async () => {
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

  describe('counting', () => {
    it('counts what a query gives', async () => {
      await write(...crew.map(document => ({ document: stored(document) })))
      const query = prepared(instance, { selector: { age: { $gte: 30 } } })
      expect((await instance.count(query)).count).toBe(4)
      const matcher = getQueryMatcher(instance.schema, query.query)
      expect(crew.filter(document => matcher(stored(document)))).toHaveLength(4)
    })

    it('never says that it counted slowly, or RxDB would throw', async () => {
      expect((await instance.count(prepared(instance, { selector: { note: { $regex: 'a' } } }))).mode).toBe('fast')
    })
  })

  it('keeps collections apart', async () => {
    const other = await subject.open(crewSchema, 'other')
    await write({ document: stored(ada) })
    expect(await other.findDocumentsById(['a'], true)).toEqual([])
  })

  it('keeps versions of a collection apart', async () => {
    const next = await subject.open({ ...crewSchema, version: 1 })
    await write({ document: stored(ada) })
    expect(await next.findDocumentsById(['a'], true)).toEqual([])
  })

  it('has nothing left after remove', async () => {
    await write({ document: stored(ada) })
    await instance.remove()
    instance = await subject.open(crewSchema)
    expect(await instance.findDocumentsById(['a'], true)).toEqual([])
  })

  it('finds documents by a composed primary key', async () => {
    interface Pair {
      id: string
      left: string
      right: string
    }
    const pairs = await subject.open<Pair>(
      {
        version: 0,
        type: 'object',
        primaryKey: { key: 'id', fields: ['left', 'right'], separator: '|' },
        properties: {
          id: { type: 'string', maxLength: 30 },
          left: { type: 'string' },
          right: { type: 'string' },
        },
        required: ['id', 'left', 'right'],
      },
      'pairs',
    )
    const document = stored<Pair>({ id: 'a|b', left: 'a', right: 'b' })
    await pairs.bulkWrite([{ document }], 'test')
    expect(await pairs.findDocumentsById(['a|b'], false)).toEqual([document])
    expect((await pairs.bulkWrite([changed(document, { right: 'b' })], 'test')).error).toEqual([])
    expect((await pairs.bulkWrite([{ document }], 'test')).error).toHaveLength(1)
  })
})
