import { replicateRxCollection } from 'rxdb/plugins/replication'
import { it as base } from 'vitest'
import type { RxStoragePergelOptions, StorageHooks } from '../rxStorage.ts'
import { type Pull, type PullOptions, startPull } from '../startPull.ts'
import { createDesktop, createFeed, type FeedCheckpoint, type FeedPage, type FeedRecord } from './feed.ts'

/** A test with a feed and a desktop of its own, and what pulls between them. */
export const it = base
  .extend('feed', () => createFeed())
  /** Puts records into the feed. */
  .extend('fill', ({ feed }) => (count: number) => {
    for (let index = 0; index < count; index++) feed.put(`r${index}`, `name ${index}`)
  })
  /** Ids whose write fails, as a full disk would make it. */
  .extend('unwritable', () => new Set<string>())
  .extend('opened', async ({ unwritable }, { onCleanup }) => {
    const desktop = await createDesktop({
      onWrite(_collection, documents) {
        const hit = documents.find(({ id }) => unwritable.has(String(id)))
        if (hit) throw new Error(`cannot store ${hit.id}`)
      },
    })
    const opened = { desktop }
    onCleanup(async () => {
      await opened.desktop.close()
      opened.desktop.profile.remove()
    })
    return opened
  })
  .extend('desktop', ({ opened }) => opened.desktop)
  /** Closes the desktop and opens its file anew; what is started from then on pulls there. */
  .extend('reopen', ({ opened }) => async (hooks: StorageHooks = {}, options: Partial<RxStoragePergelOptions> = {}) => {
    await opened.desktop.close()
    opened.desktop = await createDesktop(hooks, opened.desktop.profile, options)
    return opened.desktop
  })
  /** What the pulls have told. */
  .extend('problems', () => [] as unknown[])
  .extend('start', ({ feed, opened, problems }, { onCleanup }) => {
    const pulls: Pull<FeedCheckpoint>[] = []
    onCleanup(async () => {
      for (const pull of pulls) await pull.stop()
    })
    return (options: Partial<PullOptions<FeedRecord, FeedCheckpoint>> = {}) => {
      const pull = startPull<FeedRecord, FeedCheckpoint>({
        collection: opened.desktop.records,
        identifier: 'server',
        handler: async (checkpoint, batchSize) => feed.page(checkpoint, batchSize),
        stream$: feed.frames$,
        batchSize: 10,
        retryAfter: () => 5,
        onProblem: problem => problems.push(problem),
        ...options,
      })
      pulls.push(pull)
      return pull
    }
  })
  /** RxDB's replication set up the obvious way, to show what each trap is. */
  .extend(
    'bare',
    ({ feed, desktop }) =>
      (
        page: (checkpoint: FeedCheckpoint | undefined) => FeedPage | Promise<FeedPage> = checkpoint =>
          feed.page(checkpoint, 10),
      ) =>
        replicateRxCollection<FeedRecord, FeedCheckpoint>({
          replicationIdentifier: 'bare',
          collection: desktop.records,
          waitForLeadership: false,
          retryTime: 10,
          pull: {
            handler: async checkpoint => page(checkpoint),
            stream$: feed.frames$,
            batchSize: 10,
          },
        }),
  )
