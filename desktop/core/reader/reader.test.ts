import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ListQuery } from '../../../shared/filters.ts'
import { kindsWith } from '../../../shared/kinds.ts'
import { everyKindOfField, makeSmall } from '../lists/testing/everyField.ts'
import { allSeeing, openProfile, type Profile } from '../lists/testing/open.ts'
import { createReader, type ReaderClient } from './createReader.ts'

const { users, tags, customers } = makeSmall(3, 200)
const viewer = allSeeing(users[0]?.id ?? '')
const query: ListQuery = {
  kind: 'customer',
  filters: [],
  sort: { field: 'title', descending: false },
  archived: 'with',
}
const times: [string, number][] = []
let profile: Profile
let reader: ReaderClient

beforeAll(async () => {
  profile = openProfile({ own: everyKindOfField })
  profile.put([...users, ...tags, ...customers])
  const { file, key } = profile
  reader = await createReader({
    file,
    key,
    ownFields: everyKindOfField,
    zone: 'Europe/Istanbul',
    timed: (...t) => times.push(t),
  })
})
afterAll(async () => {
  await reader.close()
  profile.close()
})

test('without a viewer nothing is answered', async () => {
  await expect(reader.count(query)).rejects.toMatchObject({ code: 'auth.required' })
  await reader.setViewer(viewer)
  expect(await reader.count(query)).toBe(200)
})

test('a window asked for with fields holds the values of these alone', async () => {
  const whole = await reader.window(query, { limit: 5 })
  const narrow = await reader.window(query, { limit: 5, fields: ['companyName'] })
  expect(whole.rows.some(({ values }) => Object.keys(values).length > 1)).toBe(true)
  expect(narrow.rows).toEqual(whole.rows.map(row => ({ ...row, values: { companyName: row.values['companyName'] } })))
})

test('a window, the rest of it, ids, titles and search come from the thread', async () => {
  const first = await reader.window(query, { limit: 120 })
  const rest = await reader.window(query, { limit: 120, after: first.next ?? '' })
  expect([first.rows.length, rest.from, rest.rows.length, rest.next]).toEqual([120, 120, 80, undefined])
  expect(await reader.ids(query, 10_000)).toEqual([...first.rows, ...rest.rows].map(row => row.id))
  expect(await reader.keys(query, 3)).toEqual({ ids: first.rows.slice(0, 3).map(row => row.id), count: 200 })
  const { groups } = await reader.groups(query, { by: 'status', totals: ['custom.money'] })
  expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(200)
  expect(groups[0]?.totals['custom.money']?.[0]?.currency).toBe('TRY')
  const [user] = users
  const missing = { kind: 'user', id: '01900000-0000-7000-8000-00000000dead' }
  expect(await reader.titles([{ kind: 'user', id: user?.id ?? '' }, missing])).toEqual([user?.values['name'], null])
  expect((await reader.search({ words: 'şule', limit: 5 })).groups[0]?.kind).toBe('user')
  expect(times.map(([name]) => name)).toEqual(expect.arrayContaining(['window', 'ids', 'titles', 'search']))
})

test('what the writer commits is in the next answer', async () => {
  const before = await reader.count(query)
  profile.put([
    {
      ...(customers[0] as (typeof customers)[0]),
      id: '01900000-0000-7000-8000-00000000beef',
      values: { companyName: 'Yepyeni' },
    },
  ])
  expect(await reader.count(query)).toBe(before + 1)
  expect((await reader.search({ words: 'yepyeni', limit: 5 })).groups[0]?.hits[0]?.title).toBe('Yepyeni')
  expect((await reader.similar({ kind: 'customer', values: { companyName: 'Yepyeni' } }))[0]?.title).toBe('Yepyeni')
})

test('of searches typed one after the other only the last must be answered', async () => {
  const typed = ['s', 'se', 'sev', 'sevg', 'sevgi']
  const answers = await Promise.all(typed.map(words => reader.searchLatest('palette', { words, limit: 5 })))
  expect(answers.at(-1)?.groups[0]?.hits[0]?.title).toBe('Sevgi')
  expect(answers.filter(answer => answer === undefined).length).toBeGreaterThan(0)
  // Another channel has its own last one.
  const [one, two] = await Promise.all([
    reader.searchLatest('a', { words: 'sevgi', limit: 5 }),
    reader.searchLatest('b', { words: 'can', limit: 5 }),
  ])
  expect([one, two].every(answer => answer !== undefined)).toBe(true)
})

test('errors keep their code and fields', async () => {
  const wrong = reader.count({ ...query, filters: [{ field: 'nope', op: 'empty' }] })
  await expect(wrong).rejects.toMatchObject({ code: 'input.invalid', fields: { nope: { reason: 'unknownField' } } })
})

test('new own fields, and tables made anew, are followed', async () => {
  const own = { of: 'customer', key: 'colour', type: 'text', words: { tr: 'Renk' } }
  const target = customers[1] as (typeof customers)[0]
  profile.put([{ ...target, values: { ...target.values, 'custom.colour': '7' } }])
  for (const [type, value] of [
    ['text', '7'],
    ['number', 7],
  ] as const) {
    const fields = [...everyKindOfField, { ...own, type }]
    profile.projection.setKinds(kindsWith(fields))
    profile.put([{ ...target, values: { ...target.values, 'custom.colour': value } }])
    while (profile.projection.fillSome(5));
    await reader.setKinds(fields)
    const filters: ListQuery['filters'] = [{ field: 'custom.colour', op: 'is', value }]
    expect((await reader.window({ ...query, filters }, { limit: 5 })).rows[0]?.values['custom.colour']).toBe(value)
  }
})

test('after closing, calls fail and closing again does nothing', async () => {
  const { file, key } = profile
  const second = await createReader({ file, key, ownFields: [], zone: 'UTC', viewer })
  expect(await second.count(query)).toBeGreaterThan(100)
  await second.close()
  await second.close()
  await expect(second.count(query)).rejects.toMatchObject({ code: 'storage.closed' })
})
