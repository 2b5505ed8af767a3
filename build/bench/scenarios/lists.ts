import type { Filter } from '../../../shared/filters.ts'
import type { Bench } from '../bench.ts'
import { benchFilters, benchSorts, benchUsers } from '../customers.ts'
import type { ListAsk } from '../desktop/process.ts'
import { measureDexie } from '../dexie/measure.ts'
import { geometricMean, percentile } from '../result.ts'
import type { DesktopRemote } from '../world.ts'
import { openFilled } from './filled.ts'

const sorts = `title companyName taxNumber status sector source phone email address owner team createdAt updatedAt
  createdBy`.split(/\s+/)
const ownSorts = ['custom.rank', 'custom.limit', 'custom.visit', 'custom.group']
const filters: Filter[] = [
  { field: 'status', op: 'is', value: 'active' },
  { field: 'status', op: 'is', value: 'atRisk' },
  { field: 'type', op: 'isNot', value: 'company' },
  { field: 'sector', op: 'in', value: ['textile', 'machinery'] },
  { field: 'source', op: 'empty' },
  { field: 'owner', op: 'is', value: benchUsers[0] ?? '' },
  { field: 'owner', op: 'is', value: 'me' },
  { field: 'address.region', op: 'is', value: 'easternAnatolia' },
  { field: 'address.province', op: 'is', value: '34' },
  { field: 'createdAt', op: 'range', value: 'thisMonth' },
  { field: 'updatedAt', op: 'between', value: ['2026-01-01', '2026-03-31'] },
  { field: 'companyName', op: 'contains', value: 'mak' },
  { field: 'companyName', op: 'contains', value: 'zzqx' },
  { field: 'title', op: 'startsWith', value: 'ışık' },
  { field: 'email', op: 'contains', value: 'info' },
  { field: 'phone', op: 'startsWith', value: '0532' },
  { field: 'taxNumber', op: 'is', value: '1234567890' },
]
const ownFilters: Filter[] = [
  { field: 'custom.rank', op: 'atLeast', value: 900 },
  { field: 'custom.limit', op: 'between', value: [100_000, 5_000_000] },
  { field: 'custom.visit', op: 'range', value: 'thisMonth' },
  { field: 'custom.group', op: 'is', value: 'c' },
]
const candidates: (Filter | undefined)[][] = [
  [filters[0], filters[3], filters[7], filters[10]],
  [filters[0], filters[2], filters[11], filters[8]],
  [filters[0], { field: 'title', op: 'contains', value: 'qqq' }, { field: 'address', op: 'contains', value: 'www' }],
  ['sector', 'phone', 'email', 'website'].map((field): Filter => ({ field, op: 'notEmpty' })),
  [...filters.filter(({ field }) => field !== 'companyName' && field !== 'taxNumber'), ...ownFilters],
  [filters[14], { field: 'address', op: 'contains', value: 'cad' }, { field: 'title', op: 'contains', value: 'san' }],
]
const combinations = candidates.map(list => list.flatMap(item => item ?? []))

const groupFields = `status sector source owner team tags address.region address.district createdAt updatedAt firstName
  custom.group custom.visit`.split(/\s+/)

const typed = [
  'yıldızmakina',
  'ahmet yılmaz',
  'anadolu tekst',
  'istanbul san',
  'özkan',
  'kardeşler',
  'İŞIK İNŞAAT',
  'zeytincioglu',
  '0532123456',
  'muhendislik',
]

/** 200,000 customers in a real profile file, asked through the reader's thread as a screen asks. */
export async function lists(bench: Bench): Promise<void> {
  const desktop = await openFilled(bench)
  await bench.watched('lists', { desktop }, () => measure(bench, desktop))
  if (bench.wants('lists.dexie')) await compare(bench, desktop)
  await desktop.stop()
}

async function measure(bench: Bench, desktop: DesktopRemote): Promise<void> {
  const p95 = (name: string, samples: number[], target?: number) => {
    bench.add({
      name,
      unit: 'ms',
      value: percentile(samples, 0.95),
      better: 'less',
      ...(target === undefined ? {} : { target }),
    })
    bench.add({ name: `${name}.max`, unit: 'ms', value: Math.max(...samples), better: 'less' })
  }
  const each = (all: Filter[][], by: string[]): ListAsk[] =>
    all.flatMap(list => by.flatMap(sort => [false, true].map(descending => ({ filters: list, sort, descending }))))
  // The first use of a sort or filter reads its columns; that is part of opening a list and shown by itself.
  const first = [
    ...each([[]], [...sorts, ...ownSorts]),
    ...each(
      [...filters, ...ownFilters].map(one => [one]),
      ['title'],
    ),
  ]
  p95('lists.firstUse', await desktop.call('windows', first))

  const single = each(
    filters.map(one => [one]),
    sorts,
  )
  const own = [
    ...each(
      ownFilters.map(one => [one]),
      [...sorts, ...ownSorts],
    ),
    ...each(
      filters.map(one => [one]),
      ownSorts,
    ),
  ]
  const worst = each(combinations, [...sorts, ...ownSorts])
  p95('lists.window', await desktop.call('windows', single), 16)
  p95('lists.window.own', await desktop.call('windows', own), 16)
  // The slowest combination by its median, so that a pause of the machine is not taken for a slow query.
  const times = await desktop.call('windows', [...worst, ...worst, ...worst])
  const medians = worst.map((_, i) =>
    percentile(
      [0, 1, 2].map(round => times[round * worst.length + i] ?? 0),
      0.5,
    ),
  )
  bench.add({ name: 'lists.window.worst', unit: 'ms', value: Math.max(...medians), better: 'less', target: 60 })

  const anyOf = filters.slice(0, -1).map((one, i) => ({ any: [one, ...filters.slice(i + 1, i + 2)] }))
  const where = anyOf.flatMap(group => sorts.map(sort => ({ filters: [], where: group, sort, descending: false })))
  p95('lists.window.where', await desktop.call('windows', where), 16)
  // A range that differs from ask to ask, so that no answer is remembered.
  const rounds = Array.from({ length: 8 }, (_, i) => ({
    ...{ filters: [{ field: 'createdAt', op: 'atLeast' as const, value: `200${i}-01-01` }], sort: 'title' },
    descending: false,
  }))
  p95('lists.groups', await desktop.call('groups', rounds, groupFields), 200)

  const both = await desktop.call('windowsWithCounts', [...single.slice(0, 200), ...worst])
  p95('lists.count', both.counts, 60)
  bench.add({ name: 'lists.count.beforeWindow', unit: 'count', value: both.early, better: 'less', target: 0 })

  const prefixes = typed.flatMap(text =>
    Array.from({ length: Math.min(12, text.length) }, (_, i) => text.slice(0, i + 1)),
  )
  const { times: searches, found } = await desktop.call('searches', [...prefixes, ...prefixes])
  p95('search.asYouType', searches, 30)
  if (found === 0) throw new Error('search finds nothing')

  const saves = await desktop.call('saves', 300)
  p95('lists.save', saves.times, 5)
  // Without the disk, and without whatever else the machine does.
  bench.add({ name: 'lists.save.cpu', unit: 'ms', value: percentile(saves.cpu, 0.95), better: 'less' })
}

/** The same lists by RxDB's Dexie storage in Chromium, on documents of the same make. */
async function compare(bench: Bench, desktop: DesktopRemote): Promise<void> {
  const peer = 'RxDB Dexie in Chromium'
  const names: string[] = []
  const asks: ListAsk[] = []
  for (const [filter, list] of Object.entries(benchFilters))
    for (const sort of benchSorts)
      for (const direction of ['asc', 'desc'] as const) {
        names.push(`${filter}/${sort}/${direction}`)
        asks.push({ filters: list, sort, descending: direction === 'desc' })
      }
  const rounds = 7
  const median = (times: number[], i: number) =>
    percentile(
      Array.from({ length: rounds }, (_, round) => times[round * asks.length + i] ?? 0),
      0.5,
    )
  // Each round asks a little differently, as the peer's does: equal queries are remembered on both sides.
  const inRound = (round: number, ask: ListAsk): ListAsk => ({
    ...ask,
    filters: [...ask.filters, { field: 'createdAt', op: 'atLeast', value: `200${round}-01-01` }],
  })
  const every = <T>(make: (round: number) => T[]): T[] => Array.from({ length: rounds }, (_, i) => make(i)).flat()
  const times = await desktop.call(
    'windows',
    every(round => asks.map(ask => inRound(round, ask))),
  )
  const countAsks = Object.values(benchFilters).map(list => ({ filters: list, sort: 'title', descending: false }))
  const countTimes = await desktop.call(
    'counts',
    every(round => countAsks.map(ask => inRound(round, ask))),
  )

  // A fourth of our documents: filling it with all of them takes more than a quarter of an hour, and makes it no faster.
  const theirs = await measureDexie(bench.scaled(50_000))
  const ratios: number[] = []
  const add = (name: string, value: number, peerValue: number | undefined) => {
    bench.add({ name: `lists.dexie.${name}`, unit: 'ms', value, better: 'less', peer, peerValue, targetRatio: 3 })
    if (peerValue !== undefined) ratios.push(peerValue / value)
  }
  for (const [i, name] of names.entries()) add(name, median(times, i), theirs.windows[name])
  const countOf = (i: number) => every(round => [countTimes[round * countAsks.length + i]?.ms ?? 0])
  for (const [i, name] of Object.keys(benchFilters).entries())
    add(`count/${name}`, percentile(countOf(i), 0.5), theirs.counts[name])
  bench.add({
    name: 'lists.dexie.geometricMean',
    unit: 'count',
    value: geometricMean(ratios),
    better: 'more',
    target: 10,
  })
}
