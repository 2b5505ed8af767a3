import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fieldFacts } from '../../../shared/fields.ts'
import type { Filter, ListQuery } from '../../../shared/filters.ts'
import { kindsWith } from '../../../shared/kinds.ts'
import type { Scope } from '../../../shared/permissions/rights.ts'
import type { Viewer } from '../../../shared/permissions/viewer.ts'
import type { RecordState } from '../../../shared/record.ts'
import { type Random, random } from '../../../shared/testing/random.ts'
import { openReader, type Reader } from '../storage/database.ts'
import { accessTo, isSortable } from './access.ts'
import { createLists, type Lists } from './lists.ts'
import { operatorTable } from './operators.ts'
import { everyKindOfField, makeSmall, type Small, words } from './testing/everyField.ts'
import { allSeeing, openProfile, type Profile } from './testing/open.ts'
import { findPlainly, type Plainly } from './testing/plainly.ts'
import { filterMaker, type MakeFilter, randomGroup } from './testing/randomFilters.ts'

const seed = Number(process.env['SEED'] ?? 20261121)
const now = Date.parse('2026-11-21T12:00:00.000Z')
const kinds = kindsWith(everyKindOfField)
const customer = kinds.require('customer')
const zone = 'Europe/Istanbul'

let small: Small
let profile: Profile
let reader: Reader
let lists: Lists
let records: Map<string, RecordState>
let plainly: Plainly
let randomFilter: MakeFilter
const me = () => small.users[0]?.id ?? ''

beforeAll(() => {
  small = makeSmall(seed, 3_000)
  profile = openProfile({ own: everyKindOfField })
  profile.put([...small.users, ...small.teams, ...small.tags], 'loading')
  profile.put(small.customers, 'loading')
  records = new Map(small.customers.map(record => [record.id, record]))
  reader = openReader({ file: profile.file, key: profile.key })
  lists = createLists({ reader, kinds, zone, now: () => now })
  const titles = new Map(small.users.concat(small.teams).map(({ id, values }) => [id, String(values['name'])]))
  randomFilter = filterMaker(customer, small.customers, small, filterable)
  plainly = { kind: customer, zone, now, titleOf: id => titles.get(id) ?? '' }
})
afterAll(() => {
  reader.close()
  profile.close()
})

const query = (rest: Partial<ListQuery>): ListQuery => ({
  ...{ kind: 'customer', filters: [], sort: { field: 'title', descending: false }, archived: 'with' },
  ...rest,
})
const idsOf = (asked: ListQuery, viewer: Viewer) => lists.ids(asked, viewer, 5_000)

const sortable = Object.keys(customer.fields)
  .concat('title owner team createdBy createdAt updatedAt address.province address.district address.region'.split(' '))
  .concat('custom.address.region')
  .filter(name => isSortable(accessTo(customer, name).kind))
const filterable = [...new Set([...sortable, ...Object.keys(customer.fields)])]

describe(`lists compared with plain filtering and sorting (seed ${seed})`, () => {
  test('2,000 random queries find the same records in the same order', () => {
    const source = random(seed)
    let found = 0
    for (let i = 0; i < 2_000; i++) {
      const asked = randomQuery(source)
      const viewer = source.chance(0.5) ? allSeeing(me()) : limited(source)
      const expected = findPlainly(plainly, [...records.values()], asked, viewer)
      const label = `query ${i}: ${JSON.stringify(asked)}`
      // As one text: comparing long arrays item by item takes longer than all the rest.
      expect(idsOf(asked, viewer).join(), label).toBe(expected.join())
      expect(lists.count(asked, viewer), label).toBe(expected.length)
      if (expected.length > 0) found++
    }
    // Most queries have to find something, or the comparison says little.
    expect(found).toBeGreaterThan(1_100)
  }, 120_000)

  test('the same holds while records change, come and go', () => {
    const source = random(seed + 1)
    const fresh = makeSmall(seed + 2, 400).customers
    const orders = sortable.filter((_, i) => i % 3 === 0)
    for (let i = 0; i < 40; i++) {
      const changed = source.sample([...records.values()], source.int(1, 5)).map(record => ({
        ...record,
        number: record.number + 1,
        archived: source.chance(0.2),
        values: { ...record.values, ...source.pick(fresh).values },
      }))
      const added = fresh.splice(0, source.int(0, 2))
      const gone = source.sample([...records.keys()], source.int(0, 2)).filter(id => !changed.some(c => c.id === id))
      profile.put([
        ...changed,
        ...added,
        ...gone.map(id => ({ kind: 'customer', id, epoch: 1, number: 99, gone: true as const })),
      ])
      for (const record of [...changed, ...added]) records.set(record.id, record)
      for (const id of gone) records.delete(id)
      const asked = query({ sort: { field: source.pick(orders), descending: source.chance(0.5) } })
      const expected = findPlainly(plainly, [...records.values()], asked, allSeeing(me()))
      expect(idsOf(asked, allSeeing(me())).join(), `step ${i} by ${asked.sort.field}`).toBe(expected.join())
    }
  })

  test('the same holds when columns are let go for want of memory', () => {
    const tight = createLists({ reader, kinds, zone, now: () => now, memoryLimit: 1 })
    const chance = random(seed + 2)
    for (let i = 0; i < 150; i++) {
      const asked = query({
        filters: i % 3 === 0 ? [{ field: 'companyName', op: 'contains', value: chance.pick(words) }] : [],
        sort: {
          field: chance.pick(['title', 'companyName', 'email', 'phone', 'status']),
          descending: chance.chance(0.5),
        },
      })
      const viewer = allSeeing(me())
      const first = tight.window(asked, viewer, { limit: 20 })
      const next = tight.window(asked, viewer, { limit: 20, ...(first.next ? { after: first.next } : {}) })
      const expected = idsOf(asked, viewer)
      expect(first.rows.map(({ id }) => id)).toEqual(expected.slice(0, 20))
      if (first.next) expect(next.rows.map(({ id }) => id)).toEqual(expected.slice(20, 40))
    }
  })

  test('an order by a person follows when that person is renamed', () => {
    const asked = query({ sort: { field: 'owner', descending: false } })
    idsOf(asked, allSeeing(me()))
    const user = small.users[2] as RecordState
    profile.put([{ ...user, number: 2, values: { ...user.values, name: 'Zühal' } }])
    const before = plainly.titleOf
    plainly = { ...plainly, titleOf: id => (id === user.id ? 'Zühal' : before(id)) }
    expect(idsOf(asked, allSeeing(me()))).toEqual(findPlainly(plainly, [...records.values()], asked, allSeeing(me())))
  })
})

describe('pages', () => {
  test('cursors and offsets walk through a list without gaps, in both directions and through empty values', () => {
    for (const field of ['custom.number', 'title', 'owner', 'address', 'custom.date'])
      for (const descending of [false, true]) {
        const asked = query({ sort: { field, descending } })
        const all = idsOf(asked, allSeeing(me()))
        const byCursor: string[] = []
        const byOffset: string[] = []
        for (let after: string | undefined; ; ) {
          const page = lists.window(asked, allSeeing(me()), { limit: 170, ...(after ? { after } : {}) })
          expect(page.from).toBe(byCursor.length)
          byCursor.push(...page.rows.map(row => row.id))
          after = page.next
          if (!after) break
        }
        for (let offset = 0; offset < all.length; offset += 333)
          byOffset.push(...lists.window(asked, allSeeing(me()), { limit: 333, offset }).rows.map(row => row.id))
        expect(byCursor.join()).toBe(all.join())
        expect(byOffset.join()).toBe(all.join())
      }
  })

  test('a cursor stays where it was when records come before it or its own record goes', () => {
    const asked = query({
      sort: { field: 'companyName', descending: false },
      filters: [{ field: 'companyName', op: 'notEmpty' }],
    })
    const first = lists.window(asked, allSeeing(me()), { limit: 100 })
    const rest = idsOf(asked, allSeeing(me())).slice(100)
    const last = first.rows.at(-1)?.id ?? ''
    const one = {
      ...(records.get(last) as RecordState),
      id: '01900000-0000-7000-8000-000000000001',
      values: { companyName: '!' },
    }
    profile.put([one, { kind: 'customer', id: last, epoch: 1, number: 100, gone: true }])
    const next = lists.window(asked, allSeeing(me()), { limit: 5_000, after: first.next ?? '' })
    expect(next.rows.map(row => row.id)).toEqual(rest)
    profile.put([{ kind: 'customer', id: one.id, epoch: 1, number: 101, gone: true }])
    records.delete(last)
  })
})

describe('rows', () => {
  test('a row shows every listable field as it was written', () => {
    for (const record of small.customers.slice(0, 300)) {
      const current = records.get(record.id)
      if (!current) continue
      const viewer = allSeeing(me())
      const found = lists.reading(() => lists.rows('customer', [rowOf(record.id)]))[0]
      const listable = Object.entries(current.values).filter(([name]) => {
        const field = customer.fields[name]
        return field && fieldFacts[field.kind].listable
      })
      const shown = Object.fromEntries(
        listable.filter(([, value]) => Object.keys(value as object).length > 0 || typeof value !== 'object'),
      )
      expect(found?.values).toEqual(shown)
      expect(found).toMatchObject({
        id: current.id,
        archived: current.archived,
        createdAt: current.createdAt,
        waiting: false,
      })
      expect(found?.owner).toBe(current.owner)
      expect(viewer.user).toBe(me())
    }
  })
})

describe('what is refused', () => {
  test.each([
    [{ field: 'nothing', op: 'is', value: 'x' }, 'nothing'],
    [{ field: 'status', op: 'contains', value: 'x' }, 'status'],
    [{ field: 'custom.number', op: 'is', value: 'x' }, 'custom.number'],
    [{ field: 'custom.date', op: 'range', value: 'someday' }, 'custom.date'],
    [{ field: 'createdAt', op: 'is', value: '2026-02-30' }, 'createdAt'],
    [{ field: 'constructor', op: 'is', value: 'x' }, 'constructor'],
  ] as [Filter, string][])('%j is no filter', (filter, field) => {
    const ask = () => lists.count(query({ filters: [filter] }), allSeeing(me()))
    expect(ask).toThrowError(
      expect.objectContaining({
        code: 'input.invalid',
        fields: expect.objectContaining({ [field]: expect.anything() }),
      }),
    )
  })
  test('lists cannot be sorted by what has no order, nor continued from a broken cursor', () => {
    const by = (field: string) => () => idsOf(query({ sort: { field, descending: false } }), allSeeing(me()))
    expect(by('tags')).toThrowError(expect.objectContaining({ code: 'input.invalid' }))
    const after = () => lists.window(query({}), allSeeing(me()), { limit: 1, after: 'x' })
    expect(after).toThrowError(expect.objectContaining({ code: 'input.malformed' }))
  })
})

test('every operator that a kind of field offers is there, and no other', () => {
  for (const [kind, facts] of Object.entries(fieldFacts))
    expect(Object.keys(operatorTable[kind as keyof typeof operatorTable])).toEqual(
      expect.arrayContaining([...facts.operators]),
    )
})

const rowOf = (id: string): number =>
  Number(
    reader.sql
      .prepare('SELECT row FROM record_row WHERE id = ?')
      .pluck()
      .get(Buffer.from(id.replaceAll('-', ''), 'hex')),
  )

function limited(source: Random): Viewer {
  const viewer = allSeeing(me(), source.chance(0.7) ? (source.pick(small.teams).id ?? null) : null)
  const see = source.pick<Scope>(['own', 'team', 'none', 'team', 'own'])
  const rights = viewer.rights.kinds['customer']
  return rights ? { ...viewer, rights: { ...viewer.rights, kinds: { customer: { ...rights, see } } } } : viewer
}

function randomQuery(source: Random): ListQuery {
  const filters = Array.from(
    {
      length: source.weighted([
        [0, 1],
        [1, 4],
        [2, 3],
        [3, 1],
      ]),
    },
    () => randomFilter(source),
  )
  return query({
    filters,
    sort: { field: source.pick(sortable), descending: source.chance(0.5) },
    archived: source.pick(['with', 'with', 'without', 'only']),
    ...(source.chance(0.4) ? { where: randomGroup(source, randomFilter) } : {}),
    ...(source.chance(0.1)
      ? { words: source.sample(words, source.int(1, 2)).join(' ').slice(0, source.int(1, 12)) }
      : {}),
  })
}
