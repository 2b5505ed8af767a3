import type { FilterGroup, ListQuery } from '../../../../shared/filters.ts'
import { uuidv7Maker } from '../../../../shared/ids.ts'
import type { RecordState } from '../../../../shared/record.ts'
import { random } from '../../../../shared/testing/random.ts'
import { openReader } from '../../storage/database.ts'
import { createLists } from '../lists.ts'
import { filledProfile, measure, report, type Sample, viewerOf } from '../testing/measure.ts'

/** Groups, totals and conditions on parents: `node groups.bench.ts [200000]`, with as many tasks as customers. */
const count = Number(process.argv[2] ?? 200_000)
const { profile, records, some } = filledProfile(count)
const source = random(2)
const nextId = uuidv7Maker({ now: () => 1_750_000_000_000, fill: bytes => bytes.set(source.bytes(bytes.length)) })
const { users } = records
const reader = openReader({ file: profile.file, key: profile.key, cacheKb: 8_000 })
const lists = createLists({ reader, kinds: profile.kinds, zone: 'Europe/Istanbul' })
const viewer = viewerOf(records)
const everyone: ListQuery = {
  kind: 'customer',
  filters: [],
  archived: 'with',
  sort: { field: 'createdAt', descending: true },
}
const customers = lists.ids(everyone, viewer, count)

function task(i: number): RecordState {
  const at = source.instant('2025-01-01T00:00:00.000Z', '2026-11-20T10:00:00.000Z')
  const parent = customers[Math.floor(customers.length * source.next() ** 2)] ?? ''
  return {
    ...{ kind: 'task', id: nextId(), epoch: 1, number: i, archived: source.chance(0.05), createdAt: at },
    ...{ createdBy: source.pick(users).id, updatedAt: at, updatedBy: 'system', owner: source.pick(users).id },
    ...(source.chance(0.8) ? { parent: { kind: 'customer', id: parent } } : {}),
    values: {
      subject: `Görev ${source.int(1, 5_000)}`,
      state: source.pick(['open', 'done']),
      due: source.instant('2026-01-01T00:00:00.000Z', '2026-12-31T10:00:00.000Z'),
      priority: source.pick(['high', 'normal', 'low']),
      assignees: source.sample(users, source.int(1, 3)).map(({ id }) => id),
      remindBefore: source.int(0, 60),
    },
  } as RecordState
}
for (let from = 0; from < count; from += 2_000)
  profile.put(
    Array.from({ length: Math.min(2_000, count - from) }, (_, i) => task(from + i)),
    'loading',
  )

let turn = 0
/** Differs from query to query, so that none is answered from what another has found already. */
const query = (kind: string, where?: FilterGroup): ListQuery => ({
  ...{ kind, archived: 'without', sort: { field: 'updatedAt', descending: true } },
  filters: [{ field: 'createdAt', op: 'atLeast', value: new Date(turn++).toISOString() }],
  ...(where ? { where } : {}),
})
console.log(`${count} customers, ${count} tasks`)
const totals = ['custom.limit', 'custom.rank']
const times = <T>(n: number, work: () => T): Sample[] => Array.from({ length: n }, () => measure(work))

const fields = `status sector owner team address address.region address.district tags createdAt updatedAt custom.group
  custom.visit custom.rank taxOffice firstName`.split(/\s+/)
for (const by of fields) {
  report(`first groups by ${by}`, [measure(() => lists.groups(query('customer'), viewer, { by, totals }))])
  report(
    `groups by ${by}`,
    times(10, () => lists.groups(query('customer'), viewer, { by, totals })),
  )
}
report(
  'groups by companyName (every one its own)',
  times(5, () => lists.groups(query('customer'), viewer, { by: 'companyName' })),
)
report(
  'totals of the list',
  times(10, () => lists.groups(query('customer'), viewer, { totals })),
)
for (const by of [
  'state',
  'due',
  'assignees',
  'parent',
  'parent.customer.status',
  'parent.customer.owner',
  'parent.customer.address.region',
]) {
  report(`first groups of tasks by ${by}`, [
    measure(() => lists.groups(query('task'), viewer, { by, totals: ['remindBefore'] })),
  ])
  report(
    `groups of tasks by ${by}`,
    times(10, () => lists.groups(query('task'), viewer, { by, totals: ['remindBefore'] })),
  )
}

const wheres: Record<string, [string, FilterGroup]> = {
  'one choice': ['customer', { all: [{ field: 'status', op: 'is', value: 'active' }] }],
  'either of two': [
    'customer',
    {
      any: [
        { field: 'status', op: 'is', value: 'active' },
        { field: 'address.province', op: 'is', value: '34' },
      ],
    },
  ],
  'three groups deep': [
    'customer',
    {
      any: [
        {
          all: [
            { field: 'status', op: 'is', value: 'active' },
            {
              any: [
                { field: 'sector', op: 'in', value: ['textile'] },
                { field: 'custom.rank', op: 'atLeast', value: 900 },
              ],
            },
          ],
        },
        {
          all: [
            { field: 'owner', op: 'is', value: 'me' },
            { field: 'updatedAt', op: 'range', value: 'thisMonth' },
          ],
        },
      ],
    },
  ],
  'text in one of two': [
    'customer',
    {
      any: [
        { field: 'companyName', op: 'contains', value: 'mak' },
        { field: 'email', op: 'contains', value: 'info' },
      ],
    },
  ],
  'status of the parent': ['task', { all: [{ field: 'parent.customer.status', op: 'is', value: 'active' }] }],
  'text of the parent or own': [
    'task',
    {
      any: [
        { field: 'parent.customer.companyName', op: 'contains', value: 'mak' },
        { field: 'subject', op: 'contains', value: '12' },
      ],
    },
  ],
}
for (const [name, [kind, where]] of Object.entries(wheres)) {
  report(`first window, ${name}`, [measure(() => lists.window(query(kind, where), viewer, { limit: 50 }))])
  report(
    `window, ${name}`,
    times(20, () => lists.window(query(kind, where), viewer, { limit: 50 })),
  )
}
report(
  '20,000 keys',
  times(10, () => lists.keys(query('customer'), viewer, 20_000)),
)

const saves: Sample[] = []
for (const [i, state] of some.slice(0, 50).entries()) {
  const { values, ...rest } = state as RecordState
  profile.put([{ ...rest, number: count + i, values: { ...values, status: 'passive' } }])
  const [, where] = wheres['status of the parent'] as [string, FilterGroup]
  saves.push(measure(() => lists.window(query('task', where), viewer, { limit: 50 })))
}
report('window by the parent after a save of one', saves)
const { rss, arrayBuffers } = process.memoryUsage()
console.log(`memory ${Math.round(rss / 1e6)} MB with the writer, ${Math.round(arrayBuffers / 1e6)} MB of it columns`)
reader.close()
profile.close()
