import { afterAll, describe, expect, test } from 'vitest'
import { type ListQuery, listQuery } from '../../../../shared/filters.ts'
import { inGroup, isGroupable } from '../../../../shared/groups.ts'
import { queryField } from '../../../../shared/listFields.ts'
import { allRights } from '../../../../shared/permissions/rights.ts'
import type { Viewer } from '../../../../shared/permissions/viewer.ts'
import type { RecordState } from '../../../../shared/record.ts'
import { type Random, random } from '../../../../shared/testing/random.ts'
import { createLists } from '../lists.ts'
import { customersAndTasks, kinds, makeTasks, now, query, seed, zone } from '../testing/customersAndTasks.ts'
import { makeSmall } from '../testing/everyField.ts'
import { groupPlainly, totalPlainly } from '../testing/plainGroups.ts'
import { findPlainly, type Plainly } from '../testing/plainly.ts'
import { filterMaker, type MakeFilter, randomGroup } from '../testing/randomFilters.ts'

const { small, tasks, profile, records, reader, lists, all, seeing, close } = customersAndTasks()
afterAll(close)

const ofKind = (kind: string) => [...records.values()].filter(record => record.kind === kind)
const ofCustomer = filterMaker(kinds.require('customer'), small.customers, small, [
  ...Object.keys(kinds.require('customer').fields),
  ...['title', 'owner', 'team', 'createdAt', 'address.region', 'custom.address.district'],
])
const ofTask = filterMaker(kinds.require('task'), tasks, small, ['state', 'due', 'priority', 'assignees', 'owner'])
const makers: Record<'customer' | 'task', MakeFilter> = {
  customer: ofCustomer,
  task: source => {
    if (source.chance(0.4)) return ofTask(source)
    const { field, ...rest } = ofCustomer(source)
    return { field: `parent.customer.${field}`, ...rest }
  },
}

const plainly = (kind: string): Plainly => ({
  ...{ kind: kinds.require(kind), kinds, zone, now, titleOf: id => String(records.get(id)?.values['name'] ?? '') },
  above: record => (record.parent ? records.get(record.parent.id) : undefined),
})
const someone = (source: Random): Viewer =>
  source.chance(0.5) ? all : seeing({ customer: { ...allRights, see: source.pick(['own', 'team']) } })

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
    const freshTasks = makeTasks(small, random(seed + 5), 200)
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
      compare(query('task', { where: randomGroup(source, makers.task) }), all, by, [], `step ${i} by ${by}`)
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
  compare(asked, all, 'status', ['custom.money'], 'words')
  const one = ofKind('customer').find(({ values }) => String(values['companyName']).includes(word)) as RecordState
  const changed = { ...one, number: one.number + 1, values: { ...one.values, companyName: 'Başka', firstName: 'Biri' } }
  profile.put([changed])
  records.set(one.id, changed)
  compare(asked, all, 'status', ['custom.money'], 'words after a change')
})

const missingParents = (): string[] =>
  ofKind('task').flatMap(({ parent }) => (parent?.kind === 'customer' && !records.has(parent.id) ? parent.id : []))
