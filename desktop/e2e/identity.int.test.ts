import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { setupCode } from '../../server/auth/setup.ts'
import { type TestServer, testPassword, testServer } from '../../server/testing/testServer.ts'
import { readLink } from '../../shared/auth/links.ts'
import { uuidv7 } from '../../shared/ids.ts'
import type { ResultOf, StreamName } from '../core/api/functions.ts'
import { type OpenCore, openCore } from '../core/core.ts'
import { fileKeyStore } from '../core/session/keyStore.ts'

let server: TestServer
let opened: { core: OpenCore; folder: string }[] = []
beforeAll(async () => {
  server = await testServer({ limits: { signIn: { requests: 100_000, seconds: 1 } } })
}, 60_000)
afterAll(() => server?.close())
afterEach(async () => {
  for (const { core, folder } of opened) {
    await core.close()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  opened = []
})

type Desktop = OpenCore['core'] & { folder: string; reopen: () => Promise<Desktop> }

/** A desktop on which nobody has signed in yet. */
async function desktop(inFolder?: string): Promise<Desktop> {
  const folder = inFolder ?? (await mkdtemp(join(tmpdir(), 'desk-')))
  const core = await openCore({
    profile: folder,
    server: server.url,
    keys: fileKeyStore(join(folder, 'keys.json')),
    log: () => undefined,
    connection: { waits: { first: 30, soon: 60, late: 100 } },
  })
  const one = { core, folder }
  opened.push(one)
  const reopen = async () => {
    opened = opened.filter(other => other !== one)
    await core.close()
    return desktop(folder)
  }
  return { ...core.core, folder, reopen }
}

/** Waits until a stream says so. */
function when<N extends StreamName>(of: Desktop, name: N, is: (value: ResultOf<N>) => boolean): Promise<ResultOf<N>> {
  return new Promise((resolve, reject) => {
    let last: unknown
    const late = setTimeout(() => reject(new Error(`${name} never became so: ${JSON.stringify(last)}`)), 60_000)
    const stop = of.subscribe(name, {} as never, value => {
      last = value
      if (!is(value)) return
      clearTimeout(late)
      resolve(value)
      queueMicrotask(() => stop())
    })
  })
}
const online = (of: Desktop) =>
  when(of, 'sync.state', ({ connection, firstSync }) => connection === 'online' && !firstSync)
const quiet = (of: Desktop) =>
  when(of, 'sync.state', ({ connection, waiting }) => connection === 'online' && waiting === 0)
const signIn = async (of: Desktop, email: string, password = testPassword) => {
  await of.call('session.signIn', { email, password })
  await online(of)
}
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    ({ code, params, fields }) => ({ code, ...(params ? { params } : {}), ...(fields ? { fields } : {}) }),
  )
const values = (given: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(given).map(([name, value]) => [name, { value }]))
const leads = async (of: Desktop) =>
  (
    await of.call('records.list', {
      query: { kind: 'lead', filters: [], sort: { field: 'title', descending: false }, archived: 'without' },
      limit: 100,
    })
  ).rows.map(({ title }) => title)
const makeLead = (of: Desktop, companyName: string) =>
  of.call('records.save', {
    ...{ kind: 'lead', id: uuidv7(), create: true },
    set: values({ companyName, phone: '0532 123 45 67', source: 'fair', status: 'new' }),
  })
/** Roles come with the first copy, a moment after the connection stands. */
async function roleId(of: Desktop, builtIn: string): Promise<string> {
  for (let tries = 0; tries < 600; tries++) {
    const roles = await of.call('records.all', { kind: 'role' })
    const found = roles.find(({ values }) => values['builtIn'] === builtIn)
    if (found) return found.id
    await new Promise(done => setTimeout(done, 50))
  }
  throw new Error(`No role ${builtIn}`)
}

describe('a stranger', () => {
  it('finds out about a server from what they type, and is told what is wrong with it', async () => {
    const desk = await desktop()
    const look = (address: string) => desk.call('server.look', { address })
    const { host, origin } = new URL(server.url)
    expect(await look(`  ${host}/ `)).toMatchObject({ address: origin, sendsMail: false, version: expect.any(String) })
    const portal = createServer((_request, response) => response.end('<html>Welcome to the hotel</html>'))
    await new Promise<void>(done => portal.listen(0, '127.0.0.1', done))
    const { port } = portal.address() as AddressInfo
    for (const [typed, problem] of [
      ['http://crm.firma.com.tr', { code: 'input.invalid', fields: { server: { reason: 'insecureServer' } } }],
      ['bir şey', { code: 'input.invalid', fields: { server: { reason: 'badServer' } } }],
      ['ftp://firma.com.tr', { code: 'input.invalid' }],
      ['127.0.0.1:9', { code: 'network.offline' }],
      [`127.0.0.1:${port}`, { code: 'server.unavailable', params: { reason: 'notPergel' } }],
    ] as const)
      expect((await look(typed)).problem, typed).toMatchObject(problem)
    portal.close()
    expect(await look('crm.firma.invalid')).toMatchObject({ address: 'https://crm.firma.invalid' })
  })

  it('makes the first company by the code, keeps the recovery code, and lets a colleague in by a link', async () => {
    const admin = await desktop()
    const { code } = await setupCode({ ...server.database, now: Date.now }, { anew: true })
    const given = {
      server: server.url,
      company: { name: 'Ege Gıda', zone: 'Europe/Istanbul' },
      admin: { name: 'Ayşe Yıldız', email: 'ayse@ege.test', password: 'uzun-bir-parola' },
    }
    expect(await refusal(admin.call('setup.company', { ...given, code: 'AAAAA-BBBBB-CCCCC' }))).toEqual({
      ...{ code: 'auth.failed', params: { reason: 'setupCode' } },
    })
    const short = { ...given, code, admin: { ...given.admin, password: 'kısa' } }
    expect(await refusal(admin.call('setup.company', short))).toEqual({
      ...{ code: 'input.invalid', fields: { password: { reason: 'tooShort', params: { min: 10 } } } },
    })
    const nameless = { ...given, code, company: { name: ' ', zone: 'Mars/Base' } }
    expect((await refusal(admin.call('setup.company', nameless)))?.fields).toEqual({
      'company.name': { reason: 'required' },
    })
    const { recoveryCode } = await admin.call('setup.company', { ...given, code })
    expect(recoveryCode).toMatch(/^([0-9A-Z]{5}-){4}[0-9A-Z]{5}$/)
    expect((await admin.call('session.state', {})).state).toBe('signedOut')
    await signIn(admin, 'ayse@ege.test', 'uzun-bir-parola')
    expect((await admin.call('session.state', {})).company?.name).toBe('Ege Gıda')

    const invited = await admin.call('people.invite', {
      email: 'can@ege.test',
      name: 'Can',
      role: await roleId(admin, 'sales'),
    })
    const link = readLink(invited.link ?? '')
    expect(link).toMatchObject({ purpose: 'join', server: server.url })
    expect(await admin.call('people.list', {})).toMatchObject([
      { name: 'Ayşe Yıldız', state: 'active', isMe: true },
      { name: 'Can', state: 'invited', invitation: invited.invitation },
    ])
    const colleague = await desktop()
    const { server: at = '', token = '' } = link ?? {}
    expect(await colleague.call('invite.look', { server: at, token })).toMatchObject({
      ...{ company: { name: 'Ege Gıda' }, email: 'can@ege.test', invitedBy: 'Ayşe Yıldız' },
    })
    expect(
      (await refusal(colleague.call('invite.accept', { server: at, token, name: 'Can', password: 'kısa' })))?.code,
    ).toBe('input.invalid')
    const accepted = await colleague.call('invite.accept', {
      server: at,
      token,
      name: 'Can Er',
      password: 'bir-parola-daha',
    })
    expect(accepted.email).toBe('can@ege.test')
    await signIn(colleague, accepted.email, 'bir-parola-daha')
    await expect
      .poll(async () => (await admin.call('people.list', {})).map(({ name, state }) => [name, state]), {
        timeout: 60_000,
      })
      .toEqual([
        ['Ayşe Yıldız', 'active'],
        ['Can Er', 'active'],
      ])
    expect(await refusal(colleague.call('people.list', {}))).toMatchObject({ code: 'permission.denied' })

    // Who is let go is out at once; the last administrator stays.
    const { user = '' } = (await admin.call('people.list', {})).find(({ name }) => name === 'Can Er') ?? {}
    await admin.call('people.setActive', { user, isActive: false })
    await when(colleague, 'sync.state', ({ connection }) => connection === 'signedOut')
    expect(
      await refusal(colleague.call('session.signIn', { email: 'can@ege.test', password: 'bir-parola-daha' })),
    ).toEqual({
      ...{ code: 'auth.failed', params: { reason: 'inactive' } },
    })
    const me = (await admin.call('session.state', {})).user?.id ?? ''
    for (const change of [
      admin.call('people.setActive', { user: me, isActive: false }),
      admin.call('people.change', { user: me, role: await roleId(admin, 'sales') }),
    ])
      expect(await refusal(change)).toEqual({ code: 'command.refused', params: { reason: 'lastAdmin' } })
    await admin.call('people.setActive', { user, isActive: true })
    await quiet(admin)
    await signIn(colleague, 'can@ege.test', 'bir-parola-daha')
  }, 120_000)
})

describe('one’s own account', () => {
  it('changes name, language, password and recovery code; the vault stays the same', async () => {
    const company = await server.company()
    const desk = await desktop()
    const { email } = company.admin
    await signIn(desk, email)
    const vault = () =>
      Object.entries(JSON.parse(readFileSync(join(desk.folder, 'keys.json'), 'utf8'))).find(([name]) =>
        name.startsWith('vault:'),
      )?.[1]
    const before = vault()
    await desk.call('account.save', { name: 'Yeni Ad', language: 'en' })
    expect((await desk.call('session.state', {})).user?.name).toBe('Yeni Ad')
    expect((await desk.call('preferences.get', {})).language).toBe('en')
    expect(await desk.call('account.get', {})).toMatchObject({ name: 'Yeni Ad', language: 'en', email })

    const change = (password: string, next: string) => desk.call('account.changePassword', { password, next })
    expect(await refusal(change('yanlış-parola', 'yepyeni-parola'))).toEqual({
      code: 'auth.failed',
      params: { reason: 'password' },
    })
    expect((await refusal(change(testPassword, 'kısa')))?.fields?.password.reason).toBe('tooShort')
    await change(testPassword, 'yepyeni-parola')
    expect((await desk.call('sync.state', {})).connection).toBe('online')
    const { recoveryCode } = await desk.call('account.newRecoveryCode', { password: 'yepyeni-parola' })
    expect(await desk.call('account.devices', {})).toMatchObject([{ isThis: true, isActive: true }])

    const other = await desktop()
    const reset = (code: string) =>
      other.call('reset.finish', { server: server.url, email, recoveryCode: code, password: 'parola-uc-uc' })
    for (const wrong of [company.admin.recoveryCode, 'K7Q2M', ''])
      expect(await refusal(reset(wrong)), wrong).toEqual({ code: 'auth.failed', params: { reason: 'recoveryCode' } })
    expect(await reset(recoveryCode)).toMatchObject({ vaultKept: true, email })
    await when(desk, 'sync.state', ({ connection }) => connection === 'signedOut')
    await signIn(desk, email, 'parola-uc-uc')
    expect(vault()).toBe(before)
  }, 120_000)

  it('is reset by an administrator’s link: with the recovery code the vault is kept, without it that is said', async () => {
    const company = await server.company()
    const person = await company.user({ role: 'sales' })
    const admin = await desktop()
    await signIn(admin, company.admin.email)
    const other = await desktop()
    expect(await other.call('reset.begin', { email: person.email })).toEqual({ byMail: false })
    await expect
      .poll(
        async () => (await admin.call('people.list', {})).find(({ user }) => user === person.user)?.askedForResetAt,
        { timeout: 60_000 },
      )
      .toBeTruthy()
    const linkFor = async () => {
      const { link = '', isMailed } = await admin.call('people.resetLink', { user: person.user })
      expect(isMailed).toBe(false)
      return readLink(link)?.token ?? ''
    }
    const token = await linkFor()
    expect(await other.call('reset.look', { server: server.url, token })).toMatchObject({ email: person.email })
    const finish = (token: string, recoveryCode?: string) =>
      other.call('reset.finish', {
        server: server.url,
        token,
        password: 'yepyeni-parola',
        ...(recoveryCode ? { recoveryCode } : {}),
      })
    expect(await refusal(finish(token, 'AAAAA-BBBBB-CCCCC-DDDDD-EEEEE'))).toEqual({
      code: 'auth.failed',
      params: { reason: 'recoveryCode' },
    })
    const kept = await finish(token, person.recoveryCode)
    expect(kept.vaultKept).toBe(true)
    expect(await refusal(finish(token))).toEqual({ code: 'auth.failed', params: { reason: 'linkUsed' } })
    expect(await finish(await linkFor())).toMatchObject({ vaultKept: false })
    await signIn(other, person.email, 'yepyeni-parola')
    expect(await refusal(other.call('reset.look', { server: server.url, token: 'x' }))).toMatchObject({
      params: { reason: 'link' },
    })
  }, 120_000)

  it('is let in by a known device while somebody keeps the account locked', async () => {
    const company = await server.company()
    const { email } = await company.user({ role: 'sales' })
    const [known, stranger] = [await desktop(), await desktop()]
    await signIn(known, email)
    await known.call('session.signOut', {})
    for (let i = 0; i < 5; i++) await refusal(stranger.call('session.signIn', { email, password: `yanlış-${i}` }))
    const locked = await refusal(stranger.call('session.signIn', { email, password: testPassword }))
    expect(locked).toMatchObject({ code: 'auth.locked', params: { seconds: expect.any(Number) } })
    await signIn(known, email.toUpperCase())
  }, 120_000)
})

describe('keys', () => {
  it('are made by an administrator, shown once, and taken back', async () => {
    const company = await server.company()
    const desk = await desktop()
    await signIn(desk, company.admin.email)
    expect((await refusal(desk.call('keys.create', { name: ' ', role: await roleId(desk, 'sales') })))?.fields).toEqual(
      { name: { reason: 'required' } },
    )
    const { id, key } = await desk.call('keys.create', { name: 'Web formu', role: await roleId(desk, 'sales') })
    expect((await server.call('GET', '/api/v1/customers', { token: key })).status).toBe(200)
    expect(await desk.call('keys.list', {})).toMatchObject([{ id, name: 'Web formu', start: key.slice(0, 8) }])
    await desk.call('keys.revoke', { id })
    expect((await server.call('GET', '/api/v1/customers', { token: key })).status).toBe(401)
    expect((await desk.call('keys.list', {}))[0]?.revokedAt).toBeTruthy()
  }, 60_000)
})

describe('several accounts', () => {
  it('are switched without mixing anything: each has its file, its keys and its own sync', async () => {
    const [first, second] = [await server.company('birinci'), await server.company('ikinci')]
    let desk = await desktop()
    await signIn(desk, first.admin.email)
    await makeLead(desk, 'Yalnız birincinin')
    await quiet(desk)
    await signIn(desk, second.admin.email)
    expect((await desk.call('session.state', {})).company?.name).toBe('ikinci')
    expect(await leads(desk)).toEqual([])
    await makeLead(desk, 'Yalnız ikincinin')
    await quiet(desk)
    await expect.poll(() => server.server.parts.sync.connections, { timeout: 30_000 }).toBe(1)

    const accounts = await when(desk, 'accounts.list', list => list.length === 2)
    expect(accounts.map(({ company, isCurrent, isSignedIn }) => [company.name, isCurrent, isSignedIn])).toEqual([
      ['ikinci', true, true],
      ['birinci', false, true],
    ])
    const other = accounts[1]?.id ?? ''
    await desk.call('accounts.switch', { id: other })
    await online(desk)
    expect(await leads(desk)).toEqual(['Yalnız birincinin'])
    expect((await desk.call('session.state', {})).company?.name).toBe('birinci')
    await expect.poll(() => server.server.parts.sync.connections, { timeout: 30_000 }).toBe(1)
    // Neither was signed out by it: the next start opens the one that was left open.
    desk = await desk.reopen()
    expect(await leads(desk)).toEqual(['Yalnız birincinin'])
    await desk.call('accounts.switch', { id: accounts[0]?.id ?? '' })
    expect(await leads(desk)).toEqual(['Yalnız ikincinin'])

    const files = readdirSync(desk.folder).filter(name => name.endsWith('.sqlite'))
    expect(files).toHaveLength(2)
    const keys = JSON.parse(readFileSync(join(desk.folder, 'keys.json'), 'utf8'))
    const fileKeys = Object.entries(keys).filter(([name]) => name.startsWith('file:'))
    expect(new Set(fileKeys.map(([, value]) => value)).size).toBe(2)
    expect(await refusal(desk.call('accounts.switch', { id: 'x' }))).toEqual({ code: 'record.notFound' })
  }, 120_000)

  it('asks for the password where somebody signed out, and goes on with the one that is open', async () => {
    const [first, second] = [await server.company(), await server.company()]
    const desk = await desktop()
    await signIn(desk, first.admin.email)
    await desk.call('session.signOut', {})
    await signIn(desk, second.admin.email)
    const [current, left] = await desk.call('accounts.list', {})
    expect(left).toMatchObject({ isSignedIn: false, isCurrent: false })
    expect(await refusal(desk.call('accounts.switch', { id: left?.id ?? '' }))).toEqual({ code: 'auth.required' })
    expect((await desk.call('accounts.list', {}))[0]).toEqual(current)
    expect((await desk.call('sync.state', {})).connection).toBe('online')
  }, 120_000)

  it('are forgotten with their file and keys, and not before their work is sent or given up', async () => {
    const company = await server.company()
    const desk = await desktop()
    await signIn(desk, company.admin.email)
    await server.signIn(company.admin.email)
    await when(desk, 'session.state', ({ state }) => state === 'replaced')
    await makeLead(desk, 'Nie gesendet')
    const [account] = await when(desk, 'accounts.list', ([one]) => (one?.waiting ?? 0) > 0)
    const id = account?.id ?? ''
    expect(await refusal(desk.call('accounts.forget', { id }))).toEqual({
      ...{ code: 'command.refused', params: { reason: 'unsentWork', count: 1 } },
    })
    expect(await leads(desk)).toEqual(['Nie gesendet'])
    await desk.call('accounts.forget', { id, discard: true })
    expect((await desk.call('session.state', {})).state).toBe('signedOut')
    expect(await desk.call('accounts.list', {})).toEqual([])
    expect(readdirSync(desk.folder).filter(name => name.includes('.sqlite'))).toEqual([])
    expect(JSON.parse(readFileSync(join(desk.folder, 'keys.json'), 'utf8'))).toEqual({})
    const profile = readFileSync(join(desk.folder, 'profile.json'), 'utf8')
    expect(profile).not.toContain(company.admin.email)
    expect(profile).not.toContain(company.id)
  }, 120_000)
})
