import { setTimeout as wait } from 'node:timers/promises'
import { Subject } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { bulkLoad } from './bulkLoad.ts'
import { startPull } from './startPull.ts'
import { createDesktop, createFeed, type FeedPage, shown } from './testing/feed.ts'
import { createRandom } from './testing/random.ts'

/** `PERGEL_SEED` repeats a run that failed, `PERGEL_STEPS` makes runs longer. */
const firstSeed = Number(process.env.PERGEL_SEED ?? 20_261_121)
const steps = Number(process.env.PERGEL_STEPS ?? 250)

/**
 * A server that changes, frames that are lost, doubled or come while nobody listens, writes that fail, pages that are
 * short, requests that fail, the process starting anew: in the end the desktop holds what the server has.
 */
describe('a desktop converges', () => {
  it.each(Array.from({ length: 8 }, (_, index) => firstSeed + index))('seed %i', async seed => {
    const random = createRandom(seed)
    const feed = createFeed()
    let diskTrouble = 0
    const hooks = {
      onWrite() {
        if (random.chance(diskTrouble)) throw new Error('disk')
      },
    }
    let desktop = await createDesktop(hooks)
    let serverTrouble = 0
    for (let index = 0; index < 120; index++) feed.put(`r${index}`, 'snapshot')
    const initialCheckpoint = { number: feed.head }
    await bulkLoad(desktop.storage, 'records', [...feed.states.values()])

    const begin = () => {
      const frames$ = new Subject<FeedPage>()
      const pull = startPull({
        collection: desktop.records,
        identifier: 'server',
        handler: async (checkpoint, batchSize) => {
          if (random.chance(0.3)) await wait(random.int(3))
          if (random.chance(serverTrouble)) throw new Error('offline')
          return feed.page(checkpoint, random.chance(0.5) ? 1 + random.int(batchSize) : batchSize)
        },
        stream$: frames$,
        initialCheckpoint,
        batchSize: 20,
        retryAfter: () => random.int(3),
      })
      return { pull, frames$ }
    }
    let { pull, frames$ } = begin()
    // As the socket does: a frame that does not follow the one before means that something was missed.
    let last = feed.head
    const send = (page: FeedPage, after: number): void => {
      if (after > last) void pull.restart()
      last = Math.max(last, page.checkpoint.number)
      frames$.next(page)
    }

    for (let step = 0; step < steps; step++) {
      diskTrouble = random.chance(0.1) ? 0.3 : 0
      serverTrouble = random.chance(0.2) ? 0.4 : 0
      const before = feed.head
      const changes = Array.from({ length: 1 + random.int(8) }, () => {
        const id = `r${random.int(150)}`
        return random.chance(0.2) ? feed.evict(id) : feed.put(id, `step ${step}`)
      })
      const documents = [...new Map(changes.map(change => [change.id, change])).values()]
      const page = { documents, checkpoint: { number: feed.head } }
      if (!random.chance(0.2)) send(page, before)
      if (random.chance(0.1)) send(page, before)
      if (random.chance(0.05)) void pull.restart()
      if (random.chance(0.3)) await wait(random.int(4))
      if (random.chance(0.02)) {
        await pull.stop()
        await desktop.close()
        desktop = await createDesktop(hooks, desktop.profile)
        ;({ pull, frames$ } = begin())
        last = feed.head
      }
    }
    diskTrouble = 0
    serverTrouble = 0
    await pull.restart()
    await pull.inSync()
    expect(await desktop.held(), `seed ${seed}`).toEqual(shown(feed))
    expect(await pull.checkpoint()).toEqual({ number: feed.head })
    await pull.stop()
    await desktop.close()
    desktop.profile.remove()
  })
})
