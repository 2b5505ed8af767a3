import { afterAll, describe, expect, it } from 'vitest'
import { fromBase64Url, toBase64Url } from '../../shared/auth/bytes.ts'
import { newCredentials } from '../../shared/auth/credentials.ts'
import { splitRecoveryCode } from '../../shared/auth/recoveryCode.ts'
import { unwrapVaultKey } from '../../shared/auth/vaultKey.ts'
import { uuidv7 } from '../../shared/ids.ts'
import { openLine } from '../testing/line.ts'
import { identityTest, kdf, made } from './testing/identityTest.ts'

const { test, company, post, rows, keyOf, roleOf } = await identityTest()
afterAll(() => test.close())

describe("one's own account", () => {
  it('shows and takes name and language, for oneself alone', async () => {
    const { email } = await company.user({ role: 'sales', name: 'Ada' })
    const { token, user } = await test.signIn(email)
    const account = () => test.call('GET', '/auth/account', { token })
    expect((await account()).body).toMatchObject({ name: 'Ada', email, role: 'Satış' })
    const saved = await test.call('PATCH', '/auth/account', { token, body: { name: 'Ada Lal', language: 'de' } })
    expect(saved.body).toMatchObject({ name: 'Ada Lal', language: 'de' })
    const [log] = await rows(`select user_id from log where record_id = '${user.id}' order by number desc limit 1`)
    expect(log?.['user_id']).toBe(user.id)
    expect((await test.signIn(email)).language).toBe('de')
    for (const body of [{ name: '' }, { language: 'xx' }, { role: await roleOf('admin') }, { email: 'x@y.z' }])
      expect(
        (await test.call('PATCH', '/auth/account', { token: (await test.signIn(email)).token, body })).status,
      ).toBe(422)
  })

  it('changes the password around the same vault key and lets other devices go', async () => {
    const { email, user } = await company.user({ role: 'sales' })
    const session = await test.signIn(email)
    const { token } = session
    const present = await keyOf(email)
    const proof = await post('/account/proof', { authKey: present.authKey }, token)
    const vaultKey = await unwrapVaultKey(fromBase64Url(proof.body.vaultKeyWrapped), present.wrapKey, 'password')
    const { credentials } = await newCredentials('baska-bir-parola', { vaultKey, kdf })
    const { salt, authKey, vaultKeyWrapped } = credentials
    const next = { salt, kdf, authKey, vaultKeyWrapped }
    const wrong = toBase64Url(new Uint8Array(32))
    expect((await post('/account/password', { authKey: wrong, next }, token)).body.params).toEqual({
      reason: 'password',
    })
    const weak = { ...next, kdf: { ...kdf, memory: 8 } }
    expect((await post('/account/password', { authKey: present.authKey, next: weak }, token)).status).toBe(422)

    // A second session, as a stolen token would be.
    const stolen = uuidv7()
    await test.database.database.inCompany(company.id, async tx => {
      await tx`insert into session (company_id, id, token_hash, user_id, device_id)
        values (${company.id}, ${stolen}, ${Buffer.alloc(32, 5)}, ${user}, ${uuidv7()})`
    })
    expect((await post('/account/password', { authKey: present.authKey, next }, token)).status).toBe(204)
    expect(await test.server.parts.sessions.authenticate(token)).toMatchObject({ user })
    expect(await rows(`select ended_by from session where id = '${stolen}'`)).toEqual([{ ended_by: 'password' }])
    await expect(test.signIn(email)).rejects.toMatchObject({ code: 'auth.failed' })
    const again = await test.signIn(email, { password: 'baska-bir-parola' })
    const { wrapKey } = await keyOf(email, 'baska-bir-parola')
    expect(await unwrapVaultKey(fromBase64Url(again.vaultKeyWrapped), wrapKey, 'password')).toEqual(vaultKey)
  })

  it('ends reset links that are open: whoever changes a password may do it because somebody else has one', async () => {
    const { token: admin } = await test.signIn(company.admin.email)
    const reasonOf = async (token: string) => (await post('/reset/look', { token })).body.params?.reason
    const { email, user, recoveryCode } = await company.user({ role: 'sales' })
    const link = async () => (await post(`/people/${user}/reset-link`, undefined, admin)).body.token
    const { token } = await test.signIn(email)
    const first = await link()
    const { salt, authKey, vaultKeyWrapped } = (await made('baska-bir-parola')).credentials
    const change = { authKey: (await keyOf(email)).authKey, next: { salt, kdf, authKey, vaultKeyWrapped } }
    expect((await post('/account/password', change, token)).status).toBe(204)
    expect(await reasonOf(first)).toBe('linkUsed')

    const second = await link()
    const recoveryKey = toBase64Url((await splitRecoveryCode(recoveryCode)).authKey)
    const next = (await made()).credentials
    expect((await post('/reset', { email, recoveryKey, next })).status).toBe(200)
    expect(await reasonOf(second)).toBe('linkUsed')
  })

  it('makes a new recovery code, and the old one ends', async () => {
    const { email, recoveryCode } = await company.user({ role: 'sales' })
    const { token } = await test.signIn(email)
    const present = await keyOf(email)
    const next = await made()
    const { recoveryKey, recoveryWrapped } = next.credentials
    const request = { authKey: present.authKey, next: { recoveryKey, recoveryWrapped } }
    expect((await post('/account/recovery', request, token)).status).toBe(204)
    const keyFor = async (code: string) => toBase64Url((await splitRecoveryCode(code)).authKey)
    expect((await post('/reset', { email, recoveryKey: await keyFor(recoveryCode) })).status).toBe(401)
    expect((await post('/reset', { email, recoveryKey: await keyFor(next.recoveryCode) })).status).toBe(200)
  })

  it('is not opened by guessing at a desktop that was left alone', async () => {
    const { email } = await company.user({ role: 'sales' })
    const { token } = await test.signIn(email)
    const wrong = toBase64Url(new Uint8Array(32))
    const guesses = []
    for (let i = 0; i < 12; i++) guesses.push((await post('/account/proof', { authKey: wrong }, token)).status)
    expect([guesses[0], guesses.at(-1)]).toEqual([401, 429])
    expect(await test.signIn(email)).toBeTruthy()
  })

  it('lists the devices and signs one out, with its socket', async () => {
    const { email } = await company.user({ role: 'sales' })
    const old = uuidv7()
    await test.signIn(email, { device: old })
    const device = uuidv7()
    const { token } = await test.signIn(email, { device })
    const list = (await test.call('GET', '/auth/devices', { token })).body
    expect(list).toMatchObject([
      { id: device, isThis: true, isActive: true },
      { id: old, isThis: false, isActive: false },
    ])
    const line = await openLine(test.url, token)
    await line.hear('welcome')
    expect((await test.call('DELETE', `/auth/devices/${old}`, { token })).status).toBe(204)
    expect((await test.call('DELETE', `/auth/devices/${uuidv7()}`, { token })).status).toBe(404)
    expect((await test.call('DELETE', '/auth/devices/x', { token })).status).toBe(404)
    expect((await test.call('DELETE', `/auth/devices/${device}`, { token })).status).toBe(204)
    expect(await line.hear('bye')).toMatchObject({ error: { code: 'auth.required' } })
  })
})
