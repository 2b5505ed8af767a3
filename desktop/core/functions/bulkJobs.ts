import { setImmediate as turn } from 'node:timers/promises'
import type { BulkJob } from '../api/operations.ts'
import type { Action } from '../sync/entryParts.ts'
import type { Workspace } from '../workspace.ts'

/** Large changes under way, for whoever shows them. */
export interface BulkJobs {
  follow(listener: (jobs: BulkJob[]) => void): () => void
  begin(job: Pick<BulkJob, 'operation' | 'label' | 'kind' | 'total'>): RunningJob
  stop(operation: string): void
}

export interface RunningJob {
  readonly isStopped: boolean
  /** So many records are behind it. */
  done(records: number): void
  end(): void
}

/** Smaller ones are over before anybody could read of them. */
const worthTelling = 200
const tellMs = 100

export function createBulkJobs(): BulkJobs {
  const listeners = new Set<(jobs: BulkJob[]) => void>()
  const running = new Map<string, BulkJob & { since: number; isStopped: boolean }>()
  let told = 0

  const list = (): BulkJob[] =>
    [...running.values()]
      .filter(({ total }) => total >= worthTelling)
      .map(({ since, isStopped: _, ...job }) => {
        const seconds = (performance.now() - since) / 1000
        return { ...job, perSecond: seconds > 0 ? Math.round(job.done / seconds) : 0 }
      })
  const tell = (): void => {
    told = performance.now()
    const jobs = list()
    for (const listener of listeners) listener(jobs)
  }

  return {
    follow(listener) {
      listeners.add(listener)
      listener(list())
      return () => listeners.delete(listener)
    },
    begin(job) {
      const entry = { ...job, done: 0, perSecond: 0, since: performance.now(), isStopped: false }
      running.set(job.operation, entry)
      if (job.total >= worthTelling) tell()
      return {
        get isStopped() {
          return entry.isStopped
        },
        done(records) {
          entry.done = records
          if (performance.now() - told >= tellMs) tell()
        },
        end() {
          running.delete(job.operation)
          if (job.total >= worthTelling) tell()
        },
      }
    },
    stop(operation) {
      const job = running.get(operation)
      if (job) job.isStopped = true
    },
  }
}

/**
 * How long one piece of work may hold core's event loop. In half of it everything takes a quarter longer: each commit
 * writes the pages of the indexes anew.
 */
const holdMs = 20

/** Lets others run where the work at hand has held the event loop long enough. */
export function breather(): () => Promise<void> | undefined {
  let since = performance.now()
  return () => {
    if (performance.now() - since < holdMs) return undefined
    return turn().then(() => {
      since = performance.now()
    })
  }
}

const [fewest, most] = [20, 200]

/**
 * Writes an action's patches in transactions of about twenty milliseconds each. Their commits are made safe together by the
 * last one: a crash in between loses the end of it, as a stop does.
 */
export function sliceWriter(work: Workspace, action: Omit<Action, 'patches'> & { operation: string }) {
  let size = 50
  let waiting: Action['patches'] = []
  let written = 0
  /** Something was written that may be neither safely on the disk nor on its way. */
  let isLoose = false

  const write = (sync: 'full' | 'normal'): void => {
    const started = performance.now()
    const patches = waiting
    waiting = []
    isLoose = true
    work.act({ ...action, patches }, { sync })
    isLoose = sync === 'normal'
    written += patches.length
    const each = (performance.now() - started) / Math.max(1, patches.length)
    size = Math.min(most, Math.max(fewest, Math.round(holdMs / each)))
  }
  return {
    get written() {
      return written
    },
    async add(patch: Action['patches'][number]): Promise<void> {
      waiting.push(patch)
      if (waiting.length <= size) return
      // What is left for the end is never nothing.
      const last = waiting.pop()
      write('normal')
      if (last) waiting.push(last)
      await turn()
    },
    /** The rest, and everything safely on the disk and on its way: also where something went wrong before. */
    end(): void {
      try {
        if (waiting.length > 0) write('full')
      } finally {
        if (isLoose) work.sync.finish()
      }
    },
  }
}
