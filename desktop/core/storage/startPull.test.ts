import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, vi } from 'vitest'
import { shown } from './testing/feed.ts'
import { it } from './testing/pullTest.ts'

describe('a pull', () => {
  it('brings what the server has, then what it sends, deletions included', async ({
    feed,
    fill,
    desktop,
    problems,
    start,
  }) => {
    fill(35)
    const pull = start()
    await pull.inSync()
    expect(await desktop.held()).toEqual(shown(feed))
    feed.send(feed.put('r3', 'changed'), feed.put('new', 'new'))
    feed.send(feed.evict('r4'))
    await vi.waitFor(async () => expect(await desktop.held()).toEqual(shown(feed)))
    expect(problems).toEqual([])
  })

  it('goes on from its checkpoint when the file is opened again', async ({ feed, fill, reopen, start }) => {
    fill(25)
    const pull = start()
    await pull.inSync()
    await pull.stop()
    feed.put('r3', 'changed meanwhile')
    const desktop = await reopen()
    const asked: unknown[] = []
    await start({
      handler: async (checkpoint, batchSize) => {
        asked.push(checkpoint)
        return feed.page(checkpoint, batchSize)
      },
    }).inSync()
    expect(asked).toEqual([{ number: 25 }])
    expect(await desktop.held()).toEqual(shown(feed))
  })

  it('begins at the initial checkpoint, and only the first time', async ({ fill, desktop, start }) => {
    fill(20)
    const pull = start({ initialCheckpoint: { number: 15 } })
    await pull.inSync()
    expect([...(await desktop.held()).keys()]).toEqual(['r15', 'r16', 'r17', 'r18', 'r19'])
    expect(await pull.checkpoint()).toEqual({ number: 20 })
  })

  it('drops what is strictly older, replaces what is the same, and takes a new epoch', async ({
    feed,
    desktop,
    start,
  }) => {
    const pull = start()
    await pull.inSync()
    const older = feed.put('a', 'older')
    const newer = feed.put('a', 'newer')
    feed.send(newer)
    feed.send(older)
    feed.send({ ...newer, body: { name: 'newer, seen with other rights' } })
    await vi.waitFor(async () => expect((await desktop.held()).get('a')).toBe('newer, seen with other rights'))
    feed.send({ ...older, epoch: 2, number: 1, body: { name: 'restored' } })
    await vi.waitFor(async () => expect((await desktop.held()).get('a')).toBe('restored'))
    feed.send(newer)
    await pull.inSync()
    expect((await desktop.held()).get('a')).toBe('restored')
  })

  it('shows a record again that was evicted, though its last change is older than that', async ({
    feed,
    desktop,
    start,
  }) => {
    const pull = start()
    await pull.inSync()
    const state = feed.put('a', 'seen')
    feed.send(state)
    await pull.inSync()
    feed.send(feed.evict('a'))
    await vi.waitFor(async () => expect((await desktop.held()).size).toBe(0))
    feed.send(state)
    await vi.waitFor(async () => expect([...(await desktop.held()).keys()]).toEqual(['a']))
  })

  it('pulls everything again when told to start from nothing', async ({ feed, fill, desktop, start }) => {
    fill(20)
    const pull = start()
    await pull.inSync()
    const asked: unknown[] = []
    await pull.stop()
    const again = start({
      handler: async (checkpoint, batchSize) => {
        asked.push(checkpoint)
        return feed.page(checkpoint, batchSize)
      },
    })
    await again.inSync()
    await again.restartFrom(undefined)
    await again.inSync()
    expect(asked.slice(0, 2)).toEqual([{ number: 20 }, undefined])
    expect(await desktop.held()).toEqual(shown(feed))
  })

  it('stores nothing after it was stopped', async ({ feed, desktop, start }) => {
    const pull = start()
    await pull.inSync()
    await pull.stop()
    feed.send(feed.put('a', 'late'))
    await wait(20)
    expect(await desktop.held()).toEqual(new Map())
  })

  it('refuses a collection without its conflict handler', async ({ desktop, start }) => {
    const { other } = await desktop.rxdb.addCollections({ other: { schema: desktop.records.schema.jsonSchema } })
    expect(() => start({ collection: other as never })).toThrow('needs pullConflictHandler')
  })
})
