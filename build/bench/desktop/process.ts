import { statSync } from 'node:fs'
import { runBulk } from '../../../desktop/core/functions/bulk.ts'
import { createBulkJobs } from '../../../desktop/core/functions/bulkJobs.ts'
import { undoMany } from '../../../desktop/core/functions/turns.ts'
import { saveRecord } from '../../../desktop/core/functions/write.ts'
import { openWorkspace } from '../../../desktop/core/openWorkspace.ts'
import type { Workspace } from '../../../desktop/core/workspace.ts'
import type { Filter, FilterGroup, ListQuery } from '../../../shared/filters.ts'
import { benchCustomers, benchSurroundings } from '../customers.ts'
import { serve } from '../remote/serve.ts'
import { fillProfile } from './fill.ts'
import { fillKey } from './fillKey.ts'

/** A real desktop core in a process of its own: everything that a signed-in person has, but the window. */
let work: Workspace | undefined
const clock = (): number => Number(process.hrtime.bigint()) / 1e6
const desk = (): Workspace => {
  if (!work) throw new Error('no workspace is open')
  return work
}

export interface OpenWish {
  file: string
  server: string
  token: string | undefined
  device: string
  user: string
}
export interface ListAsk {
  filters: Filter[]
  where?: FilterGroup
  sort: string
  descending: boolean
  words?: string
  offset?: number
}

const queryOf = ({ filters, where, sort, descending, words }: ListAsk, kind = 'customer'): ListQuery => ({
  ...{ kind, filters, sort: { field: sort, descending }, archived: 'without' },
  ...(where === undefined ? {} : { where }),
  ...(words === undefined ? {} : { words }),
})
const pause = (ms = 0): Promise<void> =>
  new Promise(resolve => (ms > 0 ? setTimeout(resolve, ms) : setImmediate(resolve)))

async function timed<T>(work: () => Promise<T>): Promise<[number, T]> {
  const from = performance.now()
  const result = await work()
  return [performance.now() - from, result]
}

const handlers = {
  async fill(file: string, count: number) {
    return fillProfile({ file, key: fillKey }, [...benchSurroundings(), ...benchCustomers(count).reverse()])
  },
  async open(wish: OpenWish) {
    const log = process.env['PERGEL_BENCH_TALK'] ? console.error : () => {}
    work = await openWorkspace({
      ...{
        file: wish.file,
        key: fillKey,
        server: wish.server,
        deviceId: wish.device,
        user: wish.user,
        zone: 'Europe/Istanbul',
        log,
      },
      token: () => wish.token,
    })
  },
  async close() {
    const closing = work
    work = undefined
    await closing?.close()
  },
  clock,
  fileBytes: (file: string) => statSync(file).size,

  /** Milliseconds of each window of 50, as the window of the app waits for it. */
  async windows(asks: ListAsk[], kind?: string) {
    const times: number[] = []
    for (const ask of asks) {
      const page = ask.offset === undefined ? { limit: 50 } : { limit: 50, offset: ask.offset }
      const [ms, { rows }] = await timed(() => desk().lists.window(queryOf(ask, kind), page))
      times.push(ms)
      if (rows.length > 50) throw new Error('a window of 50 has more rows')
      await pause()
    }
    return times
  },
  async counts(asks: ListAsk[], kind?: string) {
    const results: { ms: number; count: number }[] = []
    for (const ask of asks) {
      const [ms, count] = await timed(() => desk().lists.count(queryOf(ask, kind)))
      results.push({ ms, count })
      await pause()
    }
    return results
  },
  /** Milliseconds of the groups of a list by each field, with sums of two others. */
  async groups(asks: ListAsk[], fields: string[]) {
    const times: number[] = []
    for (const ask of asks)
      for (const by of fields) {
        const totals = ['custom.limit', 'custom.rank']
        const [ms, { groups }] = await timed(() => desk().lists.groups(queryOf(ask), { by, totals }))
        times.push(ms)
        if (groups.length === 0) throw new Error(`no groups by ${by}`)
        await pause()
      }
    return times
  },
  /** A screen asks for both at once, the window first; says how often the count was answered before it. */
  async windowsWithCounts(asks: ListAsk[]) {
    let early = 0
    const counts: number[] = []
    const windows: number[] = []
    for (const ask of asks) {
      const query = queryOf(ask)
      const from = performance.now()
      let windowCame = false
      await Promise.all([
        desk()
          .lists.window(query, { limit: 50 })
          .then(() => {
            windowCame = true
            windows.push(performance.now() - from)
          }),
        desk()
          .lists.count(query)
          .then(() => {
            counts.push(performance.now() - from)
            if (!windowCame) early++
          }),
      ])
      await pause()
    }
    return { early, counts, windows }
  },
  async searches(words: string[]) {
    const times: number[] = []
    let found = 0
    for (const typed of words) {
      const [ms, { groups }] = await timed(() => desk().lists.search({ words: typed, limit: 10 }))
      times.push(ms)
      if (groups.some(({ hits }) => hits.length > 0)) found++
      await pause()
    }
    return { times, found }
  },
  /** Saves records one by one as a form does; milliseconds each, of core's one writing thread. */
  async saves(count: number) {
    const { rows } = await desk().lists.window(queryOf({ filters: [], sort: 'createdAt', descending: true }), {
      limit: 500,
    })
    const times: number[] = []
    const cpu: number[] = []
    for (let i = 0; i < count; i++) {
      const id = rows[(i * 7) % rows.length]?.id ?? ''
      const base = desk().shown({ kind: 'customer', id })?.values['taxOffice']
      const change = { ...(base === undefined ? {} : { base }), value: `Kadıköy ${i}` }
      const from = performance.now()
      const used = process.threadCpuUsage()
      saveRecord(desk(), { kind: 'customer', id, create: false, set: { taxOffice: change } })
      times.push(performance.now() - from)
      const { user, system } = process.threadCpuUsage(used)
      cpu.push((user + system) / 1000)
      await pause(10)
    }
    return { times, cpu }
  },
  /** Gives the first records of a list these values, and the operation back. */
  async bulk(ask: ListAsk, count: number, set: Record<string, unknown>) {
    const { ids } = await desk().lists.keys(queryOf(ask), count)
    const keys = ids.map(id => ({ kind: 'customer', id }))
    const { operation, changed } = await runBulk(desk(), createBulkJobs(), { label: 'bulk', of: { keys }, set })
    if (changed !== count) throw new Error(`${changed} of ${count} records were changed`)
    return operation
  },
  undo: async (operation: string) => (await undoMany(desk(), operation)).operation,
  /** Resolves with the time when a list has so many records here. */
  async shows(ask: ListAsk, count: number, limitMs: number) {
    const end = clock() + limitMs
    for (;;) {
      const found = await desk().lists.count(queryOf(ask))
      if (found === count) return clock()
      if (clock() > end) throw new Error(`${found} of ${count} records after ${limitMs} ms`)
      await pause(50)
    }
  },

  state: () => desk().sync.state(),
  /** Resolves with the time when the first copy is in. */
  async copied(limitMs: number) {
    const end = clock() + limitMs
    for (;;) {
      const { connection, firstSync, problem } = desk().sync.state()
      if (connection === 'online' && !firstSync) return clock()
      if (clock() > end)
        throw new Error(`no first copy in ${limitMs} ms: ${connection} ${JSON.stringify({ firstSync, problem })}`)
      // Asking reads the file: every few milliseconds it took a fiftieth of the time.
      await pause(20)
    }
  },
  /** Asks lists and searches while the first copy loads: when both first found something, and each list's time. */
  async lookDuringFirstCopy(kind: string, limitMs: number) {
    const started = clock()
    const times: number[] = []
    let usable: number | undefined
    while (clock() - started < limitMs) {
      const { connection, firstSync } = desk().sync.state()
      if (usable !== undefined && connection === 'online' && !firstSync) return { usable, times }
      if (desk().sync.viewer()) {
        const ask = { filters: [], sort: times.length % 2 ? 'title' : 'updatedAt', descending: times.length % 3 === 0 }
        const [ms, { rows }] = await timed(() => desk().lists.window(queryOf(ask, kind), { limit: 50 }))
        if (rows.length > 0) times.push(ms)
        const [row] = rows
        if (usable === undefined && row) {
          const words = row.title.split(' ').slice(0, 2).join(' ')
          const { groups } = await desk().lists.search({ words, limit: 10 })
          if (groups.some(({ hits }) => hits.length > 0)) usable = clock() - started
        }
      }
      await pause(20)
    }
    throw new Error(`the first copy was not usable and complete in ${limitMs} ms`)
  },
  /** Records of a kind that its person sees now. */
  async visible(kinds: string[]) {
    const counts: Record<string, number> = {}
    for (const kind of kinds) {
      const query: ListQuery = { kind, filters: [], sort: { field: 'title', descending: false }, archived: 'with' }
      counts[kind] = await desk().lists.count(query)
    }
    return counts
  },
  /** Resolves with the time when the copies go this far. */
  async reachedHead(number: number, limitMs: number) {
    const end = clock() + limitMs
    while ((desk().sync.position()?.number ?? -1) < number) {
      if (clock() > end) throw new Error(`at ${desk().sync.position()?.number}, not at ${number}, after ${limitMs} ms`)
      await pause(5)
    }
    return clock()
  },
  async online(limitMs: number) {
    const end = clock() + limitMs
    while (desk().sync.state().connection !== 'online') {
      if (clock() > end) throw new Error(`${desk().sync.state().connection} after ${limitMs} ms`)
      await pause(5)
    }
    return clock()
  },
  record: (kind: string, id: string) => desk().shown({ kind, id }),
  /** Resolves with the times when each of these records changed here. */
  watch(ids: string[], limitMs: number) {
    const times = new Map<string, number>()
    const wanted = new Set(ids)
    return new Promise<[string, number][]>(resolve => {
      const stop = desk().sync.onChanges(changes => {
        for (const id of changes.flatMap(change => change.ids ?? [])) if (wanted.has(id)) times.set(id, clock())
        if (times.size === wanted.size) done()
      })
      const timer = setTimeout(() => done(), limitMs)
      const done = () => {
        stop()
        clearTimeout(timer)
        resolve([...times])
      }
    })
  },
}
export type BenchDesktop = typeof handlers

serve(handlers, () => handlers.close())
