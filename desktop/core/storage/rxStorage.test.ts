import { getQueryMatcher } from 'rxdb/plugins/core'
import { describe, expect } from 'vitest'
import { type Crew, crew, crewSchema } from './testing/crew.ts'
import { idsOf, storageTest } from './testing/storageTest.ts'
import { changed, prepared, stored, subjects } from './testing/subjects.ts'

const [ada, berk, can] = crew as [Crew, Crew, Crew]

describe.each(subjects)('%s', (_name, create) => {
  const it = storageTest(create)

  describe('writing', () => {
    it('gives back what was written, fields of RxDB included', async ({ write, find }) => {
      const document = stored(ada)
      expect(await write({ document })).toEqual({ error: [] })
      expect(await find('a')).toEqual([document])
    })

    it('keeps every field of _meta', async ({ write, find }) => {
      const document = { ...stored(ada), _meta: { lwt: 1_763_757_000_000.07, o: { hash: 'x', _rev: 3 }, more: [1] } }
      await write({ document })
      expect(await find('a')).toEqual([document])
    })

    it('keeps fields that the schema does not name, null, nested and empty ones', async ({ write, find }) => {
      const document = stored({ ...ada, extra: { deep: [null, {}, [], '', 0, false] }, none: null } as Crew)
      await write({ document })
      expect(await find('a')).toEqual([document])
    })

    it.for([
      ['Turkish letters', 'İıŞşÇçĞğÖöÜü'],
      ['emoji', '👩‍👩‍👧 😀'],
      ['a NUL character', 'a\u0000b'],
      ['half a surrogate pair', 'a\ud83db'],
      ['private use', '\ue000\uf8ff\u{10ffff}'],
      ['quotes and backslashes', '"\'\\`'],
      ['a line of 100,000 characters', 'ş'.repeat(100_000)],
      ['combining marks, not composed', 'I\u0307'],
    ] as const)('keeps text with %s as it is', async ([, text], { instance, write, find }) => {
      const document = stored({ ...ada, note: text, nick: text })
      await write({ document })
      expect((await find('a'))[0]?.note).toBe(text)
      expect(idsOf((await instance.query(prepared(instance, { selector: { note: text } }))).documents)).toBe('a')
    })

    it.for(['0', ' ', 'İ/ş', '😀', '\ud83d', '\uffff', 'a"b\'c', 'x'.repeat(60)])(
      'finds the primary key %j',
      async (id, { instance, write, find }) => {
        await write({ document: stored({ ...ada, id }) })
        expect((await find(id))[0]?.id).toBe(id)
        const { documents } = await instance.query(prepared(instance, { selector: { id } }))
        expect(documents.map(document => document.id)).toEqual([id])
      },
    )

    it.for([0, -0.01, 0.1 + 0.2, -999.99, 1e-7, 999.9999999999999])(
      'keeps the number %d',
      async (score, { instance, write, find }) => {
        await write({ document: stored({ ...ada, score, rank: score }) })
        expect((await find('a'))[0]?.score).toBe(score)
        expect(idsOf((await instance.query(prepared(instance, { selector: { rank: score } }))).documents)).toBe('a')
      },
    )

    it('writes 3,000 documents at once', async ({ instance, write }) => {
      const rows = Array.from({ length: 3000 }, (_, index) => ({ document: stored({ ...ada, id: `n${index}` }) }))
      expect((await write(...rows)).error).toEqual([])
      expect((await instance.count(prepared(instance, {}))).count).toBe(3000)
    })

    it('writes nothing when there is nothing to write', async ({ write }) => {
      expect(await write()).toEqual({ error: [] })
    })
  })

  describe('conflicts', () => {
    it('refuses to insert what is there, names it, and keeps the stored one', async ({ write, find }) => {
      const first = stored(ada)
      await write({ document: first })
      const { error } = await write({ document: stored({ ...ada, name: 'Other' }, { rev: '1-other' }) })
      expect(error).toMatchObject([
        { status: 409, documentId: 'a', isError: true, documentInDb: first, context: 'test' },
      ])
      expect(await find('a')).toEqual([first])
    })

    it('refuses an update of a revision that is no longer there', async ({ write, find }) => {
      const first = stored(ada)
      await write({ document: first })
      const second = changed(first, { age: 31 })
      await write(second)
      const { error } = await write(changed(first, { age: 32 }))
      expect(error).toMatchObject([{ status: 409, documentInDb: { age: 31 } }])
      expect((await find('a'))[0]?.age).toBe(31)
    })

    it('writes the rest of a batch with a conflict in it', async ({ write, find }) => {
      await write({ document: stored(ada) })
      const { error } = await write({ document: stored(berk) }, { document: stored(ada) }, { document: stored(can) })
      expect(error.map(one => one.documentId)).toEqual(['a'])
      expect(idsOf(await find('b', 'c'))).toBe('b c')
    })

    it('refuses to insert over a deleted document without naming it as previous', async ({ write }) => {
      const first = stored(ada)
      await write({ document: first })
      await write(changed(first, {}, true))
      const { error } = await write({ document: stored(ada) })
      expect(error).toMatchObject([{ status: 409, documentInDb: { _deleted: true } }])
    })

    it('brings a deleted document back when it is named', async ({ write, find }) => {
      const first = stored(ada)
      await write({ document: first })
      const deletion = changed(first, {}, true)
      await write(deletion)
      await write(changed(deletion.document, { age: 50 }))
      expect((await find('a'))[0]?.age).toBe(50)
    })

    it('takes a document that is deleted from the start', async ({ instance, write, find }) => {
      expect((await write({ document: stored(ada, { deleted: true }) })).error).toEqual([])
      expect(await find('a')).toEqual([])
      expect((await instance.findDocumentsById(['a'], true))[0]?._deleted).toBe(true)
    })
  })

  describe('finding by id', () => {
    it('gives them in the order asked, and nothing for what is not there', async ({ write, find }) => {
      await write(...crew.map(document => ({ document: stored(document) })))
      expect(idsOf(await find('h', 'nobody', 'a', 'c'))).toBe('h a c')
    })

    it('gives deleted ones only when asked for', async ({ instance, write, find }) => {
      const first = stored(ada)
      await write({ document: first }, { document: stored(berk) })
      await write(changed(first, {}, true))
      expect(idsOf(await find('a', 'b'))).toBe('b')
      expect(idsOf(await instance.findDocumentsById(['a', 'b'], true))).toBe('a b')
    })

    it('gives nothing for no ids', async ({ find }) => {
      expect(await find()).toEqual([])
    })
  })

  describe('counting', () => {
    it('counts what a query gives', async ({ instance, write }) => {
      await write(...crew.map(document => ({ document: stored(document) })))
      const query = prepared(instance, { selector: { age: { $gte: 30 } } })
      expect((await instance.count(query)).count).toBe(4)
      const matcher = getQueryMatcher(instance.schema, query.query)
      expect(crew.filter(document => matcher(stored(document)))).toHaveLength(4)
    })

    it('never says that it counted slowly, or RxDB would throw', async ({ instance }) => {
      expect((await instance.count(prepared(instance, { selector: { note: { $regex: 'a' } } }))).mode).toBe('fast')
    })
  })

  it('keeps collections apart', async ({ subject, write }) => {
    const other = await subject.open(crewSchema, 'other')
    await write({ document: stored(ada) })
    expect(await other.findDocumentsById(['a'], true)).toEqual([])
  })

  it('keeps versions of a collection apart', async ({ subject, write }) => {
    const next = await subject.open({ ...crewSchema, version: 1 })
    await write({ document: stored(ada) })
    expect(await next.findDocumentsById(['a'], true)).toEqual([])
  })

  it('has nothing left after remove', async ({ subject, instance, write }) => {
    await write({ document: stored(ada) })
    await instance.remove()
    const again = await subject.open(crewSchema)
    expect(await again.findDocumentsById(['a'], true)).toEqual([])
  })

  it('finds documents by a composed primary key', async ({ subject }) => {
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
