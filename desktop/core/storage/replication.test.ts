import { setTimeout as wait } from 'node:timers/promises'
import { replicateRxCollection } from 'rxdb/plugins/replication'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Pull, type PullOptions, startPull } from './startPull.ts'
import {
  createDesktop,
  createFeed,
  type Desktop,
  type Feed,
  type FeedCheckpoint,
  type FeedPage,
  type FeedRecord,
  markerId,
  shown,
} from './testing/feed.ts'

let feed: Feed
let desktop: Desktop
let pull: Pull<FeedCheckpoint> | undefined
let problems: unknown[]
/** Ids whose write fails, as a full disk would make it. */
let unwritable: Set<string>

beforeEach(async () => {
  feed = createFeed()
  problems = []
  unwritable = new Set()
  desktop = await createDesktop({
    onWrite(_collection, documents) {
      const hit = documents.find(({ id }) => unwritable.has(String(id)))
      if (hit) throw new Error(`cannot store ${hit.id}`)
    },
  })
})
afterEach(async () => {
  await pull?.stop()
  pull = undefined
  await desktop.close()
  desktop.profile.remove()
})

const start = (options: Partial<PullOptions<FeedRecord, FeedCheckpoint>> = {}): Pull<FeedCheckpoint> => {
  pull = startPull<FeedRecord, FeedCheckpoint>({
    collection: desktop.records,
    identifier: 'server',
    handler: async (checkpoint, batchSize) => feed.page(checkpoint, batchSize),
    stream$: feed.frames$,
    batchSize: 10,
    retryAfter: () => 5,
    onProblem: problem => problems.push(problem),
    ...options,
  })
  return pull
}

const fill = (count: number, from = 0): void => {
  for (let index = from; index < from + count; index++) feed.put(`r${index}`, `name ${index}`)
}

describe('a pull', () => {
  it('brings what the server has, then what it sends, deletions included', async () => {
    fill(35)
    const pull = start()
    await pull.inSync()
    expect(await desktop.held()).toEqual(shown(feed))
    feed.send(feed.put('r3', 'changed'), feed.put('new', 'new'))
    feed.send(feed.evict('r4'))
    await vi.waitFor(async () => expect(await desktop.held()).toEqual(shown(feed)))
    expect(problems).toEqual([])
  })

  it('goes on from its checkpoint when the file is opened again', async () => {
    fill(25)
    await start().inSync()
    await pull?.stop()
    await desktop.close()
    feed.put('r3', 'changed meanwhile')
    desktop = await createDesktop({}, desktop.profile)
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

  it('begins at the initial checkpoint, and only the first time', async () => {
    fill(20)
    const pull = start({ initialCheckpoint: { number: 15 } })
    await pull.inSync()
    expect([...(await desktop.held()).keys()]).toEqual(['r15', 'r16', 'r17', 'r18', 'r19'])
    expect(await pull.checkpoint()).toEqual({ number: 20 })
  })

  it('drops what is strictly older, replaces what is the same, and takes a new epoch', async () => {
    await start().inSync()
    const older = feed.put('a', 'older')
    const newer = feed.put('a', 'newer')
    feed.send(newer)
    feed.send(older)
    feed.send({ ...newer, body: { name: 'newer, seen with other rights' } })
    await vi.waitFor(async () => expect((await desktop.held()).get('a')).toBe('newer, seen with other rights'))
    feed.send({ ...older, epoch: 2, number: 1, body: { name: 'restored' } })
    await vi.waitFor(async () => expect((await desktop.held()).get('a')).toBe('restored'))
    feed.send(newer)
    await pull?.inSync()
    expect((await desktop.held()).get('a')).toBe('restored')
  })

  it('shows a record again that was evicted, though its last change is older than that', async () => {
    await start().inSync()
    const state = feed.put('a', 'seen')
    feed.send(state)
    await pull?.inSync()
    feed.send(feed.evict('a'))
    await vi.waitFor(async () => expect((await desktop.held()).size).toBe(0))
    feed.send(state)
    await vi.waitFor(async () => expect([...(await desktop.held()).keys()]).toEqual(['a']))
  })

  it('pulls everything again when told to start from nothing', async () => {
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

  it('stores nothing after it was stopped', async () => {
    const pull = start()
    await pull.inSync()
    await pull.stop()
    feed.send(feed.put('a', 'late'))
    await wait(20)
    expect(await desktop.held()).toEqual(new Map())
  })

  it('refuses a collection without its conflict handler', async () => {
    const { other } = await desktop.rxdb.addCollections({ other: { schema: desktop.records.schema.jsonSchema } })
    expect(() => start({ collection: other as never })).toThrow('needs pullConflictHandler')
  })
})

describe('trap 1, silent skip: a document that cannot be stored, and a later page that can', () => {
  it('loses the document for ever in RxDB as it is', async () => {
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

  it('is told, does not move the checkpoint, and arrives as soon as it can be stored', async () => {
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
  it.each([
    ['another record', () => feed.put('good', 'y')],
    ['an older state that needs no write', () => ({ ...feed.put('known', 'known'), number: 1 })],
  ])('does not move the checkpoint past the loss: %s', async (_kind, follower) => {
    fill(5)
    feed.put('known', 'known')
    const pull = start()
    await pull.inSync()
    unwritable.add('bad')
    const before = await pull.checkpoint()
    const bad = feed.put('bad', 'x')
    feed.send(bad)
    for (let frame = 0; frame < 5; frame++) {
      const document = follower()
      feed.frames$.next({ documents: [document], checkpoint: { number: feed.head } })
    }
    await vi.waitFor(() => expect(problems.length).toBeGreaterThan(0))
    await wait(20)
    expect(await pull.checkpoint()).toEqual(before)
    unwritable.clear()
    await vi.waitFor(async () => expect(await desktop.held()).toEqual(shown(feed)))
  })
})

describe('trap 2b, a request that fails in the middle of catching up, and a live frame behind it', () => {
  it('does not move the checkpoint past the pages that are still to come', async () => {
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
  it('is told and tried again, nothing is unhandled and nothing stops', async () => {
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
  it('loses what was missed for ever in RxDB as it is', async () => {
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
    bareFrames().next('RESYNC')
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

  it('a restart brings what was missed, frames before and after it or not', async () => {
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

  it('a restart does not wait for an answer that never comes', async () => {
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

  it('asks again by itself when the server cannot be reached', async () => {
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
  it('cannot happen where the storage knows the collection as pull-only', async () => {
    await desktop.close()
    desktop = await createDesktop({}, desktop.profile, { pullOnly: ['records'] })
    fill(3)
    await start().inSync()
    expect(await desktop.held()).toEqual(shown(feed))
    const insert = desktop.records.insert({ id: 'mine', epoch: 1, number: 1, body: { name: 'mine' } })
    await expect(insert).rejects.toMatchObject({ code: 'storage.readOnly' })
    const [document] = await desktop.records.find().exec()
    await expect(document?.patch({ number: 99 })).rejects.toMatchObject({ code: 'storage.readOnly' })
  })

  it('fails the pull instead of being swallowed, so that the server wins in the end', async () => {
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

describe('trap 5, empty and short pages', () => {
  it('puts pages together that the server cut short', async () => {
    fill(40)
    const sizes: number[] = []
    const pull = start({
      batchSize: 16,
      handler: async (checkpoint, batchSize) => {
        const page = feed.page(checkpoint, Math.min(batchSize, 3))
        sizes.push(page.documents.length)
        return page
      },
    })
    await pull.inSync()
    expect(Math.max(...sizes)).toBeLessThanOrEqual(4)
    expect(await desktop.held()).toEqual(shown(feed))
  })

  it('goes on after a page in which nothing is for this user', async () => {
    fill(40)
    const pull = start({
      handler: async (checkpoint, batchSize) => {
        const page = feed.page(checkpoint, batchSize)
        return page.more && page.checkpoint.number <= 20 ? { ...page, documents: [] } : page
      },
    })
    await pull.inSync()
    expect([...(await desktop.held()).keys()]).toHaveLength(20)
    expect(await pull.checkpoint()).toEqual({ number: 40 })
  })

  it('moves the checkpoint by the marker alone', async () => {
    fill(3)
    const pull = start({ handler: async checkpoint => onlyMarker(feed.page(checkpoint, 100)) })
    await pull.inSync()
    expect(await pull.checkpoint()).toEqual({ number: 3 })
    feed.put('hidden', 'x')
    feed.frames$.next(onlyMarker(feed.page({ number: 3 }, 100)))
    await vi.waitFor(async () => expect(await pull.checkpoint()).toEqual({ number: 4 }))
  })

  it('an empty page or frame moves no checkpoint and breaks nothing', async () => {
    fill(3)
    const pull = start({ handler: async () => ({ documents: [], checkpoint: { number: 99 } }) })
    await pull.inSync()
    feed.frames$.next({ documents: [], checkpoint: { number: 99 } })
    await pull.inSync()
    expect(await pull.checkpoint()).toBeUndefined()
    feed.send(feed.put('a', 'x'))
    await vi.waitFor(async () => expect(await pull.checkpoint()).toEqual({ number: 4 }))
    expect(problems).toEqual([])
  })

  it('complains of an empty page that leads nowhere and says there is more', async () => {
    start({ handler: async checkpoint => ({ documents: [], checkpoint: checkpoint ?? { number: 0 }, more: true }) })
    await vi.waitFor(() => expect(String(problems[0])).toContain('leads nowhere'))
  })
})

describe('trap 6, checkpoints are merged key by key', () => {
  it('keeps a key that is gone in RxDB as it is', async () => {
    fill(15)
    const seen: unknown[] = []
    const replication = bare(checkpoint => {
      seen.push(checkpoint)
      const page = feed.page(checkpoint, 10)
      return page.more ? { ...page, checkpoint: { ...page.checkpoint, resume: 'token' } } : page
    })
    await replication.awaitInSync()
    await replication.cancel()
    const again = bare(checkpoint => {
      seen.push(checkpoint)
      return feed.page(checkpoint, 10)
    })
    await again.awaitInSync()
    expect(seen.at(-1)).toEqual({ number: 15, resume: 'token' })
    await again.cancel()
  })

  it('gives the server back exactly what it gave', async () => {
    fill(15)
    const seen: unknown[] = []
    const pull = start({
      handler: async (checkpoint, batchSize) => {
        seen.push(checkpoint)
        const page = feed.page(checkpoint, batchSize)
        return page.more ? { ...page, checkpoint: { ...page.checkpoint, resume: 'token' } } : page
      },
    })
    await pull.inSync()
    await pull.restart()
    await pull.inSync()
    expect(seen).toEqual([undefined, { number: 10, resume: 'token' }, { number: 15 }])
  })
})

describe('trap 7, pages that wait are put together by id, each id at the place it had first', () => {
  it('stores a marker after all that it answers for all the same', async () => {
    await desktop.close()
    const held = new Map<unknown, unknown>()
    const behind = new Set<string>()
    desktop = await createDesktop(
      {
        onCommitted(_collection, documents) {
          for (const { id, number } of documents) held.set(id, number)
          const at = Number(held.get(markerId) ?? 0)
          for (const { id, number } of feed.states.values())
            if (number <= at && held.get(id) !== number) behind.add(`${id} at ${at}`)
        },
      },
      desktop.profile,
      { sliceMs: 0, isMarker: id => id === markerId },
    )
    fill(100)
    await start().inSync()
    for (let i = 0; i < 100; i++) {
      feed.put(`r${i}`, 'again')
      feed.frames$.next(feed.page({ number: feed.head - 1 }, 10))
    }
    await vi.waitFor(async () => expect(await desktop.held()).toEqual(shown(feed)))
    expect([...behind]).toEqual([])
  })
})

const onlyMarker = (page: FeedPage): FeedPage => ({
  ...page,
  documents: page.documents.filter(({ id }) => id === markerId),
})

/** RxDB's replication set up the obvious way, to show what each trap is. */
function bare(
  page: (checkpoint: FeedCheckpoint | undefined) => FeedPage | Promise<FeedPage> = checkpoint =>
    feed.page(checkpoint, 10),
) {
  return replicateRxCollection<FeedRecord, FeedCheckpoint>({
    replicationIdentifier: 'bare',
    collection: desktop.records,
    waitForLeadership: false,
    retryTime: 10,
    pull: {
      handler: async checkpoint => page(checkpoint),
      stream$: feed.frames$,
      batchSize: 10,
    },
  })
}

/** RxDB also takes the text RESYNC, which ours has no way to say. */
const bareFrames = () => feed.frames$ as unknown as { next(value: unknown): void }
