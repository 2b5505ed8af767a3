import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ListQuery, listQuery } from '../../../../shared/filters.ts'
import { type GroupKey, inGroup, isGroupable } from '../../../../shared/groups.ts'
import { uuidv7Maker } from '../../../../shared/ids.ts'
import { kindsWith } from '../../../../shared/kinds.ts'
import { queryField } from '../../../../shared/listFields.ts'
import { allRights, type KindRights } from '../../../../shared/permissions/rights.ts'
import type { Viewer } from '../../../../shared/permissions/viewer.ts'
import type { RecordState } from '../../../../shared/record.ts'
import { type Random, random } from '../../../../shared/testing/random.ts'
import { mostGroups } from '../../api/groups.ts'
import { openReader, type Reader } from '../../storage/database.ts'
import { createLists, type Lists } from '../lists.ts'
import { everyKindOfField, makeSmall, type Small, words } from '../testing/everyField.ts'
import { allSeeing, openProfile, type Profile } from '../testing/open.ts'
import { groupPlainly, totalPlainly } from '../testing/plainGroups.ts'
import { findPlainly, type Plainly } from '../testing/plainly.ts'
import { filterMaker, type MakeFilter, randomGroup } from '../testing/randomFilters.ts'

const seed = Number(process.env['SEED'] ?? 20261122)
const now = Date.parse('2026-11-22T12:00:00.000Z')
const kinds = kindsWith(everyKindOfField)
const zone = 'Europe/Istanbul'

let small: Small
let profile: Profile
let reader: Reader
let lists: Lists
/** Of all kinds, by id. */
let records: Map<string, RecordState>
let makers: Record<'customer' | 'task', MakeFilter>
const me = () => small.users[0]?.id ?? ''
const all = () => allSeeing(me(), small.teams[0]?.id ?? null)
const ofKind = (kind: string) => [...records.values()].filter(record => record.kind === kind)

beforeAll(() => {
  small = makeSmall(seed, 1_500)
  const tasks = makeTasks(random(seed), 1_500)
  profile = openProfile({ own: everyKindOfField })
  const states = [...small.users, ...small.teams, ...small.tags, ...small.customers, ...tasks]
  profile.put(states, 'loading')
  profile.projection.flush()
  records = new Map(states.map(record => [record.id, record]))
  reader = openReader({ file: profile.file, key: profile.key })
  lists = createLists({ reader, kinds, zone, now: () => now })
  const ofCustomer = filterMaker(kinds.require('customer'), small.customers, small, [
    ...Object.keys(kinds.require('customer').fields),
    ...['title', 'owner', 'team', 'createdAt', 'address.region', 'custom.address.district'],
  ])
  const ofTask = filterMaker(kinds.require('task'), tasks, small, ['state', 'due', 'priority', 'assignees', 'owner'])
  makers = {
    customer: ofCustomer,
    task: source => {
      if (source.chance(0.4)) return ofTask(source)
      const { field, ...rest } = ofCustomer(source)
      return { field: `parent.customer.${field}`, ...rest }
    },
  }
})
afterAll(() => {
  reader.close()
  profile.close()
})

function makeTasks(source: Random, count: number): RecordState[] {
  const nextId = uuidv7Maker({ now: () => 1_750_000_000_000, fill: bytes => bytes.set(source.bytes(bytes.length)) })
  return Array.from({ length: count }, (): RecordState => {
    const parent = source.chance(0.7) ? source.pick(small.customers) : source.pick(small.users)
    const values = {
      subject: source.pick(words),
      state: source.pick(['open', 'done']),
      due: source.pick(['2026-10-31T20:59:59.999Z', '2026-10-31T21:00:00.000Z', '2026-11-20T08:00:00.000Z']),
      priority: source.pick(['high', 'normal', 'low', 'gone']),
      assignees: source.sample(small.users, source.int(1, 3)).map(({ id }) => id),
      remindBefore: source.int(0, 5),
    }
    return {
      ...{ kind: 'task', id: nextId(), epoch: 1, number: 1, archived: source.chance(0.1), owner: me() },
      ...{ createdAt: '2026-01-01T00:00:00.000Z', createdBy: 'system', updatedAt: '2026-01-01T00:00:00.000Z' },
      ...{ updatedBy: 'system', team: source.pick(small.teams).id },
      // Some hang on nothing, and some on a record that is not here, or not yet.
      ...(source.chance(0.85) ? { parent: { kind: parent.kind, id: source.chance(0.9) ? parent.id : nextId() } } : {}),
      values: Object.fromEntries(Object.entries(values).filter(() => source.chance(0.85))),
    }
  })
}

const plainly = (kind: string): Plainly => ({
  ...{ kind: kinds.require(kind), kinds, zone, now, titleOf: id => String(records.get(id)?.values['name'] ?? '') },
  above: record => (record.parent ? records.get(record.parent.id) : undefined),
})
const query = (kind: string, rest: Partial<ListQuery> = {}): ListQuery => ({
  ...{ kind, filters: [], sort: { field: 'createdAt', descending: false }, archived: 'with' },
  ...rest,
})
const seeing = (rights: Record<string, KindRights>): Viewer => ({
  ...all(),
  rights: { kinds: { ...all().rights.kinds, ...rights }, abilities: [] },
})
const someone = (source: Random): Viewer =>
  source.chance(0.5) ? all() : seeing({ customer: { ...allRights, see: source.pick(['own', 'team']) } })

/** Asks for groups and holds them, their totals and the lists of each of them against plain records. */
function compare(asked: ListQuery, viewer: Viewer, by: string, totals: readonly string[], label: string): number {
  const plain = plainly(asked.kind)
  const found = findPlainly(plain, ofKind(asked.kind), asked, viewer).flatMap(id => records.get(id) ?? [])
  const expected = groupPlainly(plain, found, by, viewer)
  const answer = lists.groups(asked, viewer, { by, totals })
  expect([answer.count, answer.left], label).toEqual([found.length, 0])
  expect(new Map(answer.groups.map(({ key, count }) => [key, count])), label).toEqual(
    new Map([...expected].map(([key, of]) => [key, of.length])),
  )
  expect(answer.groups.length, label).toBe(expected.size)
  for (const { key, totals: sums } of [{ key: undefined, totals: answer.totals }, ...answer.groups])
    for (const field of totals) {
      const plainSums = totalPlainly(key === undefined ? found : (expected.get(key) ?? []), field)
      const told = (sums[field] ?? []).map(({ currency = '', sum, count }) => [currency, [sum, count]])
      const rounded = Object.entries(plainSums).map(([currency, [sum, n]]) => [
        currency,
        [Number(sum) / (field === 'custom.money' ? 1 : 10), n],
      ])
      expect(Object.fromEntries(told), `${label} ${key} ${field}`).toEqual(Object.fromEntries(rounded))
    }
  for (const { key } of answer.groups) {
    const ids = lists.ids(listQuery.parse(inGroup(kinds, asked, by, key)), viewer, 5_000)
    const of = (expected.get(key) ?? []).map(({ id }) => id)
    expect(ids.join(), `${label}: the list of ${key}`).toBe(of.join())
  }
  return answer.groups.length
}

const groupable = (kind: string, names: string[]): string[] =>
  names.filter(name => {
    const found = queryField(kinds, kinds.require(kind), name)
    return found !== undefined && isGroupable(found.kind)
  })
const byOfCustomer = () =>
  groupable('customer', [
    ...Object.keys(kinds.require('customer').fields),
    ...'title owner team createdBy createdAt updatedAt address.province address.district address.region'.split(' '),
    'custom.address.region',
  ])

describe(`groups compared with plain records (seed ${seed})`, () => {
  test('by every field that lists can be grouped by, with totals, and each group as a list', () => {
    const source = random(seed)
    let several = 0
    for (const [i, by] of byOfCustomer().entries()) {
      const where = i % 2 ? { where: randomGroup(source, makers.customer) } : {}
      const count = compare(query('customer', where), someone(source), by, ['custom.money', 'custom.number'], by)
      if (count > 2) several++
    }
    expect(several).toBeGreaterThan(15)
  }, 120_000)

  test('by fields of the record that one hangs on, seen or not, there or not', () => {
    const source = random(seed + 1)
    const own = groupable('task', [...Object.keys(kinds.require('task').fields), 'parent', 'owner'])
    const bys = own.concat(byOfCustomer().map(name => `parent.customer.${name}`))
    for (const by of bys) {
      const where = source.chance(0.5) ? { where: randomGroup(source, makers.task) } : {}
      compare(query('task', where), someone(source), by, ['remindBefore'], by)
    }
  }, 120_000)

  test('600 groups of conditions on tasks and their customers find the same records', () => {
    const source = random(seed + 2)
    for (let i = 0; i < 600; i++) {
      const asked = query('task', { where: randomGroup(source, makers.task), filters: [makers.task(source)] })
      const viewer = someone(source)
      const expected = findPlainly(plainly('task'), ofKind('task'), asked, viewer)
      expect(lists.ids(asked, viewer, 5_000).join(), `query ${i}: ${JSON.stringify(asked)}`).toBe(expected.join())
      expect(lists.keys(asked, viewer, 3)).toEqual({ ids: expected.slice(0, 3), count: expected.length })
    }
  }, 120_000)

  test('the same holds while records and those they hang on change, come and go', () => {
    const source = random(seed + 3)
    const fresh = makeSmall(seed + 4, 200).customers
    const freshTasks = makeTasks(random(seed + 5), 200)
    for (let i = 0; i < 40; i++) {
      const customers = source.sample(ofKind('customer'), 3)
      const tasks = source.sample(ofKind('task'), 3)
      const changed: RecordState[] = [
        ...customers.map(record => ({ ...record, number: record.number + 1, values: source.pick(fresh).values })),
        ...tasks.map(record => ({ ...record, number: record.number + 1, parent: source.pick(freshTasks).parent })),
        ...freshTasks.splice(0, 1),
        // A customer comes to whom tasks hang already.
        ...missingParents()
          .slice(0, 1)
          .map(id => ({ ...source.pick(small.customers), id, values: source.pick(fresh).values })),
      ] as RecordState[]
      const gone = source.sample(ofKind('customer'), 1).filter(({ id }) => !changed.some(record => record.id === id))
      profile.put([
        ...changed,
        ...gone.map(({ kind, id }) => ({ kind, id, epoch: 1, number: 99, gone: true as const })),
      ])
      for (const record of changed) records.set(record.id, record)
      for (const { id } of gone) records.delete(id)
      const by = source.pick([
        'parent.customer.status',
        'parent.customer.custom.tags',
        'state',
        'parent.customer.owner',
      ])
      compare(query('task', { where: randomGroup(source, makers.task) }), all(), by, [], `step ${i} by ${by}`)
    }
  }, 120_000)
})

describe('what hangs on one record', () => {
  test('is looked up by itself, and further conditions and groups hold for it', () => {
    const source = random(seed + 6)
    for (let i = 0; i < 20; i++) {
      const fresh = createLists({ reader, kinds, zone, now: () => now })
      const { parent } = source.pick(ofKind('task').filter(task => task.parent?.kind === 'customer'))
      const filters = [{ field: 'parent', op: 'is' as const, value: parent?.id ?? '' }]
      const asked = query('task', { filters, where: randomGroup(source, makers.task) })
      const viewer = someone(source)
      const expected = findPlainly(plainly('task'), ofKind('task'), asked, viewer)
      expect(fresh.ids(asked, viewer, 5_000), JSON.stringify(asked)).toEqual(expected)
      const { groups } = fresh.groups(asked, viewer, { by: 'state' })
      expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(expected.length)
    }
  })
})

describe('with little memory', () => {
  test('lists of several kinds that let go of each other’s columns find the same', () => {
    const tight = createLists({ reader, kinds, zone, now: () => now, memoryLimit: 1 })
    const source = random(seed + 7)
    for (let i = 0; i < 60; i++) {
      const kind = source.pick(['task', 'customer'] as const)
      const asked = query(kind, { where: randomGroup(source, makers[kind]) })
      const viewer = someone(source)
      expect(tight.ids(asked, viewer, 5_000), JSON.stringify(asked)).toEqual(lists.ids(asked, viewer, 5_000))
      const by = kind === 'task' ? source.pick(['parent.customer.custom.text', 'parent.customer.status']) : 'firstName'
      expect(tight.groups(asked, viewer, { by })).toEqual(lists.groups(asked, viewer, { by }))
    }
  })
})

test('groups and their lists hold for words too, also after a record changed', () => {
  const word = 'zeytin'
  const asked = query('customer', { words: word })
  compare(asked, all(), 'status', ['custom.money'], 'words')
  const one = ofKind('customer').find(({ values }) => String(values['companyName']).includes(word)) as RecordState
  const changed = { ...one, number: one.number + 1, values: { ...one.values, companyName: 'Başka', firstName: 'Biri' } }
  profile.put([changed])
  records.set(one.id, changed)
  compare(asked, all(), 'status', ['custom.money'], 'words after a change')
})

const missingParents = (): string[] =>
  ofKind('task').flatMap(({ parent }) => (parent?.kind === 'customer' && !records.has(parent.id) ? parent.id : []))

describe('the order of groups', () => {
  const keys = (by: string, descending?: boolean, kind = 'customer'): GroupKey[] =>
    lists.groups(query(kind), all(), { by, descending }).groups.map(({ key }) => key)

  test('choices stand as they are defined, what is no choice any more behind them, what has none last', () => {
    expect(keys('custom.choice')).toEqual(['gamma', 'alfa', 'beta', null])
    expect(keys('custom.choice', true)).toEqual(['beta', 'alfa', 'gamma', null])
    expect(keys('priority', undefined, 'task')).toEqual(['high', 'normal', 'low', 'gone', null])
  })
  test('people stand in Turkish order with their titles and records', () => {
    const { groups } = lists.groups(query('customer'), all(), { by: 'owner' })
    expect(groups.map(({ title }) => title)).toEqual(['Can', 'Çağla', 'Işıl', 'İlker', 'Sevgi', 'Şule', undefined])
    const [can] = groups
    expect(can?.record).toEqual({ kind: 'user', id: can?.key })
  })
  test('months of instants are the zone’s, newest first; months of days go forward; the caller may say otherwise', () => {
    expect(keys('due', undefined, 'task')).toEqual(['2026-11', '2026-10', null])
    expect(keys('due', false, 'task')).toEqual(['2026-10', '2026-11', null])
    expect(keys('custom.date')).toEqual(['2026-01', '2026-10', '2026-11', null])
  })
  test('a list that is sorted by the field gives its groups in that order', () => {
    const asked = query('customer', { sort: { field: 'owner', descending: true } })
    const titles = lists.groups(asked, all(), { by: 'owner' }).groups.map(({ title }) => title)
    expect(titles).toEqual(['Şule', 'Sevgi', 'İlker', 'Işıl', 'Çağla', 'Can', undefined])
  })
  test('text that is folded alike is one group, under one of its spellings', () => {
    const { groups } = lists.groups(query('customer'), all(), { by: 'firstName' })
    const light = groups.filter(({ title }) => ['Işık', 'ışık', 'ISIK'].includes(title ?? ''))
    expect(light.map(({ key }) => key)).toEqual(['isik'])
  })
})

describe('totals', () => {
  test('without a field to group by there are the totals of the list alone', () => {
    const answer = lists.groups(query('customer'), all(), { totals: ['custom.money'] })
    expect(answer.groups).toEqual([])
    expect(answer.totals['custom.money']?.map(({ currency }) => currency)).toEqual(['TRY', 'USD'])
  })
  test('money is exact up to the largest number, and no sum is told beyond it', () => {
    const most = Number.MAX_SAFE_INTEGER
    const amounts = [most, most, -most, 7, -7, -most, most - 1, 1]
    const one = small.customers[0] as RecordState
    const some = amounts.map((amount, i) => ({
      ...one,
      id: `01900000-0000-7000-8000-0000000000${10 + i}`,
      values: { companyName: 'Toplam', 'custom.money': { amount, currency: 'EUR' }, status: 'active' },
    }))
    const sumOf = (count: number) => {
      profile.put(some.slice(0, count))
      const asked = query('customer', { filters: [{ field: 'companyName', op: 'is', value: 'toplam' }] })
      return lists.groups(asked, all(), { by: 'status', totals: ['custom.money'] }).groups[0]?.totals['custom.money']
    }
    expect(sumOf(1)).toEqual([{ currency: 'EUR', sum: most, count: 1 }])
    expect(sumOf(2)).toEqual([{ currency: 'EUR', sum: null, count: 2 }])
    expect(sumOf(5)).toEqual([{ currency: 'EUR', sum: most, count: 5 }])
    expect(sumOf(8)).toEqual([{ currency: 'EUR', sum: most, count: 8 }])
    profile.put(some.map(({ kind, id }) => ({ kind, id, epoch: 1, number: 99, gone: true as const })))
  })
  test('where there are too many groups, those with the most records are told and the rest counted', () => {
    const one = small.customers[0] as RecordState
    const some = Array.from({ length: mostGroups + 20 }, (_, i) => ({
      ...one,
      id: `01900000-0000-7000-8000-${String(100_000 + i).padStart(12, '0')}`,
      values: { companyName: `Çok ${Math.floor(i / 2) < 5 ? 0 : i}` },
    }))
    profile.put(some)
    const asked = query('customer', { filters: [{ field: 'companyName', op: 'startsWith', value: 'çok ' }] })
    const { groups, left, count } = lists.groups(asked, all(), { by: 'companyName' })
    expect([groups.length, left, count]).toEqual([mostGroups, 11, mostGroups + 20])
    expect(groups.find(({ title }) => title === 'Çok 0')?.count).toBe(10)
    profile.put(some.map(({ kind, id }) => ({ kind, id, epoch: 1, number: 99, gone: true as const })))
  })
})

describe('what is refused', () => {
  const refused = (field: string, reason: string) =>
    expect.objectContaining({ code: 'input.invalid', fields: { [field]: expect.objectContaining({ reason }) } })
  const hiding = () =>
    seeing({ customer: { ...allRights, fields: { 'custom.money': 'hidden', address: 'hidden', status: 'hidden' } } })

  test('fields that are hidden from the viewer are asked for by nobody, neither directly nor through a parent', () => {
    const viewer = hiding()
    const status = { field: 'status', op: 'is', value: 'active' } as const
    const ofParent = { ...status, field: 'parent.customer.status' }
    const asks: [() => unknown, string][] = [
      [() => lists.count(query('customer', { filters: [status] }), viewer), 'status'],
      [() => lists.ids(query('customer', { where: { any: [{ all: [status] }] } }), viewer, 1), 'status'],
      [() => lists.count(query('task', { where: { any: [ofParent] } }), viewer), ofParent.field],
      [() => lists.groups(query('customer'), viewer, { by: 'status' }), 'status'],
      [() => lists.groups(query('customer'), viewer, { by: 'address.region' }), 'address.region'],
      [() => lists.groups(query('task'), viewer, { by: ofParent.field }), ofParent.field],
      [() => lists.groups(query('customer'), viewer, { totals: ['custom.money'] }), 'custom.money'],
    ]
    for (const [ask, field] of asks) expect(ask, field).toThrowError(refused(field, 'unknownField'))
    expect(lists.count(query('customer', { filters: [status] }), all())).toBeGreaterThan(0)
  })
  test('parents of a kind that the viewer does not see at all have no fields to ask for', () => {
    const viewer = seeing({ customer: { ...allRights, see: 'none' } })
    const field = 'parent.customer.status'
    const ask = () => lists.count(query('task', { filters: [{ field, op: 'notEmpty' }] }), viewer)
    expect(ask).toThrowError(refused(field, 'unknownField'))
  })
  test.each([
    [{ by: 'nothing' }, 'nothing', 'unknownField'],
    [{ by: 'parent.customer.status' }, 'parent.customer.status', 'unknownField'],
    [{ by: 'custom.longtext' }, 'custom.longtext', 'badValue'],
    [{ by: 'custom.money' }, 'custom.money', 'badValue'],
    [{ totals: ['status'] }, 'status', 'badValue'],
    [{ totals: ['custom.percent'] }, 'custom.percent', 'badValue'],
    [{ by: 'constructor' }, 'constructor', 'unknownField'],
  ])('%j', (ask, field, reason) => {
    expect(() => lists.groups(query('customer'), all(), ask)).toThrowError(refused(field, reason))
  })
})
