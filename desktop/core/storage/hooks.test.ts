import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from './database.ts'
import {
  getRxStoragePergel,
  type RxStoragePergel,
  type RxStoragePergelOptions,
  type StorageHooks,
} from './rxStorage.ts'
import { type Crew, crew, crewSchema } from './testing/crew.ts'
import { changed, createProfile, openInstance, prepared, stored, type TestProfile } from './testing/subjects.ts'

const ada = crew[0] as Crew
let profile: TestProfile
let database: Database
beforeEach(() => {
  profile = createProfile()
  database = profile.open()
})
afterEach(() => profile.remove())

const open = async (hooks: StorageHooks = {}, options: Partial<RxStoragePergelOptions> = {}) => {
  const storage = getRxStoragePergel({ database, hooks, ...options })
  return { storage, instance: await openInstance<Crew>(storage, crewSchema, 'crew') }
}
const pull = 'replication-downstream-x'
const many = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ document: stored({ ...ada, id: `n${index}` }) }))

describe('hooks', () => {
  it('run inside the transaction with what is written, and after it is on disk', async () => {
    const calls: string[] = []
    const told = (when: string) => (collection: string, documents: readonly { _rev: string }[], context: string) =>
      calls.push(`${when} ${collection} ${documents.map(one => one._rev)} ${context} ${database.sql.inTransaction}`)
    const { instance } = await open({ onWrite: told('write'), onCommitted: told('committed') })
    const first = stored(ada)
    await instance.bulkWrite([{ document: first }], 'here')
    await instance.bulkWrite([changed(first, {}, true)], 'there')
    expect(calls).toEqual([
      'write crew 1-one here true',
      'committed crew 1-one here false',
      'write crew 2-next there true',
      'committed crew 2-next there false',
    ])
  })

  it('are not told of conflicts', async () => {
    const calls: number[] = []
    const { instance } = await open({ onWrite: (_collection, documents) => calls.push(documents.length) })
    await instance.bulkWrite([{ document: stored(ada) }], 'test')
    await instance.bulkWrite([{ document: stored(ada) }], 'test')
    expect(calls).toEqual([1])
  })

  it('undo the write when they fail, and tell nobody', async () => {
    let committed = 0
    const { instance } = await open({
      onWrite() {
        throw new Error('cannot project')
      },
      onCommitted: () => committed++,
    })
    await expect(instance.bulkWrite([{ document: stored(ada) }], 'test')).rejects.toThrow('cannot project')
    expect(await instance.findDocumentsById(['a'], true)).toEqual([])
    expect(committed).toBe(0)
  })

  it('share the transaction with other writers of the file', async () => {
    database.sql.exec('CREATE TABLE shown(id TEXT)')
    const { instance } = await open({
      onWrite(_collection, documents) {
        database.write(() => {
          for (const { id } of documents) database.prepare('INSERT INTO shown VALUES (?)').run(String(id))
        })
      },
    })
    await instance.bulkWrite([{ document: stored(ada) }], 'test')
    expect(database.prepare('SELECT id FROM shown').pluck().all()).toEqual(['a'])
  })
})

describe('a long write', () => {
  it('is cut into transactions with a turn of the event loop between them', async () => {
    const turns: number[] = []
    let commits = 0
    const { instance } = await open({ onCommitted: () => commits++ }, { sliceMs: 0 })
    const ticking = setInterval(() => turns.push(commits), 0)
    await instance.bulkWrite(many(1000), 'test')
    clearInterval(ticking)
    expect(commits).toBe(40)
    expect(new Set(turns).size).toBeGreaterThan(1)
    expect((await instance.count(prepared(instance, {}))).count).toBe(1000)
  })

  it('that was pulled ends with its marker, wherever RxDB puts that', async () => {
    const commits: string[][] = []
    const { instance } = await open(
      { onCommitted: (_collection, documents) => commits.push(documents.map(one => String(one['id']))) },
      { sliceMs: 0, pullOnly: ['crew'], isMarker: id => id === 'marker' },
    )
    await instance.bulkWrite([{ document: stored({ ...ada, id: 'marker' }) }, ...many(60)], pull)
    expect(commits.map(ids => ids.length)).toEqual([25, 25, 11])
    expect(commits.flat().indexOf('marker')).toBe(60)
  })

  it('is waited for by close', async () => {
    const { instance } = await open({}, { sliceMs: 0 })
    const writing = instance.bulkWrite(many(200), 'test')
    await instance.close()
    expect((await writing).error).toEqual([])
    const again = await open()
    expect((await again.instance.count(prepared(again.instance, {}))).count).toBe(200)
  })
})

describe('after a pulled write failed', () => {
  const failing = async (): Promise<{
    storage: RxStoragePergel
    instance: Awaited<ReturnType<typeof open>>['instance']
  }> => {
    const opened = await open()
    const pages = Number(database.sql.pragma('page_count', { simple: true }))
    database.sql.pragma(`max_page_count = ${pages}`)
    await expect(opened.instance.bulkWrite(many(2000), pull)).rejects.toMatchObject({ code: 'storage.full' })
    database.sql.pragma('max_page_count = 1000000')
    return opened
  }

  it('every write of that collection is refused until the pull starts anew', async () => {
    const { storage, instance } = await failing()
    expect(storage.refusesWrites('crew')).toBe(true)
    await expect(instance.bulkWrite([{ document: stored(ada) }], pull)).rejects.toMatchObject({ code: 'storage.full' })
    await expect(instance.bulkWrite([{ document: stored(ada) }], 'test')).rejects.toMatchObject({
      code: 'storage.full',
    })
    storage.resumeWrites('crew')
    expect(storage.refusesWrites('crew')).toBe(false)
    expect((await instance.bulkWrite([{ document: stored(ada) }], pull)).error).toEqual([])
  })

  it('what a pull reads before it writes is refused too, what a screen reads is not', async () => {
    const { instance } = await failing()
    await expect(instance.findDocumentsById(['a'], true)).rejects.toMatchObject({ code: 'storage.full' })
    expect(await instance.findDocumentsById(['a'], false)).toEqual([])
    expect((await instance.query(prepared(instance, {}))).documents).toEqual([])
  })

  it('other collections go on', async () => {
    const { storage } = await failing()
    const other = await openInstance<Crew>(storage, crewSchema, 'other')
    expect((await other.bulkWrite([{ document: stored(ada) }], pull)).error).toEqual([])
  })

  it('a failure of another write refuses nothing', async () => {
    let fail = true
    const { storage, instance } = await open({
      onWrite() {
        if (fail) throw new Error('once')
      },
    })
    await expect(instance.bulkWrite([{ document: stored(ada) }], 'test')).rejects.toThrow('once')
    fail = false
    expect(storage.refusesWrites('crew')).toBe(false)
    expect((await instance.bulkWrite([{ document: stored(ada) }], 'test')).error).toEqual([])
  })
})

describe('a conflict in a pulled write', () => {
  it('fails the write, where RxDB would swallow it', async () => {
    const { storage, instance } = await open()
    const first = stored(ada)
    await instance.bulkWrite([{ document: first }], 'test')
    await instance.bulkWrite([changed(first, { age: 31 })], 'test')
    await expect(instance.bulkWrite([changed(first, { age: 32 })], pull)).rejects.toThrow(
      'a pulled document met another write',
    )
    expect(storage.refusesWrites('crew')).toBe(true)
  })
})

describe('the storage', () => {
  it('keeps a pull-only collection from every other write', async () => {
    const { instance } = await open({}, { pullOnly: ['crew'] })
    await expect(instance.bulkWrite([{ document: stored(ada) }], 'test')).rejects.toMatchObject({
      code: 'storage.readOnly',
    })
    expect((await instance.bulkWrite([{ document: stored(ada) }], pull)).error).toEqual([])
  })

  it('finds everything again after closing and opening the file', async () => {
    const { instance } = await open()
    const documents = crew.map(document => stored(document))
    await instance.bulkWrite(
      documents.map(document => ({ document })),
      'test',
    )
    const { checkpoint } = (await instance.getChangedDocumentsSince?.(3)) ?? {}
    await instance.close()
    database.close()
    database = profile.open()
    const again = (await open()).instance
    expect(
      await again.findDocumentsById(
        crew.map(document => document.id),
        false,
      ),
    ).toEqual(documents)
    const rest = await again.getChangedDocumentsSince?.(100, checkpoint)
    expect(rest?.documents.map(document => document.id)).toEqual(['d', 'e', 'f', 'h'])
  })

  it('never counts a write number twice, whatever is purged before the file is opened again', async () => {
    const first = stored(ada)
    const { instance } = await open()
    await instance.bulkWrite([{ document: first }], 'test')
    await instance.bulkWrite([changed(first, {}, true)], 'test')
    const before = await instance.getChangedDocumentsSince?.(10)
    while (!(await instance.cleanup(0))) {
      // Goes on until all is purged.
    }
    await instance.close()
    database.close()
    database = profile.open()
    const again = (await open()).instance
    await again.bulkWrite([{ document: stored({ ...ada, id: 'z' }) }], 'test')
    expect((await again.getChangedDocumentsSince?.(10, before?.checkpoint))?.documents).toHaveLength(1)
  })

  it('refuses every call after close', async () => {
    const { instance } = await open()
    await instance.close()
    await instance.close()
    const closed = { code: 'storage.closed' }
    await expect(instance.bulkWrite([{ document: stored(ada) }], 'test')).rejects.toMatchObject(closed)
    await expect(instance.findDocumentsById(['a'], true)).rejects.toMatchObject(closed)
    await expect(instance.cleanup(0)).rejects.toMatchObject(closed)
    await expect(instance.remove()).rejects.toMatchObject(closed)
    expect(() => instance.changeStream()).toThrow(expect.objectContaining(closed))
  })

  it('refuses what it cannot do: attachments, several processes, another database in the same file', async () => {
    const storage = getRxStoragePergel({ database })
    const attached = { ...crewSchema, attachments: {} }
    await expect(openInstance(storage, attached, 'crew')).rejects.toThrow('no attachments')
    const { instance } = await open()
    await expect(instance.getAttachmentData('a', 'b', 'c')).rejects.toThrow('no attachments')
    await openInstance(storage, crewSchema, 'crew', 'one')
    await expect(openInstance(storage, crewSchema, 'crew', 'two')).rejects.toThrow('belongs to the database one')
  })

  it('walks an index for a filter, a sort, both ways, and a count', async () => {
    await open()
    const plan = (sql: string) =>
      (database.prepare(`EXPLAIN QUERY PLAN ${sql}`).raw().all() as unknown[][]).map(row => row[3]).join('; ')
    const table = '"rx:crew:0"'
    expect(
      plan(
        `SELECT data FROM ${table} WHERE deleted = 0 AND "$name" > 'A' AND "$name" < x'' ORDER BY "$name" DESC, id DESC LIMIT 5`,
      ),
    ).toMatch(/^SEARCH .* USING INDEX "?rx:crew:0:_deleted,name,id"? \("?\$name"?>\? AND "?\$name"?<\?\)$/)
    expect(
      plan(`SELECT data FROM ${table} WHERE deleted = 0 AND "$active" = x'01' ORDER BY "$age", id LIMIT 5`),
    ).not.toMatch(/TEMP B-TREE/)
    expect(plan(`SELECT count(*) FROM ${table} WHERE deleted = 0 AND "$age" = 30`)).toMatch(/COVERING INDEX/)
    expect(plan(`SELECT data FROM ${table} WHERE seq > 5 ORDER BY seq LIMIT 5`)).toMatch(
      /^SEARCH .* USING INTEGER PRIMARY KEY/,
    )
  })
})
