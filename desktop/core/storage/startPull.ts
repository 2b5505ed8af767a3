import type { RxCollection, RxConflictHandler, WithDeleted } from 'rxdb/plugins/core'
import { filter, map, type Observable } from 'rxjs'
import { markNothingToPush, readCheckpoint, storageOf, writeCheckpoint } from './pullCheckpoint.ts'
import { createPullRun, type PullRun } from './pullRun.ts'
import { isOutdated, type ReplicatedState } from './stateOrder.ts'

/** A page or a frame: states of records, and where the server goes on after them. */
export interface PullPage<Doc, Checkpoint> {
  /** Never empty, or the checkpoint does not move: carry a marker record with the head. */
  documents: WithDeleted<Doc>[]
  checkpoint: Checkpoint
  /** Whether the server has more. Left out, a page shorter than asked for is the last. Frames have none. */
  more?: boolean
}

export interface PullOptions<Doc, Checkpoint> {
  /** Made with `conflictHandler: pullConflictHandler`; nothing else writes it. */
  collection: RxCollection<Doc>
  /** The same for the same server, company and user: the checkpoint is kept under it. */
  identifier: string
  /** Asks the server for the page after a checkpoint. A throw ends this run; it is tried again after a while. */
  handler(
    checkpoint: Checkpoint | undefined,
    batchSize: number,
    signal: AbortSignal,
  ): Promise<PullPage<Doc, Checkpoint>>
  /** Live frames in the order of the log. On a gap call `restart()`. */
  stream$: Observable<PullPage<Doc, Checkpoint>>
  /** Where to begin when there is no checkpoint yet, such as the start number of a snapshot. */
  initialCheckpoint?: Checkpoint
  batchSize?: number
  /** Milliseconds to wait after the given number of failures in a row. */
  retryAfter?(failures: number): number
  /** Told each failure; the pull goes on by itself. */
  onProblem?(error: unknown): void
}

export interface Pull<Checkpoint> {
  /** Ends the run under way and pulls from the checkpoint: on reconnect and on a frame that does not follow. */
  restart(): Promise<void>
  /** The same from another checkpoint, at a new epoch for instance; undefined pulls everything again. */
  restartFrom(checkpoint: Checkpoint | undefined): Promise<void>
  stop(): Promise<void>
  /** Resolves when all that the server had has been stored, over as many runs as it takes. */
  inSync(): Promise<void>
  checkpoint(): Promise<Checkpoint | undefined>
}

/** Drops what is strictly older than what is stored; everything else is replaced by what the server says. */
export const pullConflictHandler: RxConflictHandler<ReplicatedState> = {
  isEqual: (incoming, stored) => isOutdated(incoming, stored),
  resolve() {
    throw new Error('a pulled collection has nothing to resolve')
  },
}

const secondsAfter = (failures: number): number => Math.min(30_000, 500 * 2 ** failures)

/**
 * Replicates a collection from the server, and only that way, such that no state is skipped: any failure ends the
 * run at once, before its checkpoint can move, and a new run pulls from the last checkpoint stored.
 */
export function startPull<Doc extends ReplicatedState, Checkpoint>({
  collection,
  identifier,
  handler,
  stream$,
  initialCheckpoint,
  batchSize = 500,
  retryAfter = secondsAfter,
  onProblem = () => {},
}: PullOptions<Doc, Checkpoint>): Pull<Checkpoint> {
  if (collection.conflictHandler !== (pullConflictHandler as unknown)) {
    throw new Error(`the collection ${collection.name} needs pullConflictHandler`)
  }
  const storage = storageOf(collection)
  const frames$ = stream$.pipe(
    filter(frame => frame.documents.length > 0),
    map(({ documents, checkpoint }) => ({ documents, checkpoint: { at: checkpoint } })),
  )
  let run: PullRun | undefined
  let turning: Promise<void> = Promise.resolve()
  let retry: NodeJS.Timeout | undefined
  let failures = 0
  let stopped = false

  const failed = (error: unknown): void => {
    if (stopped) return
    failures++
    clearTimeout(retry)
    retry = setTimeout(() => void turn(), retryAfter(failures))
    onProblem(error)
  }

  const begin = async (): Promise<void> => {
    storage.resumeWrites(collection.name)
    await markNothingToPush(collection, identifier)
    run = createPullRun<Doc, Checkpoint>({
      collection,
      identifier,
      handler,
      frames$,
      lostCheckpoints$: storage.lostCheckpoints$,
      initialCheckpoint,
      batchSize,
      onPage: () => {
        failures = 0
      },
      onFailure: failed,
    })
    await run.start()
  }

  /** One turn after another: the next run begins when the last write of the one before is over. */
  const turn = (between?: () => Promise<void>): Promise<void> => {
    turning = turning.then(async () => {
      clearTimeout(retry)
      await run?.end()
      run = undefined
      await between?.()
      if (!stopped) await begin().catch(failed)
    })
    return turning
  }

  void turn()
  return {
    restart: () => turn(),
    restartFrom: checkpoint => turn(() => writeCheckpoint(collection, identifier, checkpoint)),
    stop() {
      stopped = true
      return turn()
    },
    async inSync() {
      let done = false
      while (!done && !stopped) {
        await turning
        done = (await run?.inSync()) ?? false
        if (!done) await new Promise(resolve => setTimeout(resolve, 10))
      }
    },
    checkpoint: () => readCheckpoint(collection, identifier),
  }
}
