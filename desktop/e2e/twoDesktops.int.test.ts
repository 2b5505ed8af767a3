import { describe, expect } from 'vitest'
import { testPassword } from '../../server/testing/testServer.ts'
import { it } from './fixtures/desks.ts'
import { edit, get, newLead, titles } from './fixtures/records.ts'
import { eventually, offline, quiet, when } from './fixtures/when.ts'

describe('two desktops', () => {
  it('show what one of them creates in the other, and in its list and search', async ({ pair: [a, b] }) => {
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
    expect(await titles(b, 'lead')).toEqual(['Işık Makina'])
    const search = () => b.call('search.query', { words: 'isik', limit: 5 })
    await eventually(search, found => found.groups[0]?.hits[0]?.id === id)
    await quiet(a)
    expect(await get(a, 'lead', id)).toMatchObject({ waiting: false })
  })

  it('work on without a network and are equal afterwards, with every clash shown and swapped by one click', async ({
    pair: [a, b],
  }) => {
    const id = await newLead(a, 'Öz Çelik')
    await eventually(
      () => get(b, 'lead', id),
      found => found !== null,
    )
    await quiet(a)
    a.wire.cut()
    b.wire.cut()
    await Promise.all([a, b].map(offline))

    await edit(a, id, 'name', undefined, 'Ayşe Kaya')
    await edit(b, id, 'position', undefined, 'Müdür')
    await edit(a, id, 'companyName', 'Öz Çelik', 'Öz Çelik A.Ş.')
    await edit(b, id, 'companyName', 'Öz Çelik', 'Özçelik Ltd.')
    const added = await newLead(b, 'Çevrimdışı')
    expect(await titles(b, 'lead')).toEqual(['Çevrimdışı', 'Özçelik Ltd.'])

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
      () => get(a, 'lead', added),
      found => found !== null,
    )

    await when(b, 'sync.state', state => state.clashes === 1)
    const [clash] = await b.call('clashes.list', {})
    expect(clash?.values).toMatchObject({
      record: id,
      field: 'companyName',
      mine: 'Özçelik Ltd.',
      theirs: 'Öz Çelik A.Ş.',
      state: 'open',
    })
    // It is called as its record is now.
    const called = async () => (await b.call('clashes.list', {}))[0]?.title
    expect(await called()).toBe('Öz Çelik A.Ş.')
    await b.call('clashes.settle', { id: clash?.id ?? '', take: 'mine' })
    expect(await called()).toBe('Özçelik Ltd.')
    await when(b, 'sync.state', state => state.clashes === 0)
    await eventually(
      () => get(a, 'lead', id),
      found => found?.title === 'Özçelik Ltd.',
    )
    await b.call('clashes.settle', { id: clash?.id ?? '', take: 'theirs' })
    await eventually(
      () => get(a, 'lead', id),
      found => found?.title === 'Öz Çelik A.Ş.',
    )
  })

  it('start on what they hold before any server answers, and send what was done before the restart', async ({
    pair: [a, b],
  }) => {
    const id = await newLead(a, 'Kalıcı')
    await quiet(a)
    a.wire.cut()
    await edit(a, id, 'companyName', 'Kalıcı', 'Kalıcı Yapı')
    await a.reopen()
    expect(await titles(a, 'lead')).toEqual(['Kalıcı Yapı'])
    expect((await a.call('session.state', {})).state).toBe('signedIn')
    a.wire.mend()
    await eventually(
      () => get(b, 'lead', id),
      found => found?.title === 'Kalıcı Yapı',
    )
  })

  it('show what the server refused with its reason, hold back what rests on it, and send it when it is mended', async ({
    company,
    deskOf,
    pair: [a],
  }) => {
    const seller = await company.user({ role: 'sales' })
    const s = await deskOf(seller)
    const id = await newLead(s, 'Satıcının')
    await eventually(
      () => get(a, 'lead', id),
      found => found !== null,
    )
    await quiet(s)
    s.wire.cut()
    await offline(s)
    await edit(s, id, 'name', undefined, 'Kaybolmaz')
    await a.call('records.change', { label: 'assign', keys: [{ kind: 'lead', id }], set: { owner: a.user } })
    await quiet(a)
    s.wire.mend()
    await when(s, 'sync.state', state => state.refused === 1)
    const [item] = await s.call('refused.list', {})
    expect(item).toMatchObject({ label: 'edit', error: { code: 'record.notFound' } })
    await eventually(
      () => titles(s, 'lead'),
      found => found.length === 0,
    )
    expect(await get(s, 'lead', id)).toBeNull()
    await s.call('refused.discard', { entry: item?.entry ?? '' })
    await when(s, 'sync.state', state => state.refused === 0)
  })

  it('keep the history of a record with who, when, old and new', async ({ pair: [a] }) => {
    const id = await newLead(a, 'Tarihçe')
    await quiet(a)
    await edit(a, id, 'companyName', 'Tarihçe', 'Tarihçe A.Ş.')
    await quiet(a)
    const { rows } = await a.call('history.list', { kind: 'lead', id, limit: 20 })
    expect(rows.map(({ label }) => label)).toEqual(['edit', 'create'])
    expect(rows[0]).toMatchObject({
      user: a.user,
      changes: [{ field: 'companyName', old: 'Tarihçe', new: 'Tarihçe A.Ş.' }],
    })
    a.wire.cut()
    const offline = await a.call('history.list', { kind: 'lead', id, limit: 20 })
    expect(offline.rows).toHaveLength(2)
    expect(offline.until).toBeDefined()
  })

  it('see one another at a record', async ({ pair: [a, b] }) => {
    const id = await newLead(a, 'Birlikte')
    await eventually(
      () => get(b, 'lead', id),
      found => found !== null,
    )
    await quiet(a)
    await a.call('records.opened', { kind: 'lead', id })
    await b.call('records.opened', { kind: 'lead', id })
    await eventually(
      () => a.call('records.present', { kind: 'lead', id }),
      present => present[0]?.user === b.user,
    )
    await b.call('records.closed', {})
    await eventually(
      () => a.call('records.present', { kind: 'lead', id }),
      present => present.length === 0,
    )
  })

  it('let the newest sign-in win and keep what the other one has not sent', async ({
    company,
    deskOf,
    pair: [a, b],
  }) => {
    a.wire.cut()
    const id = await newLead(a, 'Gönderilmemiş')
    const other = await deskOf(company.admin)
    a.wire.mend()
    await when(a, 'session.state', state => state.state === 'replaced')
    expect(await get(a, 'lead', id)).not.toBeNull()
    await a.call('session.signIn', { email: company.admin.email, password: testPassword })
    await eventually(
      () => get(b, 'lead', id),
      found => found !== null,
    )
    await when(other, 'session.state', state => state.state === 'replaced')
  })
})
