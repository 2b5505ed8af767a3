import { Worker } from 'node:worker_threads'
import type { Values } from '../../../shared/entity.ts'
import { AppError } from '../../../shared/errors.ts'
import type { ListQuery } from '../../../shared/filters.ts'
import type { Viewer } from '../../../shared/permissions/viewer.ts'
import type { RecordKey } from '../../../shared/record.ts'
import type { Hit } from '../api/functions.ts'
import type { GroupAsk, Groups } from '../lists/groups/groups.ts'
import type { Page, Window } from '../lists/lists.ts'
import type { SearchAnswer, SearchAsk } from '../search/search.ts'
import type { SimilarAsk } from '../search/similar.ts'
import type { FromReader, ReaderCall, ReaderCalls, ReaderStart } from './protocol.ts'

export interface ReaderOptions extends ReaderStart {
  /** After each answer: what was asked and how long the work took, in milliseconds. */
  timed?(name: ReaderCall, took: number): void
  /** The thread ended over an error; the next call starts another. */
  died?(thrown: unknown): void
}

/** Lists, counts and search for the main thread, answered by a thread of their own. All errors are AppErrors. */
export interface ReaderClient {
  window(query: ListQuery, page: Page): Promise<Window>
  count(query: ListQuery): Promise<number>
  ids(query: ListQuery, limit: number): Promise<string[]>
  keys(query: ListQuery, limit: number): Promise<{ ids: string[]; count: number }>
  groups(query: ListQuery, ask: GroupAsk): Promise<Groups>
  titles(keys: readonly RecordKey[]): Promise<(string | null)[]>
  search(ask: SearchAsk): Promise<SearchAnswer>
  /** For search as you type: undefined where a later call on the same channel overtook this one. */
  searchLatest(channel: string, ask: SearchAsk): Promise<SearchAnswer | undefined>
  similar(ask: SimilarAsk): Promise<Hit[]>
  setViewer(viewer: Viewer | undefined): Promise<void>
  /** After the projection has taken the company's own fields. */
  setKinds(ownFields: readonly Values[]): Promise<void>
  close(): Promise<void>
}

/**
 * Columns live outside of the thread's heap; what loading them leaves behind is short-lived. With V8's own limits it filled
 * a young generation of its own choice, which took the process 160 MB more.
 */
const resourceLimits = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 512 }

interface Pending {
  name: ReaderCall
  resolve(value: unknown): void
  reject(error: AppError): void
}

/** The file must exist and have its tables (createProjection). A thread that died is started anew by the next call. */
export async function createReader({ timed, died, ...options }: ReaderOptions): Promise<ReaderClient> {
  const start: ReaderStart = { ...options }
  const pending = new Map<number, Pending>()
  let nextId = 1
  let worker: Worker | undefined
  let isClosed = false

  const failAll = (cause: unknown): void => {
    for (const { reject } of pending.values()) reject(new AppError(isClosed ? 'storage.closed' : 'internal', { cause }))
    pending.clear()
  }
  const running = (): Worker => {
    if (isClosed) throw new AppError('storage.closed')
    if (worker) return worker
    const started = new Worker(new URL('./readerThread.ts', import.meta.url), { workerData: start, resourceLimits })
    started.on('message', (answer: FromReader) => {
      const call = pending.get(answer.id)
      if (!call) return
      pending.delete(answer.id)
      timed?.(call.name, answer.took)
      if (!answer.ok) call.reject(new AppError(answer.error.code, answer.error))
      else call.resolve('overtaken' in answer ? undefined : answer.value)
    })
    started.on('error', thrown => {
      died?.(thrown)
      failAll(thrown)
    })
    started.on('exit', () => {
      if (worker === started) worker = undefined
      failAll(new Error('the reader thread ended'))
    })
    worker = started
    return started
  }
  const call = <N extends ReaderCall>(
    name: N,
    args: ReaderCalls[N]['args'],
    channel?: string,
  ): Promise<ReaderCalls[N]['result']> =>
    new Promise((resolve, reject) => {
      const id = nextId++
      const to = running()
      // The answer to a call is its result, as the thread's table of calls is typed by the same protocol.
      pending.set(id, { name, reject, resolve: value => resolve(value as ReaderCalls[N]['result']) })
      to.postMessage({ id, name, args, ...(channel === undefined ? {} : { channel }) })
    })

  running()
  return {
    window: (query, page) => call('window', { query, page }),
    count: query => call('count', { query }),
    ids: (query, limit) => call('ids', { query, limit }),
    keys: (query, limit) => call('keys', { query, limit }),
    groups: (query, ask) => call('groups', { query, ask }),
    titles: keys => call('titles', { keys }),
    search: ask => call('search', ask),
    searchLatest: (channel, ask) => call('search', ask, channel),
    similar: ask => call('similar', ask),
    async setViewer(viewer) {
      if (viewer) start.viewer = viewer
      else delete start.viewer
      await call('setViewer', { viewer })
    },
    async setKinds(ownFields) {
      start.ownFields = ownFields
      await call('setKinds', { ownFields })
    },
    async close() {
      if (isClosed) return
      const ending = worker
      isClosed = true
      if (!ending) return
      const ended = new Promise(resolve => ending.once('exit', resolve))
      ending.postMessage('close')
      await ended
    },
  }
}
