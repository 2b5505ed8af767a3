import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { setupCode } from '../../server/auth/setup.ts'
import { testPassword } from '../../server/testing/testServer.ts'
import { readLink } from '../../shared/auth/links.ts'
import type { Core } from '../core/api/functions.ts'
import { it, signIn } from './fixtures/desks.ts'
import { refusal } from './fixtures/refusal.ts'
import { quiet, when } from './fixtures/when.ts'

/** Roles come with the first copy, a moment after the connection stands. */
async function roleId(of: Core, builtIn: string): Promise<string> {
  for (let tries = 0; tries < 600; tries++) {
    const roles = await of.call('records.all', { kind: 'role' })
    const found = roles.find(({ values }) => values['builtIn'] === builtIn)
    if (found) return found.id
    await new Promise(done => setTimeout(done, 50))
  }
  throw new Error(`No role ${builtIn}`)
}

describe('a stranger', () => {
  it('finds out about a server from what they type, and is told what is wrong with it', async ({ server, newDesk }) => {
    const desk = await newDesk()
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

  it('makes the first company by the code, keeps the recovery code, and lets a colleague in by a link', async ({
    server,
    newDesk,
  }) => {
    const admin = await newDesk()
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
    expect(link).toMatchObject({ purpose: 'join', server: admin.wire.url })
    expect(await admin.call('people.list', {})).toMatchObject([
      { name: 'Ayşe Yıldız', state: 'active', isMe: true },
      { name: 'Can', state: 'invited', invitation: invited.invitation },
    ])
    const colleague = await newDesk()
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
  it('changes name, language, password and recovery code; the vault stays the same', async ({
    server,
    company,
    newDesk,
  }) => {
    const desk = await newDesk()
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

    const other = await newDesk()
    const reset = (code: string) =>
      other.call('reset.finish', { server: server.url, email, recoveryCode: code, password: 'parola-uc-uc' })
    for (const wrong of [company.admin.recoveryCode, 'K7Q2M', ''])
      expect(await refusal(reset(wrong)), wrong).toEqual({ code: 'auth.failed', params: { reason: 'recoveryCode' } })
    expect(await reset(recoveryCode)).toMatchObject({ vaultKept: true, email })
    await when(desk, 'sync.state', ({ connection }) => connection === 'signedOut')
    await signIn(desk, email, 'parola-uc-uc')
    expect(vault()).toBe(before)
  }, 120_000)

  it('is reset by an administrator’s link: with the recovery code the vault is kept, without it that is said', async ({
    server,
    company,
    newDesk,
  }) => {
    const person = await company.user({ role: 'sales' })
    const admin = await newDesk()
    await signIn(admin, company.admin.email)
    const other = await newDesk()
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

  it('is let in by a known device while somebody keeps the account locked', async ({ company, newDesk }) => {
    const { email } = await company.user({ role: 'sales' })
    const [known, stranger] = [await newDesk(), await newDesk()]
    await signIn(known, email)
    await known.call('session.signOut', {})
    for (let i = 0; i < 5; i++) await refusal(stranger.call('session.signIn', { email, password: `yanlış-${i}` }))
    const locked = await refusal(stranger.call('session.signIn', { email, password: testPassword }))
    expect(locked).toMatchObject({ code: 'auth.locked', params: { seconds: expect.any(Number) } })
    await signIn(known, email.toUpperCase())
  }, 120_000)
})

describe('keys', () => {
  it('are made by an administrator, shown once, and taken back', async ({ server, company, newDesk }) => {
    const desk = await newDesk()
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
