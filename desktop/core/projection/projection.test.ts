import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Values } from '../../../shared/entity.ts'
import { kindsWith } from '../../../shared/kinds.ts'
import type { Patch, RecordState } from '../../../shared/record.ts'
import { createLists, type Lists } from '../lists/lists.ts'
import { everyKindOfField, makeSmall } from '../lists/testing/everyField.ts'
import { allSeeing, openProfile, type Profile } from '../lists/testing/open.ts'
import { matchingRows } from '../search/matches.ts'
import { openReader, type Reader } from '../storage/database.ts'
import { readKindTables } from './kindTables.ts'

const { users, tags, customers } = makeSmall(5, 40)
const [first, second] = customers as [RecordState, RecordState]
const own: Values = { of: 'customer', key: 'colour', type: 'text', words: { tr: 'Renk' } }
const user = users[0]?.id ?? ''
const viewer = allSeeing(user)

let profile: Profile
let reader: Reader
let lists: Lists

const openLists = (kinds = profile.kinds): Lists => createLists({ reader, kinds, zone: 'Europe/Istanbul' })
const listed = (kind = 'customer') =>
  lists.window({ kind, filters: [], sort: { field: 'title', descending: false }, archived: 'with' }, viewer, {
    limit: 500,
  }).rows
const row = (id: string, kind = 'customer') => listed(kind).find(found => found.id === id)
const waitFor = (id: string, ...patches: Patch[]) =>
  profile.patches.set(
    id,
    patches.map(patch => ({ entry: { at: '2026-11-21T10:00:00.000Z' }, patch })),
  )
const found = (words: string) => {
  const search = readKindTables(reader).get('customer')?.current.search ?? ''
  return matchingRows(reader, search, words).length
}

beforeEach(() => {
  profile = openProfile({ own: everyKindOfField })
  reader = openReader({ file: profile.file, key: profile.key })
  profile.put([...users, ...tags, ...customers])
  lists = openLists()
})
afterEach(() => {
  reader.close()
  profile.close()
})

describe('what is shown', () => {
  test('open patches stand on the copy, and go when the server has its say', () => {
    waitFor(first.id, {
      kind: 'customer',
      id: first.id,
      set: { companyName: { value: 'Yeni Ad' }, status: { value: 'atRisk' } },
    })
    expect(profile.projection.project([first])).toEqual([{ kind: 'customer', id: first.id }])
    expect(row(first.id)).toMatchObject({ waiting: true, values: { companyName: 'Yeni Ad', status: 'atRisk' } })
    expect(row(first.id)?.updatedAt).toBe('2026-11-21T10:00:00.000Z')
    expect(row(second.id)?.waiting).toBe(false)

    profile.patches.clear()
    profile.projection.project([first])
    expect(row(first.id)).toMatchObject({ waiting: false, updatedAt: first.updatedAt })
    expect(row(first.id)?.values['companyName']).toBe(first.values['companyName'])
  })

  test('an accepted patch whose copy is still on its way no longer counts as waiting', () => {
    const patch: Patch = { kind: 'customer', id: first.id, set: { companyName: { value: 'Kabul' } } }
    profile.patches.set(first.id, [{ entry: { at: first.updatedAt }, patch, accepted: true }])
    profile.projection.project([first])
    expect(row(first.id)).toMatchObject({ waiting: false, values: { companyName: 'Kabul' } })
  })

  test('patches that the copy holds already make nothing wait, until another one changes something', () => {
    const { kind, id, values } = first
    const rename: Patch = { kind, id, set: { companyName: { base: values['companyName'], value: 'Aynı' } } }
    const copy = { ...first, number: first.number + 1, values: { ...values, companyName: 'Aynı' } }
    const { database, projection } = profile
    waitFor(id, rename)
    projection.project([first])
    expect([row(id)?.waiting, projection.isMet(id)]).toEqual([true, false])
    const undone = () =>
      database.write(() => {
        projection.projectStates([copy])
        throw new Error('undone')
      })
    expect(undone).toThrow('undone')
    expect(projection.isMet(id)).toBe(false)

    profile.put([copy])
    expect(row(id)).toMatchObject({ waiting: false, updatedAt: copy.updatedAt, values: { companyName: 'Aynı' } })
    expect(projection.isMet(id)).toBe(true)

    waitFor(id, rename, { kind, id, set: { status: { base: values['status'], value: 'atRisk' } } })
    database.write(() => {
      projection.project([first])
      // Answers in the same transaction go by it.
      expect(projection.isMet(id)).toBe(false)
    })
    expect(row(id)).toMatchObject({ waiting: true, values: { companyName: 'Aynı', status: 'atRisk' } })
    expect(projection.isMet(id)).toBe(false)
  })

  test("a record that only the outbox holds is shown, with its parent's owner and team", () => {
    const parent = customers.find(({ owner, team }) => owner && team) as RecordState
    const id = '01900000-0000-7000-8000-00000000aaaa'
    const set = { firstName: { value: 'Ayşe' }, parent: { value: { kind: 'customer', id: parent.id } } }
    waitFor(id, { kind: 'contact', id, create: true, set })
    profile.projection.project([{ kind: 'contact', id }])
    expect(row(id, 'contact')).toMatchObject({ title: 'Ayşe', waiting: true, owner: parent.owner, team: parent.team })
    expect(row(id, 'contact')?.parent).toMatchObject({ kind: 'customer', id: parent.id })

    profile.patches.clear()
    profile.projection.project([{ kind: 'contact', id }])
    expect(row(id, 'contact')).toBeUndefined()
  })

  test('what the server took away stays away, also with a change of it in the outbox', () => {
    waitFor(first.id, { kind: 'customer', id: first.id, set: { status: { value: 'passive' } } })
    profile.put([{ kind: 'customer', id: first.id, epoch: 1, number: 9, gone: true }])
    expect(row(first.id)).toBeUndefined()
    expect(profile.projection.shown(first)).toBeUndefined()
  })

  test('a record is not shown as one of another kind because somebody changed it under that name', () => {
    waitFor(first.id, { kind: 'lead', id: first.id, set: { companyName: { value: 'Başka' } } })
    profile.projection.project([{ kind: 'lead', id: first.id }])
    expect(row(first.id, 'lead')).toBeUndefined()
    expect(row(first.id)?.values['companyName']).toBe(first.values['companyName'])
  })

  test('a write that is undone leaves nothing behind, and the next one is right', () => {
    const extra = { ...first, id: '01900000-0000-7000-8000-00000000bbbb', values: { companyName: 'Geri Alınan' } }
    expect(() =>
      profile.database.write(() => {
        profile.projection.projectStates([extra])
        throw new Error('undo')
      }),
    ).toThrow('undo')
    expect(row(extra.id)).toBeUndefined()
    expect(found('geri alinan')).toBe(0)
    profile.put([extra])
    expect(row(extra.id)?.title).toBe('Geri Alınan')
    expect(found('geri alinan')).toBe(1)
  })
})

describe('search rows', () => {
  test('follow the record: new words are found, old ones are not', () => {
    profile.put([{ ...first, values: { companyName: 'Çelebi Çelik', phone: '+905329998877' } }])
    expect([found('celebi cel'), found('0532 999'), found('99 88 77'), found('8877')]).toEqual([1, 1, 0, 1])
    profile.put([{ ...first, values: { companyName: 'Bambaşka' } }])
    expect([found('celebi'), found('0532 999'), found('bambaska')]).toEqual([0, 0, 1])
    profile.put([{ kind: 'customer', id: first.id, epoch: 1, number: 9, gone: true }])
    expect(found('bambaska')).toBe(0)
  })

  test('of a snapshot that an earlier version died in are written at the next start', () => {
    const late = customers.map((record, i) => ({
      ...record,
      id: record.id.replace(/^.{8}/, '01a00000'),
      values: { companyName: `Gecikmiş ${i}` },
    }))
    profile.put(late, 'loading')
    expect(found('gecikmis')).toBe(40)
    // It wrote them some hundred at a time, after the rows; `pending` says from which row on they may be missing.
    const { code, current } = readKindTables(reader).get('customer') ?? {}
    const rows = profile.database
      .prepare(`SELECT rowid FROM "${current?.search}" WHERE "${current?.search}" MATCH 'gecikmis'`)
      .pluck()
      .all() as number[]
    profile.database.write(() => {
      for (const row of rows.slice(10))
        profile.database.prepare(`DELETE FROM "${current?.search}" WHERE rowid = ?`).run(row)
      profile.database.prepare('UPDATE projection_kind SET pending = ? WHERE code = ?').run(rows[10], code)
    })
    expect(found('gecikmis')).toBe(10)
    profile.reopen(profile.kinds)
    while (profile.projection.fillSome(1));
    expect(found('gecikmis')).toBe(40)
    expect(readKindTables(reader).get('customer')?.pending).toBeUndefined()
  })

  test('of records taken away are merged out of the file', () => {
    profile.put([{ ...first, values: { companyName: 'Kvkksilinecek' } }])
    profile.put([{ kind: 'customer', id: first.id, epoch: 1, number: 9, gone: true }])
    while (profile.projection.purgeSome(5));
    const blocks = profile.database.sql.prepare('SELECT block FROM search_customer_1_data').pluck().all() as Buffer[]
    expect(blocks.some(block => block.includes('kvkksilinecek'))).toBe(false)
    const terms = profile.database.sql.prepare('SELECT term FROM search_term').pluck().all()
    expect(terms).not.toContain('kvkksilinecek')
    expect(terms.length).toBeGreaterThan(3)
  })
})

describe('when definitions change', () => {
  const colour = (value: string): RecordState => ({ ...first, values: { ...first.values, 'custom.colour': value } })

  test('a new own field is a new column, filled from the copies', () => {
    profile.put([colour('kırmızı')])
    const before = readKindTables(reader).get('customer')?.current.list
    const kinds = kindsWith([...everyKindOfField, own])
    profile.projection.setKinds(kinds)
    while (profile.projection.fillSome(1));
    lists = openLists(kinds)
    expect(readKindTables(reader).get('customer')?.current.list).toBe(before)
    expect(row(first.id)?.values['custom.colour']).toBe('kırmızı')
    expect(listed()).toHaveLength(40)
  })

  test('what a disk refuses of it is made when asked again, and records are shown until then', () => {
    const kinds = kindsWith([...everyKindOfField, own])
    profile.database.sql.pragma('query_only = ON')
    expect(() => profile.projection.setKinds(kinds)).toThrow(expect.objectContaining({ code: 'storage.readOnly' }))
    profile.database.sql.pragma('query_only = OFF')
    profile.put([{ ...colour('mavi'), number: first.number + 1, archived: true }])
    expect(row(first.id)?.archived).toBe(true)
    profile.projection.setKinds(kinds)
    while (profile.projection.fillSome(1));
    lists = openLists(kinds)
    expect(row(first.id)?.values['custom.colour']).toBe('mavi')
  })

  test('one that was archived and comes back is filled again, also for records that changed meanwhile', () => {
    const kinds = kindsWith([...everyKindOfField, own])
    const follow = (next: typeof kinds): void => {
      profile.projection.setKinds(next)
      while (profile.projection.fillSome(1));
    }
    follow(kinds)
    profile.put([colour('kırmızı')])
    follow(kindsWith(everyKindOfField))
    profile.put([{ ...colour('mavi'), number: first.number + 1 }])
    follow(kinds)
    lists = openLists(kinds)
    expect(row(first.id)?.values['custom.colour']).toBe('mavi')
  })

  test('a new one is also filled where only the outbox has the record', () => {
    const id = '01900000-0000-7000-8000-00000000dddd'
    const set = { companyName: { value: 'Yalnız burada' }, 'custom.colour': { value: 'mavi' } }
    waitFor(id, { kind: 'customer', id, create: true, set })
    profile.projection.project([{ kind: 'customer', id }])
    const kinds = kindsWith([...everyKindOfField, own])
    profile.projection.setKinds(kinds)
    while (profile.projection.fillSome(1));
    lists = openLists(kinds)
    expect(row(id)?.values['custom.colour']).toBe('mavi')
  })

  test('a changed one means new tables beside the old ones, which serve until the new ones are full', () => {
    profile.put([colour('12')])
    const id = '01900000-0000-7000-8000-00000000cccc'
    waitFor(id, { kind: 'customer', id, create: true, set: { companyName: { value: 'Yalnız burada' } } })
    profile.projection.project([{ kind: 'customer', id }])
    profile.projection.setKinds(kindsWith([...everyKindOfField, own]))
    while (profile.projection.fillSome(1));
    const kinds = kindsWith([...everyKindOfField, { ...own, type: 'number' }])
    profile.projection.setKinds(kinds)
    lists = openLists(kinds)
    expect(listed()).toHaveLength(41)
    expect(readKindTables(reader).get('customer')?.next).toBeDefined()

    // A change in the middle lands in both.
    profile.projection.fillSome(0)
    profile.put([{ ...first, values: { companyName: 'Ortada', 'custom.colour': 12 } }])
    expect(row(first.id)?.title).toBe('Ortada')
    while (profile.projection.fillSome(1));
    const tables = readKindTables(reader).get('customer')
    expect(tables?.next).toBeUndefined()
    expect(tables?.current.list).toBe('list_customer_2')
    expect(listed()).toHaveLength(41)
    expect(row(first.id)).toMatchObject({ title: 'Ortada', values: { 'custom.colour': 12 } })
    expect(row(id)?.title).toBe('Yalnız burada')
    expect([found('ortada'), found('yalniz')]).toEqual([1, 1])
    expect(reader.sql.prepare("SELECT count(*) FROM sqlite_schema WHERE name LIKE '%customer_1%'").pluck().get()).toBe(
      0,
    )
  })

  test('tables of a file that has copies but no projection are filled from them', () => {
    profile.database.sql.exec(
      "DROP TABLE list_customer_1; DROP TABLE search_customer_1; DELETE FROM projection_kind WHERE name = 'customer'",
    )
    profile.reopen(profile.kinds)
    while (profile.projection.fillSome(1));
    lists = openLists()
    expect(
      listed()
        .map(({ id }) => id)
        .sort(),
    ).toEqual(customers.map(({ id }) => id).sort())
  })
})
