import type { RxCollection, WithDeleted } from 'rxdb/plugins/core'
import { type RxReplicationState, replicateRxCollection } from 'rxdb/plugins/replication'
import type { Observable } from 'rxjs'
import type { WrappedCheckpoint } from './pullCheckpoint.ts'
import type { PullOptions } from './startPull.ts'

/** One RxDB replication from its start to its first failure or its end; then a new one begins. */
export interface PullRun {
  start(): Promise<void>
  /** Resolves when no write of this run can come any more. */
  end(): Promise<void>
  /** Waits for all that is under way; false if the run failed first. */
  inSync(): Promise<boolean>
}

export interface PullRunOptions<Doc, Checkpoint>
  extends Pick<PullOptions<Doc, Checkpoint>, 'collection' | 'identifier' | 'handler' | 'initialCheckpoint'> {
  frames$: Observable<{ documents: WithDeleted<Doc>[]; checkpoint: WrappedCheckpoint<Checkpoint> }>
  lostCheckpoints$: Observable<unknown>
  batchSize: number
  onPage(): void
  /** Called once at most. */
  onFailure(error: unknown): void
}

export function createPullRun<Doc, Checkpoint>(options: PullRunOptions<Doc, Checkpoint>): PullRun {
  const aborting = new AbortController()
  const over = new Promise<false>(resolve => aborting.signal.addEventListener('abort', () => resolve(false)))
  const replication = replicateRxCollection<Doc, WrappedCheckpoint<Checkpoint>>({
    replicationIdentifier: options.identifier,
    // RxDB writes the further type parameters of a collection differently from one place to the next.
    collection: options.collection as RxCollection<Doc>,
    live: true,
    waitForLeadership: false,
    autoStart: false,
    pull: {
      handler: (checkpoint, batchSize) => pulled(checkpoint, batchSize),
      stream$: options.frames$,
      batchSize: options.batchSize,
      ...(options.initialCheckpoint === undefined ? {} : { initialCheckpoint: { at: options.initialCheckpoint } }),
    },
  })
  replication.error$.subscribe(fail)
  const lost = options.lostCheckpoints$.subscribe(fail)

  /**
   * No document and no checkpoint is stored from here on, before any other code runs. A write already begun may
   * still end; its documents are then there and its checkpoint is not, so that they are pulled once more.
   */
  function close(): void {
    aborting.abort()
    replication.internalReplicationState?.events.canceled.next(true)
  }

  function fail(error: unknown): void {
    if (aborting.signal.aborted) return
    close()
    options.onFailure(error)
  }

  /** Never throws: RxDB would wait and ask again by itself, behind our back. */
  async function pulled(
    checkpoint: WrappedCheckpoint<Checkpoint> | undefined,
    batchSize: number,
  ): Promise<{ documents: WithDeleted<Doc>[]; checkpoint: WrappedCheckpoint<Checkpoint> | undefined }> {
    const nothing = { documents: [], checkpoint }
    try {
      const page = await Promise.race([fullPage(options.handler, checkpoint?.at, batchSize, aborting.signal), over])
      if (!page || aborting.signal.aborted) return nothing
      options.onPage()
      return page
    } catch (thrown) {
      fail(thrown)
      return nothing
    }
  }

  return {
    start: () => replication.start(),
    async end() {
      close()
      lost.unsubscribe()
      await replication.cancel()
      const queues = replication.internalReplicationState?.streamQueue
      await Promise.allSettled([queues?.down, queues?.up])
    },
    inSync: () => Promise.race([isInSync(replication), over]),
  }
}

async function isInSync<Doc, Checkpoint>(replication: RxReplicationState<Doc, Checkpoint>): Promise<boolean> {
  await replication.awaitInSync()
  return !replication.internalReplicationState?.events.canceled.getValue()
}

/**
 * RxDB takes fewer documents than asked for as "there is no more" and stops. So pages that the server cut short (by
 * bytes, say) are put together until the batch is full or the server says that it was the last.
 */
async function fullPage<Doc, Checkpoint>(
  handler: PullOptions<Doc, Checkpoint>['handler'],
  from: Checkpoint | undefined,
  batchSize: number,
  signal: AbortSignal,
): Promise<{ documents: WithDeleted<Doc>[]; checkpoint: WrappedCheckpoint<Checkpoint> }> {
  const documents: WithDeleted<Doc>[] = []
  let at = from
  for (;;) {
    const asked = batchSize - documents.length
    const page = await handler(at, asked, signal)
    const more = page.more ?? page.documents.length >= asked
    if (more && page.documents.length === 0 && JSON.stringify(page.checkpoint) === JSON.stringify(at)) {
      throw new Error('the server says there is more after an empty page that leads nowhere')
    }
    documents.push(...page.documents)
    at = page.checkpoint
    if (!more || documents.length >= batchSize) return { documents, checkpoint: { at: page.checkpoint } }
  }
}
