import type { Filter, ListQuery } from '../../../shared/filters.ts'
import type { RecordState } from '../../../shared/record.ts'
import { openReader } from '../storage/database.ts'
import { createLists } from './lists.ts'
import { filledProfile, measure, report, type Sample, viewerOf } from './testing/measure.ts'

/** Windows, jumps, counts and saves over a reader's own connection. `node lists.bench.ts [200000] [each]` */
const count = Number(process.argv[2] ?? 200_000)
const isEach = process.argv[3] !== undefined
const { profile, records, some } = filledProfile(count)
const { users, tags } = records
const reader = openReader({ file: profile.file, key: profile.key, cacheKb: 8_000 })
const lists = createLists({ reader, kinds: profile.kinds, zone: 'Europe/Istanbul' })
const viewer = viewerOf(records)
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
const open = (asked: ListQuery, rest = {}) => measure(() => lists.window(asked, viewer, { limit: 50, ...rest }))

report('first window after start', [open(query([], 'updatedAt', true))])
const warming: Sample[] = []
for (let more = true; more; )
  warming.push(
    measure(() => {
      more = lists.warmSome()
    }),
  )
report('warming, a slice', warming)
report(
  'first use of a sort',
  sorts.map(field => open(query([], field))),
)
report(
  'first use of a filter',
  filters.map(filter => open(query([filter], 'updatedAt'))),
)

// The limit differs from query to query, so that none is answered from what another has found already.
let turn = 0
const fresh = (filter: Filter): Filter[] => [
  filter,
  { field: 'createdAt', op: 'atLeast', value: new Date(turn++).toISOString() },
]
const windows = filters.map(filter =>
  sorts.flatMap(field => [false, true].map(descending => open(query(fresh(filter), field, descending)))),
)
report('window, one filter, any sort', windows.flat())
if (isEach) for (const [i, filter] of filters.entries()) report(`  ${filter.field} ${filter.op}`, windows[i] ?? [])
report(
  'count, one filter',
  filters.flatMap(filter => [1, 2, 3].map(() => measure(() => lists.count(query(fresh(filter), 'title'), viewer)))),
)

const isOneOf = (fields: string[], { field }: Filter) => fields.includes(field)
const worst: Filter[][] = [
  filters.filter(filter => isOneOf(['status', 'sector', 'address.region', 'updatedAt'], filter)),
  filters.filter(filter => isOneOf(['companyName', 'address', 'type'], filter)),
  [
    { field: 'status', op: 'is', value: 'active' },
    { field: 'title', op: 'contains', value: 'qqq' },
    { field: 'address', op: 'contains', value: 'www' },
  ],
  ['sector', 'phone', 'email', 'website', 'address', 'owner'].map(field => ({ field, op: 'notEmpty' as const })),
  filters.filter(filter => !isOneOf(['companyName', 'taxNumber'], filter)),
]
const combined = worst.flatMap(combination =>
  sorts.map(field => open(query(combination.concat(fresh({ field: 'type', op: 'notEmpty' })), field))),
)
report('window, worst combinations', combined)
report(
  'count, worst combinations',
  worst.flatMap(combination =>
    [1, 2, 3].map(() =>
      measure(() => lists.count(query(combination.concat(fresh({ field: 'type', op: 'notEmpty' })), 'title'), viewer)),
    ),
  ),
)
report(
  'jump to a position',
  sorts.flatMap(field => [1, 2, 3, 4].map(i => open(query([], field), { offset: Math.floor((count * i) / 5) }))),
)
let after: string | undefined
report(
  'next page',
  Array.from({ length: 200 }, () =>
    measure(() => {
      after = lists.window(query([], 'title'), viewer, { limit: 50, ...(after ? { after } : {}) }).next
    }),
  ),
)
report(
  'window with words',
  ['a', 'an', 'mak', 'yıldız', 'ahmet yılmaz', '0532', 'zzz'].flatMap(words =>
    sorts.slice(0, 5).map((field, i) => open(query(fresh(filters[i] as Filter), field, false, { words }))),
  ),
)

const saves: Sample[] = []
const next: Sample[] = []
for (const [i, state] of some.slice(0, 500).entries()) {
  const { values, ...rest } = state as RecordState
  const changed = { ...rest, number: count + i, values: { ...values, companyName: `Değişen ${i} Makina` } }
  saves.push(measure(() => profile.put([changed])))
  next.push(open(query([], i % 2 ? 'title' : 'updatedAt', true)))
}
report('save one: row, search row, commit', saves)
report('window after a save', next)
const { rss, arrayBuffers } = process.memoryUsage()
console.log(`memory ${Math.round(rss / 1e6)} MB with the writer, ${Math.round(arrayBuffers / 1e6)} MB of it columns`)
reader.close()
profile.close()
