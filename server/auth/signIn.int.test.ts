import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fromBase64Url, toBase64Url } from '../../shared/auth/bytes.ts'
import { newCredentials } from '../../shared/auth/credentials.ts'
import { splitRecoveryCode } from '../../shared/auth/recoveryCode.ts'
import { minimumKdf, splitPassword } from '../../shared/auth/splitKey.ts'
import { unwrapVaultKey } from '../../shared/auth/vaultKey.ts'
import { uuidv7 } from '../../shared/ids.ts'
import { openLine } from '../testing/line.ts'
import { type TestCompany, type TestServer, testPassword, testServer } from '../testing/testServer.ts'

let test: TestServer
let company: TestCompany
let clock = 0
beforeAll(async () => {
  test = await testServer({ now: () => Date.now() + clock, limits: { signIn: { requests: 10_000, seconds: 1 } } })
  company = await test.company()
})
afterAll(() => test?.close())

const wrongKey = toBase64Url(new Uint8Array(32).fill(9))
const attempt = (email: string, authKey = wrongKey, headers = {}) =>
  test.call('POST', '/auth/session', { body: { email, authKey, device: { id: uuidv7(), name: 'Test' } }, headers })

describe('signing in', () => {
  it('gives a token, who one is, and the vault key that only the password opens', async () => {
    const { email, user } = company.admin
    const session = await test.signIn(email.toUpperCase())
    expect(session).toMatchObject({ user: { id: user, email }, company: { id: company.id, zone: 'Europe/Istanbul' } })
    const { salt, kdf } = (await test.call('POST', '/auth/salt', { body: { email } })).body
    const { wrapKey } = await splitPassword(testPassword, fromBase64Url(salt), kdf)
    expect(await unwrapVaultKey(fromBase64Url(session.vaultKeyWrapped), wrapKey, 'password')).toHaveLength(32)
    expect(await test.server.parts.sessions.authenticate(session.token)).toMatchObject({ company: company.id, user })
  })

  it('answers an unknown address like a known one: the same salt each time, the same refusal', async () => {
    const salts = await Promise.all(
      ['kimse@yok.test', 'KIMSE@yok.test', 'baska@yok.test'].map(
        async email => (await test.call('POST', '/auth/salt', { body: { email } })).body,
      ),
    )
    expect(salts[0]).toEqual(salts[1])
    expect(salts[0].salt).not.toBe(salts[2].salt)
    // Nor may the order tell, in which the database gives back what it keeps.
    const { body: own } = await test.call('POST', '/auth/salt', { body: { email: company.admin.email } })
    expect(Object.keys(own.kdf)).toEqual(Object.keys(salts[0].kdf))
    const [unknown, known] = [await attempt('kimse@yok.test'), await attempt(company.admin.email)]
    expect(unknown.status).toBe(401)
    expect({ ...unknown.body, instance: '' }).toEqual({ ...known.body, instance: '' })
    await test.signIn(company.admin.email)
  })

  it('keeps neither the password, nor its keys, nor the token in the database', async () => {
    const { token } = await test.signIn(company.admin.email)
    const { body } = await test.call('POST', '/auth/salt', { body: { email: company.admin.email } })
    const { authKey, wrapKey } = await splitPassword(testPassword, fromBase64Url(body.salt), body.kdf)
    const dump = await test.database.database.inCompany(company.id, async tx =>
      JSON.stringify([await tx`select * from account`, await tx`select * from session`], (_, value) =>
        value?.type === 'Buffer' ? Buffer.from(value.data).toString('hex') : value,
      ),
    )
    for (const secret of [authKey, wrapKey, Buffer.from(token), Buffer.from(testPassword)]) {
      expect(dump).not.toContain(Buffer.from(secret).toString('hex'))
      expect(dump).not.toContain(Buffer.from(secret).toString())
    }
  })

  it('refuses a user who is not active any more, and lets nobody in by their old session', async () => {
    const { email, user } = await company.user({ role: 'sales' })
    const { token } = await test.signIn(email)
    const { services } = test.server.parts
    await test.database.database.inCompany(company.id, tx => tx`update "user" set is_active = false where id = ${user}`)
    services.viewers.forget(company.id)
    await expect(test.signIn(email)).rejects.toMatchObject({ code: 'auth.failed' })
    const line = await openLine(test.url, token)
    expect(await line.hear('bye')).toMatchObject({ error: { code: 'auth.required' } })
  })

  it('is refused for the demo company where others reach the server, as if there were none', async () => {
    const open = await testServer({ servesDemo: false })
    const { id, admin } = await open.company()
    await open.signIn(admin.email)
    await open.database.database.inCompany(id, tx => tx`update company set is_demo = true where id = ${id}`)
    await expect(open.signIn(admin.email)).rejects.toMatchObject({ code: 'auth.failed' })
    await open.close()
  })

  it('asks the database the same for a wrong key, whether there is such an account or not', async () => {
    const { email } = await company.user({ role: 'sales' })
    const { database } = test.database
    const [inCompany, counted] = [database.inCompany, { known: 0, unknown: 0 }]
    for (const [which, tried] of [
      ['known', email],
      ['unknown', 'yok@yok.test'],
    ] as const) {
      database.inCompany = ((...args: Parameters<typeof inCompany>) => {
        // The access chain writes when it likes.
        if (args[2]?.readOnly) counted[which]++
        return inCompany(...args)
      }) as typeof inCompany
      await test.call('POST', '/auth/salt', { body: { email: tried } })
      expect((await attempt(tried)).status).toBe(401)
    }
    database.inCompany = inCompany
    expect(counted).toEqual({ known: 0, unknown: 0 })
  })

  it('refuses text that is none, and not only where the database meets it', async () => {
    const { email } = company.admin
    const device = (name: string) => ({ id: uuidv7(), name })
    const bodies = [
      { email: 'a\u0000b@c.test', authKey: wrongKey, device: device('Test') },
      { email, authKey: wrongKey, device: device('a\u0000') },
      { email, authKey: wrongKey, device: device('\ud800') },
    ]
    for (const body of bodies) expect((await test.call('POST', '/auth/session', { body })).status).toBe(422)
    expect((await test.call('POST', '/auth/salt', { body: { email: 'a\u0000b@c.test' } })).status).toBe(422)
  })

  it('refuses a body that is not what it should be, field by field', async () => {
    const { status, body } = await test.call('POST', '/auth/session', {
      body: { email: 'x@y.z', authKey: 'kısa', extra: 1 },
    })
    expect(status).toBe(422)
    expect(Object.keys(body.fields).sort()).toEqual(['authKey', 'device', 'extra'])
  })
})

describe('one session', () => {
  it('belongs to the newest sign-in: the older device is told, on its socket and at its next call', async () => {
    const { email } = await company.user({ role: 'sales' })
    const first = await test.signIn(email, { device: uuidv7() })
    const line = await openLine(test.url, first.token)
    await line.hear('welcome')
    const second = await test.signIn(email, { device: uuidv7() })
    expect(await line.hear('bye')).toMatchObject({ error: { code: 'auth.replaced' } })
    await line.closed
    const { authenticate } = test.server.parts.sessions
    await expect(authenticate(first.token)).rejects.toMatchObject({ code: 'auth.replaced' })
    expect(await authenticate(second.token)).toMatchObject({ company: company.id })
  })

  it('cannot be opened on the device of a colleague, whose entries it would answer for', async () => {
    const [ayse, veli] = [await company.user({ role: 'sales' }), await company.user({ role: 'sales' })]
    const device = uuidv7()
    const own = await test.signIn(ayse.email, { device })
    await expect(test.signIn(veli.email, { device })).rejects.toMatchObject({ code: 'input.invalid' })
    expect(await test.server.parts.sessions.authenticate(own.token)).toMatchObject({ user: ayse.user, device })
    expect(await test.signIn(ayse.email, { device })).toBeTruthy()
  })

  it('ends where its person signs out', async () => {
    const { email } = await company.user({ role: 'sales' })
    const { token } = await test.signIn(email)
    const line = await openLine(test.url, token)
    await line.hear('welcome')
    expect((await test.call('DELETE', '/auth/session', { token })).status).toBe(204)
    // Whoever else holds the token is let go with it.
    expect(await line.hear('bye')).toMatchObject({ error: { code: 'auth.required' } })
    expect((await test.call('DELETE', '/auth/session', { token })).body.code).toBe('auth.required')
  })

  it('is one also when several sign in at the same moment', async () => {
    const { email } = await company.user({ role: 'sales' })
    const made = await Promise.all(Array.from({ length: 5 }, () => test.signIn(email)))
    const alive = await Promise.allSettled(made.map(({ token }) => test.server.parts.sessions.authenticate(token)))
    expect(alive.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })
})

describe('the lock', () => {
  it('falls after five wrong tries, also for the right password, grows, and opens by itself', async () => {
    const { email } = await company.user({ role: 'sales' })
    for (let i = 0; i < 5; i++) expect((await attempt(email)).status).toBe(401)
    const locked = await attempt(email)
    expect(locked).toMatchObject({ status: 429, body: { code: 'auth.locked', params: { seconds: 30 } } })
    expect(locked.headers.get('retry-after')).toBe('30')
    await expect(test.signIn(email)).rejects.toMatchObject({ code: 'auth.locked' })
    clock += 31_000
    expect((await attempt(email)).status).toBe(401)
    expect((await attempt(email)).body.params.seconds).toBe(60)
    clock += 61_000
    expect(await test.signIn(email)).toMatchObject({ user: { email } })
    for (let i = 0; i < 4; i++) expect((await attempt(email)).status).toBe(401)
    expect(await test.signIn(email)).toBeTruthy()
  })

  it('counts tries that come all at once', async () => {
    const { email } = await company.user({ role: 'sales' })
    const answers = await Promise.all(Array.from({ length: 12 }, () => attempt(email)))
    expect(answers.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(5)
    expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(7)
  })

  it('falls for an address that tries many accounts', async () => {
    clock += 24 * 3_600_000
    const answers: number[] = []
    for (let i = 0; i < 62; i++) answers.push((await attempt(`kisi${i}@yok.test`)).status)
    expect(answers.indexOf(429)).toBe(60)
    clock += 2 * 3_600_000
    expect((await attempt('kisi99@yok.test')).status).toBe(401)
  })
})

describe('a recovery code', () => {
  const keyOf = async (code: string) => toBase64Url((await splitRecoveryCode(code)).authKey)

  it('gives the vault key back, sets a new password and code, ends every session, and works once', async () => {
    const { email, recoveryCode } = await company.user({ role: 'sales' })
    const before = await test.signIn(email)
    const recovery = await splitRecoveryCode(recoveryCode)
    const recoveryKey = toBase64Url(recovery.authKey)
    const proven = await test.call('POST', '/auth/reset', { body: { email, recoveryKey } })
    const vaultKey = await unwrapVaultKey(fromBase64Url(proven.body.recoveryWrapped), recovery.wrapKey, 'recovery')
    const next = await newCredentials('yepyeni-parola', { vaultKey, kdf: minimumKdf })
    const changed = await test.call('POST', '/auth/reset', { body: { email, recoveryKey, next: next.credentials } })
    expect(changed.status).toBe(200)

    await expect(test.signIn(email)).rejects.toMatchObject({ code: 'auth.failed' })
    const session = await test.signIn(email, { password: 'yepyeni-parola' })
    const { salt, kdf } = (await test.call('POST', '/auth/salt', { body: { email } })).body
    const { wrapKey } = await splitPassword('yepyeni-parola', fromBase64Url(salt), kdf)
    expect(await unwrapVaultKey(fromBase64Url(session.vaultKeyWrapped), wrapKey, 'password')).toEqual(vaultKey)

    await expect(test.server.parts.sessions.authenticate(before.token)).rejects.toMatchObject({ code: 'auth.required' })
    expect((await test.call('POST', '/auth/reset', { body: { email, recoveryKey } })).status).toBe(401)
    expect(await keyOf(next.recoveryCode)).not.toBe(recoveryKey)
  })

  it('is locked like a password when it is guessed', async () => {
    const { email } = await company.user({ role: 'sales' })
    for (let i = 0; i < 5; i++) await test.call('POST', '/auth/reset', { body: { email, recoveryKey: wrongKey } })
    expect((await test.call('POST', '/auth/reset', { body: { email, recoveryKey: wrongKey } })).status).toBe(429)
  })
})

describe('what happened at the door', () => {
  it('stands in the access chain, and not in the log file', async () => {
    const { email, user } = await company.user({ role: 'sales' })
    await test.signIn(email)
    await attempt(email)
    await test.server.parts.services.access.flush()
    const actions = await test.database.database.inCompany(
      company.id,
      tx => tx`select action from access_log where user_id = ${user} order by number`,
    )
    expect(actions.map(({ action }) => action)).toEqual(['session.started', 'session.refused'])
    expect(test.logged.join('\n')).not.toContain(email)
  })
})
