import type { Filter, ListQuery } from '../../../shared/filters.ts'
import { openReader } from '../storage/database.ts'
import { createLists } from './lists.ts'
import { allSeeing, openProfile } from './testing/open.ts'
import { makeRecords } from './testing/records.ts'

/** Windows, jumps and counts over a reader's own connection. `node lists.bench.ts 200000` */
const count = Number(process.argv[2] ?? 200_000)
const profile = openProfile({ keepCopies: false })
const { users, teams, tags, customers } = makeRecords(1, count)
profile.put([...teams, ...users, ...tags], 'loading')
let batch = []
const some = []
for (const state of customers) {
  batch.push(state)
  if (some.length < 500) some.push(state)
  if (batch.length === 2000) {
    profile.put(batch, 'loading')
    batch = []
  }
}
profile.put(batch, 'loading')
profile.projection.flush()

const reader = openReader({ file: profile.file, key: profile.key, cacheKb: 16_000 })
const lists = createLists({ reader, kinds: profile.kinds, zone: 'Europe/Istanbul' })
const viewer = allSeeing(users[0]?.id ?? '')
const timed = <T>(work: () => T): [number, T] => {
  const started = performance.now()
  const result = work()
  return [performance.now() - started, result]
}
const report = (name: string, times: number[]): void => {
  times.sort((a, b) => a - b)
  const at = (share: number) => (times[Math.floor((times.length - 1) * share)] ?? 0).toFixed(2).padStart(8)
  console.log(`${name.padEnd(34)} n ${String(times.length).padStart(5)}  p50${at(0.5)}  p95${at(0.95)}  max${at(1)} ms`)
}
const query = (filters: Filter[], field: string, descending = false, rest: Partial<ListQuery> = {}): ListQuery => ({
  ...{ kind: 'customer', filters, sort: { field, descending }, archived: 'without' },
  ...rest,
})

const sorts = `title companyName firstName lastName taxNumber taxOffice status sector source authorizedFirstName
  authorizedEmail phone email website address address.region address.district owner team createdAt updatedAt createdBy
  custom.rank custom.limit custom.visit custom.group`.split(/\s+/)
const filters: Filter[] = [
  { field: 'status', op: 'is', value: 'active' },
  { field: 'status', op: 'is', value: 'atRisk' },
  { field: 'type', op: 'isNot', value: 'company' },
  { field: 'sector', op: 'in', value: ['textile', 'machinery'] },
  { field: 'source', op: 'empty' },
  { field: 'owner', op: 'is', value: 'me' },
  { field: 'owner', op: 'is', value: users[25]?.id ?? '' },
  { field: 'tags', op: 'in', value: [tags[3]?.id ?? ''] },
  { field: 'address.region', op: 'is', value: 'easternAnatolia' },
  { field: 'address.province', op: 'is', value: '34' },
  { field: 'createdAt', op: 'range', value: 'thisMonth' },
  { field: 'updatedAt', op: 'between', value: ['2026-01-01', '2026-03-31'] },
  { field: 'companyName', op: 'contains', value: 'zzqx' },
  { field: 'companyName', op: 'contains', value: 'mak' },
  { field: 'title', op: 'startsWith', value: 'ışık' },
  { field: 'email', op: 'contains', value: 'info' },
  { field: 'phone', op: 'startsWith', value: '0532' },
  { field: 'taxNumber', op: 'is', value: '1234567890' },
  { field: 'address', op: 'contains', value: 'cumhuriyet' },
  { field: 'custom.rank', op: 'atLeast', value: 900 },
  { field: 'custom.limit', op: 'between', value: [100_000, 5_000_000] },
  { field: 'custom.visit', op: 'range', value: 'thisMonth' },
  { field: 'custom.group', op: 'is', value: 'c' },
]
console.log(`${count} customers`)
const first: [string, number][] = []
first.push([
  'first window after start',
  timed(() => lists.window(query([], 'updatedAt', true), viewer, { limit: 50 }))[0],
])
const coldSorts = sorts.map(field => timed(() => lists.window(query([], field), viewer, { limit: 50 }))[0])
const coldFilters = filters.map(
  filter => timed(() => lists.window(query([filter], 'updatedAt'), viewer, { limit: 50 }))[0],
)
for (const [name, ms] of first) console.log(`${name.padEnd(34)} ${ms.toFixed(1)} ms`)
report('first use of a sort', coldSorts)
report('first use of a filter', coldFilters)

const windows: number[] = []
const counts: number[] = []
for (const filter of filters)
  for (const field of sorts)
    for (const descending of [false, true])
      windows.push(timed(() => lists.window(query([filter], field, descending), viewer, { limit: 50 }))[0])
for (let i = 0; i < 5; i++)
  for (const filter of filters) counts.push(timed(() => lists.count(query([filter], 'title'), viewer))[0])
report('window, one filter, any sort', windows)
if (process.argv[3])
  for (const filter of filters)
    report(
      `  ${filter.field} ${filter.op}`,
      sorts.map(field => timed(() => lists.window(query([filter], field), viewer, { limit: 50 }))[0]),
    )
if (process.argv[3])
  for (const field of sorts)
    report(
      `  by ${field}`,
      filters.map(filter => timed(() => lists.window(query([filter], field), viewer, { limit: 50 }))[0]),
    )
report('count, one filter', counts)

const worst: Filter[][] = [
  filters.slice(0, 1).concat(filters.slice(3, 4), filters.slice(8, 9), filters.slice(11, 12)),
  [filters[0], filters[2], filters[12], filters[18]].flatMap(f => f ?? []),
  [
    { field: 'status', op: 'is', value: 'active' },
    { field: 'title', op: 'contains', value: 'qqq' },
    { field: 'address', op: 'contains', value: 'www' },
  ],
  [
    { field: 'sector', op: 'notEmpty' },
    { field: 'phone', op: 'notEmpty' },
    { field: 'email', op: 'notEmpty' },
    { field: 'website', op: 'notEmpty' },
    { field: 'tags', op: 'empty' },
  ],
  filters.filter(f => !['companyName', 'taxNumber'].includes(f.field)),
]
const combos: number[] = []
for (const combination of worst)
  for (const field of sorts) combos.push(timed(() => lists.window(query(combination, field), viewer, { limit: 50 }))[0])
report('window, worst combinations', combos)
report(
  'count, worst combinations',
  worst.flatMap(c => Array.from({ length: 10 }, () => timed(() => lists.count(query(c, 'title'), viewer))[0])),
)

const jumps: number[] = []
for (let i = 0; i < 100; i++)
  jumps.push(
    timed(() =>
      lists.window(query(filters.slice(i % 3, (i % 3) + 1), sorts[i % sorts.length] ?? ''), viewer, {
        offset: (i * 7919) % count,
        limit: 50,
      }),
    )[0],
  )
report('jump to a position', jumps)
const pages: number[] = []
let after: string | undefined
for (let i = 0; i < 200; i++) {
  const [ms, result] = timed(() => lists.window(query([], 'title'), viewer, { limit: 50, ...(after ? { after } : {}) }))
  pages.push(ms)
  after = result.next
}
report('next page', pages)
const words: number[] = []
for (const text of ['a', 'an', 'mak', 'yıldız', 'ahmet yılmaz', '0532', 'zzz'])
  for (let i = 0; i < 5; i++)
    words.push(timed(() => lists.window(query([], 'updatedAt', true, { words: text }), viewer, { limit: 50 }))[0])
report('window with words', words)

const saves: number[] = []
const afterSave: number[] = []
for (const [i, state] of some.entries()) {
  const changed = {
    ...state,
    number: 1_000_000 + i,
    values: { ...state.values, companyName: `Değişen ${i} Makina`, status: 'active' },
  }
  saves.push(timed(() => profile.put([changed]))[0])
  afterSave.push(timed(() => lists.window(query([], i % 2 ? 'title' : 'updatedAt', true), viewer, { limit: 50 }))[0])
}
report('save one (row, search, commit)', saves)
report('window after a save', afterSave)
console.log(
  `rss ${Math.round(process.memoryUsage().rss / 1e6)} MB, external ${Math.round(process.memoryUsage().arrayBuffers / 1e6)} MB`,
)
profile.close()
process.exit(0)
