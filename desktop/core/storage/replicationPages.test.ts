import { describe, expect, vi } from 'vitest'
import { type FeedPage, markerId, shown } from './testing/feed.ts'
import { it } from './testing/pullTest.ts'

describe('trap 5, empty and short pages', () => {
  it('puts pages together that the server cut short', async ({ feed, fill, desktop, start }) => {
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

  it('goes on after a page in which nothing is for this user', async ({ feed, fill, desktop, start }) => {
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

  it('moves the checkpoint by the marker alone', async ({ feed, fill, start }) => {
    fill(3)
    const pull = start({ handler: async checkpoint => onlyMarker(feed.page(checkpoint, 100)) })
    await pull.inSync()
    expect(await pull.checkpoint()).toEqual({ number: 3 })
    feed.put('hidden', 'x')
    feed.frames$.next(onlyMarker(feed.page({ number: 3 }, 100)))
    await vi.waitFor(async () => expect(await pull.checkpoint()).toEqual({ number: 4 }))
  })

  it('an empty page or frame moves no checkpoint and breaks nothing', async ({ feed, fill, problems, start }) => {
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

  it('complains of an empty page that leads nowhere and says there is more', async ({ problems, start }) => {
    start({ handler: async checkpoint => ({ documents: [], checkpoint: checkpoint ?? { number: 0 }, more: true }) })
    await vi.waitFor(() => expect(String(problems[0])).toContain('leads nowhere'))
  })
})

describe('trap 6, checkpoints are merged key by key', () => {
  it('keeps a key that is gone in RxDB as it is', async ({ feed, fill, bare }) => {
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

  it('gives the server back exactly what it gave', async ({ feed, fill, start }) => {
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
  it('stores a marker after all that it answers for all the same', async ({ feed, fill, reopen, start }) => {
    const held = new Map<unknown, unknown>()
    const behind = new Set<string>()
    const desktop = await reopen(
      {
        onCommitted(_collection, documents) {
          for (const { id, number } of documents) held.set(id, number)
          const at = Number(held.get(markerId) ?? 0)
          for (const { id, number } of feed.states.values())
            if (number <= at && held.get(id) !== number) behind.add(`${id} at ${at}`)
        },
      },
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
