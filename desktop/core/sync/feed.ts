import type { RxCollection } from 'rxdb/plugins/core'
import { Subject } from 'rxjs'
import { AppError } from '../../../shared/errors.ts'
import { compareRev, type SyncedState } from '../../../shared/record.ts'
import type { Head } from '../../../shared/sync/protocol.ts'
import { readCheckpoint, writeCheckpoint } from '../storage/pullCheckpoint.ts'
import { type Pull, type PullPage, startPull } from '../storage/startPull.ts'
import type { Copies } from './copies.ts'
import type { Link } from './link.ts'
import { createPageSize } from './pageSize.ts'
import type { FrameOf } from './questions.ts'
import { documentOf, markerOf, type RecordDocument } from './records.ts'

export interface FeedSettings {
  collection: RxCollection<RecordDocument>
  copies: Copies
  log(event: string, details?: Record<string, unknown>): void
  problem(error: unknown): void
  batchSize?: number
  retryAfter?(failures: number): number
}

/** The changes that come down: pages from where the copies stand, then live frames. Runs while a link is there. */
export interface Feed {
  /** From where the copies stand, which must be known. */
  start(link: Link): Promise<void>
  /** A live frame; those that do not follow make it begin again from where the copies stand. */
  take(frame: FrameOf<'live'>): void
  /** A batch with this marker was stored; see `headOf`. */
  stored(head: Head): void
  /** Resolves when nothing of it is written any more. */
  stop(): Promise<void>
  /** Resolves once the copies go at least this far; rejects when the feed stops before. */
  reached(head: Head): Promise<void>
}

type Page = PullPage<RecordDocument, Head>
/** Under this name RxDB keeps its own checkpoint; the file is of one server, company and user. */
const identifier = 'pergel-sync'
/** Live frames kept while pages are read: more than the server keeps itself. */
const mostEarly = 5_000
/**
 * States of live frames that are handed over at once. RxDB puts together whatever waits, and holds the event loop for as
 * long as that takes.
 */
const mostAtOnce = 100

export function createFeed({ collection, copies, log, problem, batchSize = 500, retryAfter }: FeedSettings): Feed {
  const pageSize = createPageSize(batchSize)
  let batch = batchSize
  let pull: Pull<Head> | undefined
  /** Of pulls that were stopped and may still be writing. */
  let ending: Promise<unknown> = Promise.resolve()
  let frames = new Subject<Page>()
  /** The run of pages under way, and up to where its documents have been handed over. */
  let run: { signal: AbortSignal; told: Head | undefined; isLive: boolean } | undefined
  let early: FrameOf<'live'>[] = []
  /** What live frames have told and is not handed over yet, and how far everything is that was. */
  let waiting: { states: SyncedState[]; to: Head }[] = []
  let handed: Head | undefined
  /** Stored in any case: its marker is never below the one in the file, so `stored` always comes, or the run ends. */
  let inHand: { head: Head; stored(): void } | undefined
  const waiters = new Set<{ head: Head; resolve(): void; reject(error: AppError): void }>()

  const documentsOf = (states: readonly SyncedState[], to: Head): Page['documents'] => [
    ...states.map(documentOf),
    // Never without a document: the head of a frame that shows nothing must reach the file too.
    markerOf(to),
  ]

  /** RxDB asks for the next page before the last is stored; one at a time keeps memory and transactions small. */
  const previousStored = async (signal: AbortSignal): Promise<void> => {
    const { promise, resolve } = Promise.withResolvers<void>()
    if (!inHand || signal.aborted) return
    inHand.stored = resolve
    signal.addEventListener('abort', () => resolve(), { once: true })
    await promise
  }

  const nextPage = async (link: Link, from: Head | undefined, limit: number, signal: AbortSignal): Promise<Page> => {
    if (run?.signal !== signal) {
      run = { signal, told: from, isLive: false }
      inHand = undefined
      waiting = []
    }
    const current = run
    const after = { epoch: from?.epoch ?? 0, number: from?.number ?? 0 }
    const page = await pageSize.ask(() => link.ask({ t: 'pull', after, limit: Math.max(1, limit - 1) }))
    // A smaller limit asks for the rest of a batch that the server cut short, not for the next one.
    if (limit >= batch) await previousStored(signal)
    // The answer to a run that is over: nobody stores it, and the run that followed must not wait until somebody does.
    if (run !== current) throw new AppError('network.offline')
    if (page.more && compareRev(page.to, after) <= 0) throw new AppError('input.malformed')
    const documents = documentsOf(page.states, page.to)
    current.told = page.to
    handed = page.to
    inHand = { head: page.to, stored: () => {} }
    if (!page.more) {
      current.isLive = true
      for (const frame of early.splice(0)) follow(frame)
    }
    return { documents, checkpoint: page.to, more: page.more }
  }

  const follow = (frame: FrameOf<'live'>): void => {
    const told = run?.told
    if (!run || !told) return
    if (frame.to.epoch === told.epoch && frame.to.number <= told.number) return
    if (frame.to.epoch !== told.epoch || frame.after > told.number) {
      log('feed.gap', { told: told.number, after: frame.after })
      run = undefined
      early = []
      waiting = []
      void pull?.restart()
      return
    }
    run.told = frame.to
    // What lies at or below `told` has been handed over, in this state or a later one.
    const states = frame.states.filter(state => compareRev(state, told) > 0)
    waiting.push({ states, to: frame.to })
    handOver()
  }

  /** The next states once the last are stored. The head goes on with the last state of its frame. */
  const handOver = (): void => {
    if (inHand || !handed || waiting.length === 0) return
    const states: SyncedState[] = []
    for (let [frame] = waiting; frame && states.length < mostAtOnce; [frame] = waiting) {
      states.push(...frame.states.splice(0, mostAtOnce - states.length))
      if (frame.states.length > 0) break
      handed = frame.to
      waiting.shift()
    }
    inHand = { head: handed, stored: () => {} }
    frames.next({ documents: documentsOf(states, handed), checkpoint: handed })
  }

  const settle = (head: Head | undefined): void => {
    for (const waiter of waiters) {
      if (head && compareRev(head, waiter.head) >= 0) waiter.resolve()
      else if (head === undefined) waiter.reject(new AppError('network.offline'))
      else continue
      waiters.delete(waiter)
    }
  }

  return {
    async start(link) {
      const position = copies.position()
      if (!position) throw new AppError('internal', { cause: 'a feed needs a first copy' })
      // The marker is stored with its documents, RxDB's own checkpoint a moment later: the marker counts.
      const checkpoint = await readCheckpoint<RecordDocument, Head>(collection, identifier)
      if (JSON.stringify(checkpoint) !== JSON.stringify(position)) {
        await writeCheckpoint<RecordDocument, Head>(collection, identifier, position)
      }
      frames = new Subject()
      // Room for the marker. A batch is one page at most, so that each page that comes through is stored.
      batch = pageSize.now + 1
      pull = startPull<RecordDocument, Head>({
        collection,
        identifier,
        handler: (from, limit, signal) => nextPage(link, from, limit, signal),
        stream$: frames,
        batchSize: batch,
        ...(retryAfter ? { retryAfter } : {}),
        onProblem(error) {
          if (link.ended.aborted) return
          problem(error)
        },
      })
    },
    take(frame) {
      if (!pull) return
      // Between a write that failed and the next try nobody listens: what comes then waits like what comes too early.
      if (run?.isLive && !run.signal.aborted) follow(frame)
      else if (early.length < mostEarly) early.push(frame)
    },
    stored(head) {
      if (inHand && compareRev(head, inHand.head) >= 0) {
        inHand.stored()
        inHand = undefined
        handOver()
      }
      settle(head)
    },
    async stop() {
      const stopped = pull
      pull = undefined
      run = undefined
      early = []
      waiting = []
      frames.complete()
      settle(undefined)
      // Whoever asks a second time waits as well: what was begun is still being written.
      if (stopped) ending = Promise.allSettled([ending, stopped.stop()])
      await ending
    },
    reached(head) {
      const position = copies.position()
      if (position && compareRev(position, head) >= 0) return Promise.resolve()
      if (!pull) return Promise.reject(new AppError('network.offline'))
      return new Promise((resolve, reject) => waiters.add({ head, resolve, reject }))
    },
  }
}
