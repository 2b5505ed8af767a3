import { createRxDatabase, type RxCollection, type RxJsonSchema } from 'rxdb/plugins/core'
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie'
import { trSortKey } from '../../../shared/sortKey.ts'
import { benchCustomers, benchFilters, benchSorts, flatDocument } from '../customers.ts'

export interface PeerMeasure {
  insertSeconds: number
  /** Median milliseconds of a window of 50 by `filter/sort/direction`. */
  windows: Record<string, number>
  /** Median milliseconds of a count by filter. */
  counts: Record<string, number>
}

const text = (maxLength: number) => ({ type: 'string', maxLength }) as const
const schema = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: text(36),
    title: text(64),
    name: text(300),
    owner: text(36),
    status: text(20),
    sector: text(20),
    type: text(20),
    createdAt: text(24),
    updatedAt: text(24),
    number: { type: 'number' },
    values: { type: 'object' },
  },
  required: ['id', 'title', 'owner', 'status', 'sector', 'type', 'createdAt', 'updatedAt'],
  // What RxDB's own guide asks for: an index per filter and sort, filter first.
  indexes: [
    'title',
    'createdAt',
    'updatedAt',
    ...['owner', 'status', 'sector', 'type'].flatMap(filter => benchSorts.map(sort => [filter, sort])),
  ],
} as unknown as RxJsonSchema<Record<string, unknown>>

/** Fills RxDB's Dexie storage with the same customers and asks the same lists; run in Chromium by measure.ts. */
async function measure(count: number, runs: number): Promise<PeerMeasure> {
  const database = await createRxDatabase({
    name: `peer${Date.now()}`,
    storage: getRxStorageDexie(),
    multiInstance: false,
    eventReduce: false,
  })
  const { customers } = await database.addCollections({ customers: { schema } })
  if (!customers) throw new Error('no collection')
  const documents = benchCustomers(count).map(state => {
    const flat = flatDocument(state)
    return { ...flat, name: flat.title, title: trSortKey(flat.title).slice(0, 64) }
  })
  const started = performance.now()
  for (let i = 0; i < documents.length; i += 1000) await customers.bulkInsert(documents.slice(i, i + 1000))
  const insertSeconds = (performance.now() - started) / 1000

  const windows: Record<string, number> = {}
  const counts: Record<string, number> = {}
  for (const [name, filters] of Object.entries(benchFilters)) {
    const selector = Object.fromEntries(filters.map(({ field, value }) => [field, { $eq: value }]))
    for (const sort of benchSorts)
      for (const direction of ['asc', 'desc'] as const)
        windows[`${name}/${sort}/${direction}`] = await median(runs, run =>
          // A new selector each time: RxDB remembers the results of equal queries.
          customers
            .find({ selector: { ...selector, number: { $gte: -run } }, sort: [{ [sort]: direction }], limit: 50 })
            .exec(),
        )
    counts[name] = await median(runs, () => customers.storageInstance.count(prepared(customers, selector)))
  }
  await database.remove()
  return { insertSeconds, windows, counts }
}

// RxDB caches counts of equal queries too; the storage is asked directly, with the plan that RxDB makes.
const prepared = (collection: RxCollection, selector: Record<string, unknown>) =>
  collection.find({ selector }).getPreparedQuery()

async function median(runs: number, ask: (run: number) => Promise<unknown>): Promise<number> {
  const samples: number[] = []
  for (let run = 1; run <= runs; run++) {
    const from = performance.now()
    await ask(run)
    samples.push(performance.now() - from)
  }
  return samples.sort((a, b) => a - b)[Math.floor(samples.length / 2)] ?? Number.NaN
}

Object.assign(globalThis, { measure })
