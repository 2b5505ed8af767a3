import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type TestCompany, type TestServer, testPassword, testServer } from '../../server/testing/testServer.ts'
import { uuidv7 } from '../../shared/ids.ts'
import { layoutAmong, layoutKey } from '../../shared/layout.ts'
import { settingChange } from '../../shared/settingChange.ts'
import type { Core, ResultOf, StreamName } from '../core/api/functions.ts'
import { type OpenCore, openCore } from '../core/core.ts'
import { fileKeyStore } from '../core/session/keyStore.ts'
import { type Wire, wireTo } from './fixtures/wire.ts'

interface Desktop {
  core: Core
  wire: Wire
  user: string
  folder: string
  close(): Promise<void>
  reopen(): Promise<void>
}

let server: TestServer
let company: TestCompany
let desktops: Desktop[] = []
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server?.close())
beforeEach(async () => {
  company = await server.company()
})
afterEach(async () => {
  for (const desktop of desktops) {
    await desktop.close()
    desktop.wire.close()
    await rm(desktop.folder, { recursive: true, force: true })
  }
  desktops = []
})

const quick = { waits: { first: 30, soon: 60, late: 100 } }

async function desktop(email: string, user: string): Promise<Desktop> {
  const [folder, wire] = await Promise.all([mkdtemp(join(tmpdir(), 'desk-')), wireTo(server.url)])
  const open = (): Promise<OpenCore> =>
    openCore({
      profile: folder,
      server: wire.url,
      keys: fileKeyStore(join(folder, 'keys.json')),
      log: (event, details) =>
        process.env['SYNC_LOG'] && console.log(Math.round(performance.now()), event, JSON.stringify(details)),
      connection: quick,
    })
  let opened = await open()
  await opened.core.call('session.signIn', { email, password: testPassword })
  const made: Desktop = {
    get core() {
      return opened.core
    },
    wire,
    user,
    folder,
    close: () => opened.close(),
    reopen: async () => {
      await opened.close()
      opened = await open()
    },
  }
  desktops.push(made)
  await when(made, 'sync.state', state => state.connection === 'online' && !state.firstSync)
  return made
}

/** Waits until a stream of a desktop says so. */
function when<N extends StreamName>(of: Desktop, name: N, is: (value: ResultOf<N>) => boolean): Promise<ResultOf<N>> {
  return new Promise((resolve, reject) => {
    let last: unknown
    const late = setTimeout(() => reject(new Error(`${name} never became so: ${JSON.stringify(last)}`)), 15_000)
    const stop = of.core.subscribe(name, {} as never, value => {
      last = value
      if (!is(value)) return
      clearTimeout(late)
      resolve(value)
      queueMicrotask(() => stop())
    })
  })
}

async function eventually<T>(read: () => Promise<T>, is: (value: T) => boolean): Promise<T> {
  const end = performance.now() + 15_000
  let failure: unknown
  for (;;) {
    const value = await read().catch((error: unknown) => {
      failure = error
      return undefined as T
    })
    if (value !== undefined && is(value)) return value
    if (performance.now() > end) throw new Error(`never became so: ${JSON.stringify(value)}`, { cause: failure })
    await new Promise(resolve => setTimeout(resolve, 15))
  }
}

const get = (of: Desktop, kind: string, id: string) => of.core.call('records.get', { kind, id })
const list = async (of: Desktop, kind: string) =>
  (
    await of.core.call('records.list', {
      query: { kind, filters: [], sort: { field: 'title', descending: false }, archived: 'without' },
      limit: 100,
    })
  ).rows
const quiet = (of: Desktop) => when(of, 'sync.state', state => state.connection === 'online' && state.waiting === 0)
const values = (given: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(given).map(([name, value]) => [name, { value }]))
const newLead = async (of: Desktop, name: string) => {
  const id = uuidv7()
  const set = values({ companyName: name, phone: '0532 123 45 67', source: 'fair', status: 'new' })
  await of.core.call('records.save', { kind: 'lead', id, create: true, set })
  return id
}
const edit = (of: Desktop, id: string, field: string, base: unknown, value: unknown) =>
  of.core.call('records.save', { kind: 'lead', id, create: false, set: { [field]: { base, value } } })

async function pair(): Promise<[Desktop, Desktop]> {
  const other = await company.user({ role: 'management' })
  return [await desktop(company.admin.email, company.admin.user), await desktop(other.email, other.user)]
}

describe('two desktops', () => {
  it('show what one of them creates in the other, and in its list and search', async () => {
    const [a, b] = await pair()
    const id = await newLead(a, 'Işık Makina')
    expect(await get(a, 'lead', id)).toMatchObject({
      title: 'Işık Makina',
      waiting: true,
      values: { phone: '+905321234567' },
    })
    const shown = await eventually(
      () => get(b, 'lead', id),
      found => found !== null,
    )
    expect(shown).toMatchObject({ title: 'Işık Makina', waiting: false, owner: a.user })
    expect((await list(b, 'lead')).map(row => row.title)).toEqual(['Işık Makina'])
    const search = () => b.core.call('search.query', { words: 'isik', limit: 5 })
    await eventually(search, found => found.groups[0]?.hits[0]?.id === id)
    await quiet(a)
    expect(await get(a, 'lead', id)).toMatchObject({ waiting: false })
  })

  it('work on without a network and are equal afterwards, with every clash shown and swapped by one click', async () => {
    const [a, b] = await pair()
    const id = await newLead(a, 'Öz Çelik')
    await eventually(
      () => get(b, 'lead', id),
      found => found !== null,
    )
    await quiet(a)
    a.wire.cut()
    b.wire.cut()
    await Promise.all([a, b].map(one => when(one, 'sync.state', state => state.connection !== 'online')))

    await edit(a, id, 'name', undefined, 'Ayşe Kaya')
    await edit(b, id, 'position', undefined, 'Müdür')
    await edit(a, id, 'companyName', 'Öz Çelik', 'Öz Çelik A.Ş.')
    await edit(b, id, 'companyName', 'Öz Çelik', 'Özçelik Ltd.')
    const offline = await newLead(b, 'Çevrimdışı')
    expect((await list(b, 'lead')).map(row => row.title)).toEqual(['Çevrimdışı', 'Özçelik Ltd.'])

    a.wire.mend()
    await quiet(a)
    b.wire.mend()
    await quiet(b)
    const [inA, inB] = await Promise.all(
      [a, b].map(one =>
        eventually(
          () => get(one, 'lead', id),
          found => found?.values['position'] === 'Müdür' && found.values['companyName'] === 'Öz Çelik A.Ş.',
        ),
      ),
    )
    expect(inA?.values).toEqual(inB?.values)
    expect(inA?.values).toMatchObject({ name: 'Ayşe Kaya', companyName: 'Öz Çelik A.Ş.' })
    await eventually(
      () => get(a, 'lead', offline),
      found => found !== null,
    )

    await when(b, 'sync.state', state => state.clashes === 1)
    const [clash] = await b.core.call('clashes.list', {})
    expect(clash?.values).toMatchObject({
      record: id,
      field: 'companyName',
      mine: 'Özçelik Ltd.',
      theirs: 'Öz Çelik A.Ş.',
      state: 'open',
    })
    await b.core.call('clashes.settle', { id: clash?.id ?? '', take: 'mine' })
    await when(b, 'sync.state', state => state.clashes === 0)
    await eventually(
      () => get(a, 'lead', id),
      found => found?.title === 'Özçelik Ltd.',
    )
    await b.core.call('clashes.settle', { id: clash?.id ?? '', take: 'theirs' })
    await eventually(
      () => get(a, 'lead', id),
      found => found?.title === 'Öz Çelik A.Ş.',
    )
  })

  it('start on what they hold before any server answers, and send what was done before the restart', async () => {
    const [a, b] = await pair()
    const id = await newLead(a, 'Kalıcı')
    await quiet(a)
    a.wire.cut()
    await edit(a, id, 'companyName', 'Kalıcı', 'Kalıcı Yapı')
    await a.reopen()
    expect((await list(a, 'lead')).map(row => row.title)).toEqual(['Kalıcı Yapı'])
    expect((await a.core.call('session.state', {})).state).toBe('signedIn')
    a.wire.mend()
    await eventually(
      () => get(b, 'lead', id),
      found => found?.title === 'Kalıcı Yapı',
    )
  })

  it('take an action back, here and there, also a conversion made offline', async () => {
    const [a, b] = await pair()
    const id = await newLead(a, 'Dönüşen')
    await eventually(
      () => get(b, 'lead', id),
      found => found !== null,
    )
    await quiet(a)
    a.wire.cut()
    const customer = uuidv7()
    const args = { lead: id, customer, values: { taxNumber: '9990001119', sector: 'machinery' } }
    const { operation } = await a.core.call('commands.run', { name: 'convertLead', arguments: args })
    expect(await get(a, 'customer', customer)).toMatchObject({ title: 'Dönüşen', waiting: true })
    a.wire.mend()
    await quiet(a)
    await eventually(
      () => get(b, 'customer', customer),
      found => found !== null,
    )
    expect((await get(b, 'lead', id))?.values).toMatchObject({ status: 'converted', convertedTo: customer })
    await a.core.call('operations.undo', { operation })
    await quiet(a)
    await eventually(
      () => get(b, 'customer', customer),
      found => found?.archived === true,
    )
    await eventually(
      () => get(b, 'lead', id),
      found => found?.values['status'] === 'new',
    )
    expect((await a.core.call('operations.last', { limit: 5 })).map(({ label, state }) => [label, state])).toEqual([
      ['convertLead', 'undone'],
      ['create', 'done'],
    ])
  })

  it('undo and redo over what the other has changed since, which stays and is said with who, also after a restart', async () => {
    const [a, b] = await pair()
    const ids = [await newLead(a, 'Bir'), await newLead(a, 'İki'), await newLead(a, 'Üç')]
    const [first = '', second = ''] = ids
    await quiet(a)
    const change = { label: 'edit', of: { keys: ids.map(id => ({ kind: 'lead', id })) }, set: { source: 'google' } }
    expect(await a.core.call('bulk.preview', change)).toMatchObject({ total: 3, change: 3, same: 0, left: [] })
    const { operation, changed } = await a.core.call('bulk.run', change)
    expect(changed).toBe(3)
    await eventually(
      () => get(b, 'lead', second),
      found => found?.values['source'] === 'google',
    )
    await edit(b, second, 'source', 'google', 'referral')
    await eventually(
      () => get(a, 'lead', second),
      found => found?.values['source'] === 'referral',
    )
    a.wire.cut()
    await when(a, 'sync.state', state => state.connection !== 'online')
    const undo = await a.core.call('operations.undo', { operation })
    expect(undo).toMatchObject({ keptCount: 1, kept: [{ id: second, field: 'source', why: 'changed' }] })
    // What the other wrote is not covered by an undo that will leave it, not even offline.
    expect([await get(a, 'lead', first), await get(a, 'lead', second)]).toMatchObject([
      { values: { source: 'fair' } },
      { values: { source: 'referral' } },
    ])
    const found = async () => (await a.core.call('operations.last', { limit: 1 }))[0]
    expect(await found()).toMatchObject({ operation, state: 'partlyUndone', turn: 'waiting', kept: 1, count: 3 })
    a.wire.mend()
    await quiet(a)
    await a.reopen()
    await quiet(a)
    expect(await found()).toMatchObject({ operation, state: 'partlyUndone', kept: 1 })
    expect(await a.core.call('operations.kept', { operation })).toMatchObject([
      { id: second, title: 'İki', field: 'source', why: 'changed', user: b.user },
    ])
    expect(await a.core.call('operations.next', {})).toMatchObject({ redo: { operation } })
    await a.core.call('operations.redo', { operation })
    await quiet(a)
    expect(await found()).toMatchObject({ operation, state: 'done', kept: 1 })
    await eventually(
      () => get(b, 'lead', first),
      lead => lead?.values['source'] === 'google',
    )
    expect(await get(b, 'lead', second)).toMatchObject({ values: { source: 'referral' } })
  })

  it('settle many clashes at once, and take that back as one', async () => {
    const [a, b] = await pair()
    const ids = [await newLead(a, 'Bir'), await newLead(a, 'İki')]
    await quiet(a)
    for (const id of ids)
      await eventually(
        () => get(b, 'lead', id),
        found => found !== null,
      )
    b.wire.cut()
    await when(b, 'sync.state', state => state.connection !== 'online')
    for (const id of ids) await edit(b, id, 'source', 'fair', 'google')
    for (const id of ids) await edit(a, id, 'source', 'fair', 'referral')
    await quiet(a)
    b.wire.mend()
    await when(b, 'sync.state', state => state.clashes === 2)
    const clashes = await b.core.call('clashes.list', {})
    expect(clashes).toMatchObject([
      { isHere: true, stands: 'referral' },
      { isHere: true, stands: 'referral' },
    ])
    const all = { ids: clashes.map(({ id }) => id), take: 'mine' as const }
    const { operation = '', ...counts } = await b.core.call('clashes.settleMany', all)
    expect(counts).toEqual({ settled: 2, left: 0 })
    await when(b, 'sync.state', state => state.clashes === 0)
    const sourcesAt = (of: Desktop) => Promise.all(ids.map(async id => (await get(of, 'lead', id))?.values['source']))
    await eventually(
      () => sourcesAt(a),
      sources => sources.every(source => source === 'google'),
    )
    await b.core.call('operations.undo', { operation })
    await quiet(b)
    await eventually(
      () => sourcesAt(a),
      sources => sources.every(source => source === 'referral'),
    )
  })

  it('show what the server refused with its reason, hold back what rests on it, and send it when it is mended', async () => {
    const [a] = await pair()
    const seller = await company.user({ role: 'sales' })
    const s = await desktop(seller.email, seller.user)
    const id = await newLead(s, 'Satıcının')
    await eventually(
      () => get(a, 'lead', id),
      found => found !== null,
    )
    await quiet(s)
    s.wire.cut()
    await when(s, 'sync.state', state => state.connection !== 'online')
    await edit(s, id, 'name', undefined, 'Kaybolmaz')
    await a.core.call('records.change', { label: 'assign', keys: [{ kind: 'lead', id }], set: { owner: a.user } })
    await quiet(a)
    s.wire.mend()
    await when(s, 'sync.state', state => state.refused === 1)
    const [item] = await s.core.call('refused.list', {})
    expect(item).toMatchObject({ label: 'edit', error: { code: 'record.notFound' } })
    await eventually(
      () => list(s, 'lead'),
      rows => rows.length === 0,
    )
    expect(await get(s, 'lead', id)).toBeNull()
    await s.core.call('refused.discard', { entry: item?.entry ?? '' })
    await when(s, 'sync.state', state => state.refused === 0)
  })

  it('keep the history of a record with who, when, old and new', async () => {
    const [a] = await pair()
    const id = await newLead(a, 'Tarihçe')
    await quiet(a)
    await edit(a, id, 'companyName', 'Tarihçe', 'Tarihçe A.Ş.')
    await quiet(a)
    const { rows } = await a.core.call('history.list', { kind: 'lead', id, limit: 20 })
    expect(rows.map(({ label }) => label)).toEqual(['edit', 'create'])
    expect(rows[0]).toMatchObject({
      user: a.user,
      changes: [{ field: 'companyName', old: 'Tarihçe', new: 'Tarihçe A.Ş.' }],
    })
    a.wire.cut()
    const offline = await a.core.call('history.list', { kind: 'lead', id, limit: 20 })
    expect(offline.rows).toHaveLength(2)
    expect(offline.until).toBeDefined()
  })

  it('see one another at a record', async () => {
    const [a, b] = await pair()
    const id = await newLead(a, 'Birlikte')
    await eventually(
      () => get(b, 'lead', id),
      found => found !== null,
    )
    await quiet(a)
    await a.core.call('records.opened', { kind: 'lead', id })
    await b.core.call('records.opened', { kind: 'lead', id })
    await eventually(
      () => a.core.call('records.present', { kind: 'lead', id }),
      present => present[0]?.user === b.user,
    )
    await b.core.call('records.closed', {})
    await eventually(
      () => a.core.call('records.present', { kind: 'lead', id }),
      present => present.length === 0,
    )
  })

  it('let the newest sign-in win and keep what the other one has not sent', async () => {
    const [a, b] = await pair()
    a.wire.cut()
    const id = await newLead(a, 'Gönderilmemiş')
    const other = await desktop(company.admin.email, company.admin.user)
    a.wire.mend()
    await when(a, 'session.state', state => state.state === 'replaced')
    expect(await get(a, 'lead', id)).not.toBeNull()
    await a.core.call('session.signIn', { email: company.admin.email, password: testPassword })
    await eventually(
      () => get(b, 'lead', id),
      found => found !== null,
    )
    await when(other, 'session.state', state => state.state === 'replaced')
  })

  it('give an own field to everybody at once, filled and found like a built-in one', async () => {
    const [a, b] = await pair()
    const field = uuidv7()
    const set = values({ of: 'lead', key: 'colour', type: 'text', words: { tr: 'Renk' } })
    await a.core.call('records.save', { kind: 'ownField', id: field, create: true, set })
    await when(b, 'session.state', state => state.ownFields.length === 1)
    await when(a, 'session.state', state => state.ownFields.length === 1)
    await quiet(a)
    const id = await newLead(b, 'Renkli')
    await edit(b, id, 'custom.colour', undefined, 'turkuaz')
    await quiet(b)
    await eventually(
      () => get(a, 'lead', id),
      found => found?.values['custom.colour'] === 'turkuaz',
    )
    const query = {
      kind: 'lead',
      filters: [{ field: 'custom.colour', op: 'is' as const, value: 'turkuaz' }],
      sort: { field: 'custom.colour', descending: false },
      archived: 'without' as const,
    }
    const { rows } = await eventually(
      () => a.core.call('records.list', { query, limit: 10 }),
      found => found.rows.length === 1,
    )
    expect(rows[0]).toMatchObject({ id })
  })

  it('arrange a kind for everybody at once: what is required, and choices, on both desktops and on the server', async () => {
    const [a, b] = await pair()
    const before = (await a.core.call('records.all', { kind: 'setting' })).length
    const layout = {
      required: [{ when: { field: 'status', is: ['qualified'] }, fields: ['sector'] }],
      choices: { source: [{ key: 'fuar2027', words: { tr: 'Fuar 2027' } }] },
    }
    const change = settingChange([], layoutKey('lead'), layout)
    if (!change) throw new Error('nothing to change')
    await a.core.call('records.save', change)
    for (const each of [a, b])
      await when(each, 'session.state', state => layoutAmong(state.ownFields, 'lead') !== undefined)
    await quiet(a)
    expect((await b.core.call('records.all', { kind: 'setting' })).length).toBe(before + 1)
    const id = await newLead(b, 'Fuardan')
    await edit(b, id, 'source', 'fair', 'fuar2027')
    await quiet(b)
    await eventually(
      () => get(a, 'lead', id),
      found => found?.values['source'] === 'fuar2027',
    )
    const qualified = { status: { base: 'new', value: 'qualified' } }
    await expect(
      b.core.call('records.save', { kind: 'lead', id, create: false, set: qualified }),
    ).rejects.toMatchObject({ code: 'record.invalid', fields: { sector: { reason: 'required' } } })
  })
})
