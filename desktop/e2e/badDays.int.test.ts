import { mkdtemp, open as openFile, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type TestCompany, type TestServer, testPassword, testServer } from '../../server/testing/testServer.ts'
import { uuidv7 } from '../../shared/ids.ts'
import { supportChange } from '../../shared/support.ts'
import type { Core } from '../core/api/functions.ts'
import { type OpenCore, openCore } from '../core/core.ts'
import { fileKeyStore } from '../core/session/keyStore.ts'
import { values } from './fixtures/records.ts'
import { online, when } from './fixtures/when.ts'
import { type Wire, wireTo } from './fixtures/wire.ts'

let server: TestServer
let company: TestCompany
let folder: string
let wire: Wire
let opened: OpenCore | undefined
let email: string
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server?.close())
beforeEach(async () => {
  company = await server.company()
  ;({ email } = await company.user({ role: 'sales', team: 'Bir', name: 'Gülşah Kırımlıoğlu' }))
  ;[folder, wire] = await Promise.all([mkdtemp(join(tmpdir(), 'desk-')), wireTo(server.url)])
})
afterEach(async () => {
  await opened?.close()
  opened = undefined
  wire.close()
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
})

async function start(
  log: Parameters<typeof openCore>[0]['log'] = (event, details) => {
    if (process.env['SYNC_LOG']) console.log(event, JSON.stringify(details))
  },
): Promise<Core> {
  opened = await openCore({
    profile: folder,
    server: wire.url,
    keys: fileKeyStore(join(folder, 'keys.json')),
    log,
    connection: { waits: { first: 30, soon: 60, late: 100 } },
  })
  return opened.core
}
async function signedIn(log?: Parameters<typeof openCore>[0]['log']): Promise<Core> {
  const core = await start(log)
  await core.call('session.signIn', { email, password: testPassword })
  await online(core)
  return core
}
const stop = async () => {
  await opened?.close()
  opened = undefined
}

const newLead = async (core: Core, name: string) => {
  const id = uuidv7()
  const set = {
    companyName: name,
    phone: '0532 987 65 43',
    email: 'gizli.kisi@ornek.com.tr',
    source: 'fair',
    status: 'new',
  }
  await core.call('records.save', {
    kind: 'lead',
    id,
    create: true,
    set: values(set),
  })
  return id
}
const database = async () =>
  join(folder, (await readdir(folder)).find(name => /^[0-9a-f-]{73}\.sqlite$/.test(name)) ?? '')
const onServer = async (id: string) => {
  const key = await company.key('admin')
  return (await server.call('GET', `/api/v1/leads/${id}`, { token: key })).status === 200
}

describe('a file that cannot be worked with', () => {
  it('damaged: is kept aside, what waited is named, carried over and sent, and the records come again', async () => {
    const core = await signedIn()
    const before = await newLead(core, 'Önceki Ltd.')
    await when(core, 'sync.state', ({ waiting }) => waiting === 0)
    wire.cut()
    const offline = await newLead(core, 'Çevrimdışı A.Ş.')
    await core.call('drafts.put', { key: 'lead/new', value: { companyName: 'Yarım' } })
    await stop()
    await damageNarrowTables(await database())

    const again = await start()
    const { problem } = await when(
      again,
      'session.state',
      state => state.problem !== undefined || state.state === 'signedIn',
    )
    if (!problem)
      await expect(again.call('records.count', countLeads)).rejects.toMatchObject({ code: 'storage.damaged' })
    const damage = await again.call('file.damage', {})
    expect(damage).toMatchObject({ problem: { code: 'storage.damaged' }, savedCount: 1, lost: 0 })
    expect(damage?.saved[0]).toMatchObject({ label: 'create', kind: 'lead', titles: ['Çevrimdışı A.Ş.'] })
    const { kept } = await again.call('file.startOver', {})
    expect(await readdir(folder)).toContain(kept)
    wire.mend()
    await when(again, 'sync.state', state => state.connection === 'online' && !state.firstSync && state.waiting === 0)
    expect(await onServer(offline)).toBe(true)
    await expect
      .poll(async () => (await again.call('records.get', { kind: 'lead', id: before }))?.title, { timeout: 20_000 })
      .toBe('Önceki Ltd.')
    expect(await again.call('drafts.get', { key: 'lead/new' })).toEqual({ value: { companyName: 'Yarım' } })
    expect(await again.call('file.damage', {})).toBeNull()
    // The next change has a number above those that were carried over.
    const later = await newLead(again, 'Sonraki')
    await when(again, 'sync.state', ({ waiting }) => waiting === 0)
    expect(await onServer(later)).toBe(true)
  })

  it('its settings damaged: moved away and signed in again, what was not sent is there and is sent', async () => {
    const core = await signedIn()
    wire.cut()
    const offline = await newLead(core, 'Gönderilmemiş Ltd.')
    await stop()
    await writeFile(join(folder, 'profile.json'), '{"device":')
    await expect(start()).rejects.toMatchObject({ code: 'storage.damaged', params: { file: 'profile.json' } })
    await rm(join(folder, 'profile.json'))
    const again = await start()
    wire.mend()
    await again.call('session.signIn', { email, password: testPassword })
    await when(again, 'sync.state', state => state.connection === 'online' && !state.firstSync && state.waiting === 0)
    expect((await again.call('records.get', { kind: 'lead', id: offline }))?.title).toBe('Gönderilmemiş Ltd.')
    expect(await onServer(offline)).toBe(true)
  })

  it('with a foreign or lost key: is kept aside and nobody is told that nothing waited', async () => {
    const core = await signedIn()
    const id = await newLead(core, 'Anahtarsız')
    await when(core, 'sync.state', ({ waiting }) => waiting === 0)
    await stop()
    await writeFile(join(folder, 'keys.json'), '{}')

    const again = await start()
    expect((await again.call('session.state', {})).problem).toEqual({ code: 'storage.wrongKey' })
    const damage = await again.call('file.damage', {})
    expect(damage).toMatchObject({ problem: { code: 'storage.wrongKey' }, saved: [], savedCount: 0 })
    expect(damage?.lost).toBeUndefined()
    await again.call('file.startOver', {})
    await again.call('session.signIn', { email, password: testPassword })
    await expect
      .poll(async () => (await again.call('records.get', { kind: 'lead', id }))?.title, { timeout: 20_000 })
      .toBe('Anahtarsız')
    expect((await readdir(folder)).filter(name => /\.kept-.*\.sqlite$/.test(name))).toHaveLength(1)
  })

  it('a key store that cannot be read is kept aside too', async () => {
    await signedIn()
    await stop()
    await writeFile(join(folder, 'keys.json'), '{"half')
    const again = await start()
    expect((await again.call('session.state', {})).problem?.code).toBe('storage.damaged')
    await again.call('file.startOver', {})
    await again.call('session.signIn', { email, password: testPassword })
    await when(again, 'sync.state', ({ connection, firstSync }) => connection === 'online' && !firstSync)
    expect((await readdir(folder)).some(name => name.startsWith('keys.json.kept-'))).toBe(true)
  })
})

it('what a report carries says nothing about anybody, whatever the desktop holds and has seen fail', async () => {
  const secret = [
    'Işıldak Makina',
    'gizli.kisi@ornek.com.tr',
    '0532 987 65 43',
    '905329876543',
    'Kırımlıoğlu',
    'Gülşah',
  ]
  const core = await signedIn()
  const id = await newLead(core, 'Işıldak Makina')
  await core.call('drafts.put', { key: 'lead/new', value: { note: 'Işıldak Makina 0532 987 65 43' } })
  await core.call('search.query', { words: 'Işıldak Makina', limit: 5 })
  await core.call('records.opened', { kind: 'lead', id })
  // Failures that quote what was given to them, and a window that sends more than it should.
  await core.call('records.save', { kind: 'Işıldak Makina', id, create: true, set: {} }).catch(() => undefined)
  await core.call('commands.run', { name: 'gizli.kisi@ornek.com.tr', arguments: {} }).catch(() => undefined)
  await core
    .call('session.signIn', { email: 'gizli.kisi@ornek.com.tr', password: 'Işıldak Makina' })
    .catch(() => undefined)
  await core.call('problems.crashed', { screen: 'Işıldak Makina 0532', name: 'gizli.kisi@ornek.com.tr' })
  await core.call('problems.crashed', { screen: 'lead/edit', name: 'TypeError' })
  wire.cut()
  await newLead(core, 'Kırımlıoğlu Ltd.')
  await when(core, 'sync.state', ({ connection }) => connection === 'offline')

  const { text, last } = await core.call('problems.bundle', {})
  const profile = JSON.parse(await readFile(join(folder, 'profile.json'), 'utf8'))
  const keys = Object.values(JSON.parse(await readFile(join(folder, 'keys.json'), 'utf8')) as Record<string, string>)
  const forbidden = [
    ...secret,
    ...[email, email.split('@')[0] ?? '', testPassword, id, folder, wire.url, new URL(wire.url).host],
    ...[profile.device, profile.current.company.id, profile.current.company.name, profile.current.user.id],
    ...keys.flatMap(value => [
      value,
      Buffer.from(value, 'base64').toString('utf8'),
      Buffer.from(value, 'base64').toString('hex'),
    ]),
  ]
  const found = forbidden.filter(word => text.toLowerCase().includes(String(word).toLowerCase()))
  expect(found).toEqual([])
  expect(text).not.toMatch(/[\w.]+@[\w.]+\.\w|[0-9a-f]{8}-[0-9a-f]{4}-7/)
  const bundle = JSON.parse(text)
  expect(bundle.records.lead).toBe(2)
  expect(bundle.sync).toMatchObject({ connection: 'offline', waiting: 1 })
  expect(bundle.calls.map(({ name }: { name: string }) => name)).toContain('records.save')
  expect(bundle.errors.map(({ where }: { where: string }) => where)).toContain('screen:lead/edit')
  expect(bundle.events.length).toBeGreaterThan(0)
  expect(last).toMatchObject({ where: 'screen:lead/edit', code: 'crash:TypeError' })
})

it('the company’s own address for help is told with it, once somebody has set one', async () => {
  const { services } = server.server.parts
  const core = await signedIn()
  expect((await core.call('problems.bundle', {})).support).toBeUndefined()
  const { systemAuthor } = await import('../../server/auth/systemAuthor.ts')
  const set = { key: { value: 'support' }, value: { value: 'destek@firma.com.tr' } }
  const patches = [{ kind: 'setting', id: uuidv7(), create: true as const, set }]
  const entry = { seq: 1, id: uuidv7(), operation: uuidv7(), label: 'create', after: [], at: new Date().toISOString() }
  const [answer] = await services.writer.submit(systemAuthor(company.id), [{ ...entry, patches }])
  expect(answer?.status).toBe('accepted')
  await expect
    .poll(async () => (await core.call('problems.bundle', {})).support, { timeout: 15_000 })
    .toBe('destek@firma.com.tr')
})

it('an administrator gives the address for help, changes it and takes it away, on every desktop; nobody else may', async () => {
  const seller = await signedIn()
  const other = await mkdtemp(join(tmpdir(), 'desk-'))
  const { email: adminEmail } = await company.user({ role: 'admin', name: 'Ayşe Yönetir' })
  const desk = await openCore({
    profile: other,
    server: server.url,
    keys: fileKeyStore(join(other, 'keys.json')),
    log: () => undefined,
  })
  try {
    const admin = desk.core
    await admin.call('session.signIn', { email: adminEmail, password: testPassword })
    await when(admin, 'sync.state', ({ connection, firstSync }) => connection === 'online' && !firstSync)
    const put = async (core: Core, address: string) => {
      const change = supportChange(await core.call('records.all', { kind: 'setting' }), address)
      if (!change) throw new Error(`${address} stands there already`)
      await core.call('records.save', change)
    }
    const told = async () => (await seller.call('problems.bundle', {})).support
    for (const address of ['destek@firma.com.tr', 'yardim@firma.com.tr', '', 'destek@firma.com.tr']) {
      await put(admin, address)
      await expect.poll(told, { timeout: 20_000 }).toBe(address || undefined)
    }
    await expect(put(seller, 'benim@firma.com.tr')).rejects.toMatchObject({ code: 'permission.denied' })
    expect((await admin.call('records.all', { kind: 'setting' })).length).toBe(1)
  } finally {
    await desk.close()
    await rm(other, { recursive: true, force: true, maxRetries: 5 })
  }
})

const countLeads = {
  query: { kind: 'lead', filters: [], sort: { field: 'title', descending: false }, archived: 'without' as const },
}

/** Spoils every page but those of the header, the schema and the outbox: as a bad sector spoils some and not others. */
async function damageNarrowTables(file: string): Promise<void> {
  const { default: Sqlite } = await import('better-sqlite3')
  const key = JSON.parse(await readFile(join(folder, 'keys.json'), 'utf8')) as Record<string, string>
  const raw = Object.entries(key).find(([name]) => name.startsWith('file:'))?.[1] ?? ''
  const sql = new Sqlite(file)
  sql.pragma("cipher = 'aegis'")
  sql.pragma("algorithm = 'aegis-256'")
  sql.pragma(`key = "x'${Buffer.from(raw, 'base64').toString('hex')}'"`)
  sql.pragma('wal_checkpoint(TRUNCATE)')
  const size = Number(sql.pragma('page_size', { simple: true }))
  const roots = sql
    .prepare(
      "SELECT rootpage FROM sqlite_schema WHERE rootpage > 0 AND tbl_name NOT LIKE 'outbox%' AND tbl_name NOT IN ('device', 'sync_value')",
    )
    .pluck()
    .all() as number[]
  sql.close()
  const handle = await openFile(file, 'r+')
  for (const page of roots) if (page > 1) await handle.write(Buffer.alloc(64, 0xa5), 0, 64, (page - 1) * size + 200)
  await handle.close()
}
