import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, vi } from 'vitest'
import { type Feed, shown } from './testing/feed.ts'
import { it } from './testing/pullTest.ts'

describe('trap 1, silent skip: a document that cannot be stored, and a later page that can', () => {
  it('loses the document for ever in RxDB as it is', async ({ feed, fill, desktop, unwritable, bare }) => {
    fill(30)
    const replication = bare()
    unwritable.add('r12')
    await replication.awaitInSync()
    // Ours refuses the pages behind it; lifting that shows what RxDB would do.
    desktop.storage.resumeWrites('records')
    unwritable.clear()
    feed.send(feed.put('later', 'x'))
    await vi.waitFor(async () => expect((await desktop.held()).has('later')).toBe(true))
    await replication.cancel()
    const again = bare()
    await again.awaitInSync()
    expect((await desktop.held()).has('r12')).toBe(false)
    await again.cancel()
  })

  it('is told, does not move the checkpoint, and arrives as soon as it can be stored', async ({
    feed,
    fill,
    desktop,
    problems,
    unwritable,
    start,
  }) => {
    fill(30)
    unwritable.add('r12')
    const pull = start()
    await vi.waitFor(() => expect(problems.length).toBeGreaterThan(1))
    expect((await pull.checkpoint())?.number ?? 0).toBeLessThan(12)
    expect(problems[0]).toMatchObject({ message: expect.stringContaining('cannot store r12') })
    feed.send(feed.put('later', 'x'))
    await wait(20)
    expect((await pull.checkpoint())?.number ?? 0).toBeLessThan(12)
    unwritable.clear()
    await vi.waitFor(async () => expect(await desktop.held()).toEqual(shown(feed)))
  })
})

describe('trap 2, a failed write followed at once by frames that succeed', () => {
  it.for([
    ['another record', (feed: Feed) => feed.put('good', 'y')],
    ['an older state that needs no write', (feed: Feed) => ({ ...feed.put('known', 'known'), number: 1 })],
  ] as const)(
    'does not move the checkpoint past the loss: %s',
    async ([, follower], { feed, fill, desktop, problems, unwritable, start }) => {
      fill(5)
      feed.put('known', 'known')
      const pull = start()
      await pull.inSync()
      unwritable.add('bad')
      const before = await pull.checkpoint()
      const bad = feed.put('bad', 'x')
      feed.send(bad)
      for (let frame = 0; frame < 5; frame++) {
        const document = follower(feed)
        feed.frames$.next({ documents: [document], checkpoint: { number: feed.head } })
      }
      await vi.waitFor(() => expect(problems.length).toBeGreaterThan(0))
      await wait(20)
      expect(await pull.checkpoint()).toEqual(before)
      unwritable.clear()
      await vi.waitFor(async () => expect(await desktop.held()).toEqual(shown(feed)))
    },
  )
})

describe('trap 2b, a request that fails in the middle of catching up, and a live frame behind it', () => {
  it('does not move the checkpoint past the pages that are still to come', async ({ feed, fill, desktop, start }) => {
    fill(40)
    let calls = 0
    const pull = start({
      handler: async (checkpoint, batchSize) => {
        if (++calls === 2) {
          setTimeout(() => feed.send(feed.put('live', 'x')), 5)
          throw new Error('offline')
        }
        return feed.page(checkpoint, batchSize)
      },
      retryAfter: () => 40,
    })
    await wait(25)
    expect((await pull.checkpoint())?.number ?? 0).toBeLessThanOrEqual(10)
    await pull.inSync()
    expect(await desktop.held()).toEqual(shown(feed))
  })
})

describe('trap 2c, a checkpoint that cannot be stored', () => {
  it('is told and tried again, nothing is unhandled and nothing stops', async ({ feed, desktop, problems, start }) => {
    const pull = start()
    await pull.inSync()
    const { database } = desktop.storage
    const [meta] = database
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'rx:rx-replication-meta%'")
      .pluck()
      .all()
    database.sql.exec(
      `CREATE TEMP TRIGGER full BEFORE INSERT ON main."${meta}" BEGIN SELECT RAISE(ABORT, 'no room for a checkpoint'); END`,
    )
    feed.send(feed.put('a', 'x'))
    await vi.waitFor(() => expect(problems.map(String).join()).toContain('no room for a checkpoint'))
    database.sql.exec('DROP TRIGGER full')
    feed.send(feed.put('b', 'y'))
    await vi.waitFor(async () => expect(await pull.checkpoint()).toEqual({ number: 2 }))
    expect(await desktop.held()).toEqual(shown(feed))
  })
})

describe('trap 3, RESYNC behind a frame is swallowed', () => {
  it('loses what was missed for ever in RxDB as it is', async ({ feed, desktop, bare }) => {
    const slow = Promise.withResolvers<void>()
    const replication = bare(async checkpoint => {
      const page = feed.page(checkpoint, 10)
      await slow.promise
      return page
    })
    await vi.waitFor(() => expect(replication.internalReplicationState?.stats.down.downstreamResyncOnce).toBe(1))
    await wait(5)
    const behind = feed.put('behind', 'x')
    feed.put('missed', 'never sent')
    feed.send(behind)
    await wait(5)
    bareFrames(feed).next('RESYNC')
    await wait(5)
    slow.resolve()
    await replication.awaitInSync()
    feed.send(feed.put('ahead', 'y'))
    await vi.waitFor(async () => expect((await desktop.held()).has('ahead')).toBe(true))
    await replication.awaitInSync()
    await replication.cancel()
    const again = bare()
    await again.awaitInSync()
    expect([...(await desktop.held()).keys()]).toEqual(['ahead', 'behind'])
    await again.cancel()
  })

  it('a restart brings what was missed, frames before and after it or not', async ({ feed, desktop, start }) => {
    const pull = start()
    await pull.inSync()
    feed.send(feed.put('behind', 'x'))
    feed.put('missed', 'never sent')
    const restarting = pull.restart()
    feed.send(feed.put('ahead', 'y'))
    await restarting
    await pull.inSync()
    expect(await desktop.held()).toEqual(shown(feed))
  })

  it('a restart does not wait for an answer that never comes', async ({ feed, fill, desktop, start }) => {
    let calls = 0
    const signals: AbortSignal[] = []
    const pull = start({
      handler: async (checkpoint, batchSize, signal) => {
        signals.push(signal)
        if (calls++ === 0) await new Promise(() => {})
        return feed.page(checkpoint, batchSize)
      },
    })
    fill(5)
    await vi.waitFor(() => expect(calls).toBe(1))
    await pull.restart()
    await pull.inSync()
    expect(signals[0]?.aborted).toBe(true)
    expect(await desktop.held()).toEqual(shown(feed))
  })

  it('asks again by itself when the server cannot be reached', async ({ feed, fill, desktop, problems, start }) => {
    fill(25)
    let calls = 0
    const waits: number[] = []
    const pull = start({
      handler: async (checkpoint, batchSize) => {
        if (++calls <= 4) throw new Error('offline')
        return feed.page(checkpoint, batchSize)
      },
      retryAfter: failures => {
        waits.push(failures)
        return 1
      },
    })
    await pull.inSync()
    expect(waits).toEqual([1, 2, 3, 4])
    expect(problems.map(String)).toEqual(Array(4).fill('Error: offline'))
    expect(await desktop.held()).toEqual(shown(feed))
  })
})

describe('trap 4, a local write between the read and the write of a pull', () => {
  it('cannot happen where the storage knows the collection as pull-only', async ({ feed, fill, reopen, start }) => {
    const desktop = await reopen({}, { pullOnly: ['records'] })
    fill(3)
    await start().inSync()
    expect(await desktop.held()).toEqual(shown(feed))
    const insert = desktop.records.insert({ id: 'mine', epoch: 1, number: 1, body: { name: 'mine' } })
    await expect(insert).rejects.toMatchObject({ code: 'storage.readOnly' })
    const [document] = await desktop.records.find().exec()
    await expect(document?.patch({ number: 99 })).rejects.toMatchObject({ code: 'storage.readOnly' })
  })

  it('fails the pull instead of being swallowed, so that the server wins in the end', async ({
    feed,
    fill,
    desktop,
    problems,
    start,
  }) => {
    fill(50)
    const pull = start()
    await pull.inSync()
    // Local writes land in every microtask around the pull's own.
    const meddle = async (id: string, ticks: number): Promise<void> => {
      for (let tick = 0; tick < ticks; tick++) await undefined
      const { storageInstance } = desktop.records
      const [previous] = await storageInstance.findDocumentsById([id], false)
      if (previous)
        await storageInstance.bulkWrite(
          [{ previous, document: { ...previous, body: { name: 'meddled' }, number: 0 } }],
          'meddling',
        )
    }
    for (let round = 0; round < 150; round++) {
      const id = `r${round % 50}`
      feed.send(feed.put(id, `round ${round}`))
      await Promise.allSettled([meddle(id, round), meddle(id, round + 3)])
      await pull.inSync()
    }
    const collisions = problems.filter(problem => String(problem).includes('met another write'))
    expect(collisions.length).toBeGreaterThan(0)
    // Whatever a local write has left behind, the next state from the server replaces it.
    for (let index = 0; index < 50; index++) feed.send(feed.put(`r${index}`, `last ${index}`))
    await pull.inSync()
    await vi.waitFor(async () => expect(await desktop.held()).toEqual(shown(feed)))
  })
})

/** RxDB also takes the text RESYNC, which ours has no way to say. */
const bareFrames = (feed: Feed) => feed.frames$ as unknown as { next(value: unknown): void }
