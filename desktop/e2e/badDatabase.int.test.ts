import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createServer, type PergelServer } from '../../server/app.ts'
import { addApiKey } from '../../server/auth/apiKeys.ts'
import { addCompany, addUser } from '../../server/auth/people.ts'
import { waitForDatabase } from '../../server/cli/waitForDatabase.ts'
import { appUrl, type Database, openDatabase } from '../../server/db/database.ts'
import { openPostgres } from '../../server/db/postgres.ts'
import { createLogger } from '../../server/http/logger.ts'
import { type TestDatabase, testDatabase } from '../../server/testing/testDatabase.ts'
import { testConfig, testPassword } from '../../server/testing/testServer.ts'
import { minimumKdf } from '../../shared/auth/splitKey.ts'
import { uuidv7 } from '../../shared/ids.ts'
import type { Core, ResultOf } from '../core/api/functions.ts'
import { type OpenCore, openCore } from '../core/core.ts'
import { fileKeyStore } from '../core/session/keyStore.ts'
import { canMount, type SmallDisk, smallDisk } from '../core/testing/smallDisk.ts'
import { type Wire, wireTo } from './fixtures/wire.ts'

/** A server whose way to its database can be cut, with a desktop and a REST key. */
let test: TestDatabase
let wire: Wire
let database: Database
let server: PergelServer
let url: string
let key: string
let desktop: OpenCore
let folder: string
let logged: string[]
let me: string
let closers: (() => unknown)[]

beforeEach(async () => {
  logged = []
  closers = []
  test = await testDatabase()
  wire = await wireTo(test.ownerUrl.replace('postgres:', 'http:').replace('postgresql:', 'http:'))
  const through = new URL(test.ownerUrl)
  const way = new URL(wire.url)
  through.host = way.host
  database = openDatabase({
    url: through.href,
    appPassword: test.secret.appPassword,
    max: 3,
    patience: 2_000,
    lockTimeout: 700,
  })
  server = createServer(testConfig({ ownerUrl: through.href }), {
    installation: {
      ...{ database, kind: 'external', secret: test.secret, applied: [] },
      url: appUrl(through.href, test.secret.appPassword),
      close: async () => {},
    },
    logger: createLogger('info', line => logged.push(line)),
    jobs: false,
  })
  ;({ url } = await server.listen())
  const { services } = server.parts
  const company = await addCompany(services, { name: 'Anadolu', zone: 'Europe/Istanbul', teams: ['Bir'] })
  const email = 'ayse.yilmaz@anadolu.test'
  const { user } = await addUser(services, company, {
    name: 'Ayşe Yılmaz',
    email,
    password: testPassword,
    kdf: minimumKdf,
    role: 'admin',
    team: 'Bir',
  })
  me = user
  const [role] = await services.database.inCompany(
    company,
    tx => tx<{ id: string }[]>`select id from role where built_in = 'admin'`,
  )
  ;({ key } = await addApiKey(services.database, { company, name: 'test', role: role?.id ?? '' }))
  folder = mkdtempSync(join(tmpdir(), 'desk-'))
  desktop = await openCore({
    profile: folder,
    server: url,
    keys: fileKeyStore(join(folder, 'keys.json')),
    log: () => undefined,
    connection: { waits: { first: 50, soon: 200, late: 200 } },
  })
  await desktop.core.call('session.signIn', { email, password: testPassword })
  await synced()
})
afterEach(async () => {
  for (const close of closers.reverse()) await close()
  wire.mend()
  await desktop.close()
  await server.close()
  await database.close()
  wire.close()
  await test.drop()
  rmSync(folder, { recursive: true, force: true })
})

const rest = async (method: string, path: string, body?: unknown) => {
  const answer = await fetch(new URL(path, url), {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'accept-language': 'tr' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  return { status: answer.status, retryAfter: answer.headers.get('retry-after'), body: await answer.json() }
}
const lead = (companyName: string) => ({
  companyName,
  phone: '+905321234567',
  source: 'fair',
  status: 'new',
  owner: me,
})
const state = (core: Core = desktop.core): Promise<ResultOf<'sync.state'>> => core.call('sync.state', {})
const patiently = { timeout: 30_000, interval: 100 }
const synced = () =>
  expect.poll(state, patiently).toMatchObject({ connection: 'online', waiting: 0, clashes: 0, refused: 0 })
const newLead = async (name: string): Promise<string> => {
  const id = uuidv7()
  const set = {
    companyName: { value: name },
    phone: { value: '0532 123 45 67' },
    source: { value: 'fair' },
    status: { value: 'new' },
  }
  await desktop.core.call('records.save', { kind: 'lead', id, create: true, set })
  return id
}
const lines = () => logged.map(line => JSON.parse(line) as { event: string; reason?: string })
const saysNobody = () => expect(logged.join('\n')).not.toMatch(/Ayşe|Yılmaz|ayse|Çınar|@/)

describe('a database that goes away', () => {
  it('while the server serves: 503 with the reason, one line in the log, desktops keep their work, and all of it mends by itself', async () => {
    wire.cut()
    await expect.poll(async () => (await rest('GET', '/health')).status, patiently).toBe(503)
    expect((await rest('GET', '/health')).body).toMatchObject({ status: 'unavailable', reason: 'database' })
    expect(await rest('GET', '/api/v1/leads')).toMatchObject({
      status: 503,
      retryAfter: '5',
      body: {
        code: 'server.unavailable',
        params: { reason: 'database' },
        detail: expect.stringContaining('veritabanına'),
      },
    })
    const id = await newLead('Çınar')
    expect((await desktop.core.call('records.get', { kind: 'lead', id }))?.title).toBe('Çınar')
    await expect.poll(state, patiently).toMatchObject({ reason: 'database', waiting: 1 })
    wire.mend()
    await synced()
    expect((await rest('GET', `/api/v1/leads/${id}`)).status).toBe(200)
    expect(lines().filter(({ event }) => event === 'database trouble')).toMatchObject([{ reason: 'database' }])
    expect(lines().filter(({ event }) => event === 'database works again')).toHaveLength(1)
    saysNobody()
  })

  it('before the server starts: its address answers with the reason, and it begins once the database is there', async () => {
    const through = new URL(test.ownerUrl)
    through.host = new URL(wire.url).host
    wire.cut()
    const port = await freePort()
    const config = {
      ...testConfig({ ownerUrl: through.href }),
      port,
      secret: Buffer.from('70657267656c2d746573742d7365637265742d70657267656c2d746573742d21', 'hex'),
    }
    const waits = Promise.withResolvers<void>()
    const begun = waitForDatabase({
      config,
      logger: createLogger('info', line => logged.push(line)),
      stopped: new Promise(() => undefined),
      waits: waits.resolve,
    })
    await waits.promise
    const health = await fetch(`http://127.0.0.1:${port}/health`)
    expect([health.status, await health.json()]).toMatchObject([503, { status: 'unavailable', reason: 'database' }])
    expect(await (await fetch(`http://127.0.0.1:${port}/api/v1/leads`)).json()).toMatchObject({
      code: 'server.unavailable',
    })
    const { openLink } = await import('../core/sync/link.ts')
    const hello = { token: 't', device: uuidv7(), heads: [] }
    const line = openLink({ url: `ws://127.0.0.1:${port}/sync`, hello, news: () => undefined, log: () => undefined })
    await expect(line).rejects.toMatchObject({ params: { reason: 'database' } })
    wire.mend()
    const installation = await begun
    expect(installation?.kind).toBe('external')
    await installation?.close()
    await expect(fetch(`http://127.0.0.1:${port}/health`)).rejects.toThrow()
  })

  it('a stop while it waits is a stop', async () => {
    wire.cut()
    const through = new URL(test.ownerUrl)
    through.host = new URL(wire.url).host
    const stopped = Promise.withResolvers<void>()
    const begun = waitForDatabase({
      config: { ...testConfig({ ownerUrl: through.href }), port: await freePort(), secret: Buffer.alloc(32, 3) },
      logger: createLogger('error', () => undefined),
      stopped: stopped.promise,
    })
    setTimeout(stopped.resolve, 300)
    expect(await begun).toBeUndefined()
  })
})

describe('a database in need', () => {
  it('that gives no more connections is busy, and met again when it does', async () => {
    const owner = openPostgres(test.ownerUrl, { max: 1, onnotice: () => undefined })
    closers.push(() => owner.end())
    const name = new URL(test.ownerUrl).pathname.slice(1)
    await owner.unsafe(`alter database ${name} connection limit 0`)
    const other = openDatabase({ url: test.ownerUrl, appPassword: test.secret.appPassword, max: 2 })
    closers.push(() => other.close())
    const ask = () => other.lookup('companies', tx => tx`select 1 from company`)
    for (let i = 0; i < 4; i++) await expect(ask()).rejects.toMatchObject({ code: '53300' })
    expect(other.health.trouble).toBe('databaseBusy')
    await owner.unsafe(`alter database ${name} connection limit -1`)
    await expect
      .poll(
        () =>
          ask().then(
            rows => rows.length,
            () => 0,
          ),
        patiently,
      )
      .toBe(1)
    expect(other.health.trouble).toBeUndefined()
  })

  it('whose company somebody keeps locked lets writers know, and reads go on', async () => {
    const owner = openPostgres(test.ownerUrl, { max: 1, onnotice: () => undefined })
    closers.push(() => owner.end())
    const held = Promise.withResolvers<void>()
    const locked = Promise.withResolvers<void>()
    const holding = owner.begin(async tx => {
      await tx`select 1 from company for update`
      locked.resolve()
      await held.promise
    })
    await locked.promise
    const body = lead('Çınar')
    expect(await rest('POST', '/api/v1/leads', body)).toMatchObject({
      status: 503,
      body: { params: { reason: 'databaseBusy' } },
    })
    expect((await rest('GET', '/api/v1/leads')).status).toBe(200)
    const id = await newLead('Çınar')
    await expect.poll(state, patiently).toMatchObject({ connection: 'online', reason: 'databaseBusy', waiting: 1 })
    held.resolve()
    await holding
    await synced()
    expect((await state()).reason).toBeUndefined()
    expect((await rest('GET', `/api/v1/leads/${id}`)).status).toBe(200)
  })
})

describe.skipIf(!canMount())('a database whose disk is full', () => {
  let disk: SmallDisk
  it('refuses writes with the reason, goes on reading, and takes writes again when there is room', async () => {
    const made = smallDisk(16)
    if (!made) return
    disk = made
    closers.push(() => disk.remove())
    const owner = openPostgres(test.ownerUrl, { max: 1, onnotice: () => undefined })
    closers.push(() => owner.end())
    const [{ place } = { place: '' }] = await owner<{ place: string }[]>`show data_directory`.then(rows =>
      rows.map(row => ({ place: String(Object.values(row)[0]) })),
    )
    execFileSync('chown', ['--reference', place, disk.folder])
    chmodSync(join(disk.folder, '..'), 0o755)
    const name = `small_${uuidv7().slice(-8)}`
    await owner.unsafe(`create tablespace ${name} location '${disk.folder}'`)
    for (const table of ['lead', 'log']) await owner.unsafe(`alter table ${table} set tablespace ${name}`)
    closers.push(async () => {
      for (const table of ['lead', 'log']) await owner.unsafe(`alter table ${table} set tablespace pg_default`)
      await owner.unsafe(`drop tablespace ${name}`)
    })
    disk.fill()
    // Pages that are there already take a few more rows.
    const refused = await until(async () => {
      const answer = await rest('POST', '/api/v1/leads', lead('x'.repeat(100)))
      return answer.status === 201 ? undefined : answer
    })
    expect(refused.body.fields).toBeUndefined()
    expect(refused).toMatchObject({
      status: 503,
      body: { code: 'server.unavailable', params: { reason: 'databaseFull' } },
    })
    expect((await rest('GET', '/api/v1/leads?limit=5')).status).toBe(200)
    expect((await rest('GET', '/health')).status).toBe(200)
    const id = await newLead('Ç'.repeat(100))
    await expect.poll(state, patiently).toMatchObject({ connection: 'online', reason: 'databaseFull' })
    disk.makeRoom()
    await desktop.core.call('sync.retry', {})
    await synced()
    expect((await rest('GET', `/api/v1/leads/${id}`)).status).toBe(200)
    expect(lines().filter(({ event }) => event === 'database trouble')).toMatchObject([{ reason: 'databaseFull' }])
    saysNobody()
  })
})

async function until<T>(read: () => Promise<T | undefined>): Promise<T> {
  for (let i = 0; i < 500; i++) {
    const found = await read()
    if (found !== undefined) return found
  }
  throw new Error('it never came')
}

async function freePort(): Promise<number> {
  const { createServer: listen } = await import('node:net')
  const probe = listen()
  await new Promise<void>(resolve => probe.listen(0, '127.0.0.1', resolve))
  const address = probe.address()
  await new Promise(resolve => probe.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}
