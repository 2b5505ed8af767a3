import { afterAll, describe, expect, it } from 'vitest'
import { fromBase64Url, toBase64Url } from '../../shared/auth/bytes.ts'
import { newCredentials } from '../../shared/auth/credentials.ts'
import { splitRecoveryCode } from '../../shared/auth/recoveryCode.ts'
import { unwrapVaultKey } from '../../shared/auth/vaultKey.ts'
import { uuidv7 } from '../../shared/ids.ts'
import { openLine } from '../testing/line.ts'
import { identityTest, kdf, made } from './testing/identityTest.ts'

const { test, company, post, pass, keyOf, actions, deactivate } = await identityTest()
afterAll(() => test.close())

describe('a forgotten password without a mail server', () => {
  it('is asked for with the same answer for everybody, and stands in the list of the administrators', async () => {
    const { email, user } = await company.user({ role: 'sales' })
    const answers = await Promise.all(
      [email, 'kimse@yok.test'].map(address => post('/reset/begin', { email: address })),
    )
    expect(answers.map(({ status, body }) => [status, body])).toEqual([
      [202, { byMail: false }],
      [202, { byMail: false }],
    ])
    const { token } = await test.signIn(company.admin.email)
    const asked = async () =>
      (await test.call('GET', '/auth/people', { token })).body.accounts.find(
        (one: { user: string }) => one.user === user,
      )
    await expect.poll(asked, { timeout: 20_000 }).toMatchObject({ askedForResetAt: expect.any(String) })
    for (let i = 0; i < 8; i++) expect((await post('/reset/begin', { email })).status).toBe(202)

    const handed = (await post(`/people/${user}/reset-link`, undefined, token)).body
    expect(handed).toMatchObject({ isMailed: false, token: expect.stringMatching(/^pgr_/) })
    const next = await made('yepyeni-parola')
    const finish = { token: handed.token, next: next.credentials, device: { id: uuidv7(), name: 'Yeni' } }
    expect((await post('/reset/look', { token: handed.token })).body).toMatchObject({ email })
    expect((await post('/reset/finish', finish)).status).toBe(200)
    expect((await post('/reset/finish', finish)).body.params).toEqual({ reason: 'linkUsed' })
    expect(await test.signIn(email, { password: 'yepyeni-parola' })).toMatchObject({ user: { id: user } })
    expect((await asked()).askedForResetAt).toBeUndefined()
    expect(await actions(company.id)).toEqual(expect.arrayContaining(['account.resetAsked', 'account.changed']))
  })

  it('keeps the vault with the recovery code, replaces it without, and ends sessions and sockets', async () => {
    const { email, user, recoveryCode } = await company.user({ role: 'sales' })
    const { token: admin } = await test.signIn(company.admin.email)
    const link = async () => (await post(`/people/${user}/reset-link`, undefined, admin)).body.token
    const before = await test.signIn(email)
    const line = await openLine(test.url, before.token)
    await line.hear('welcome')
    const vaultOf = async (password: string) => {
      const session = await test.signIn(email, { password })
      const { wrapKey } = await keyOf(email, password)
      return unwrapVaultKey(fromBase64Url(session.vaultKeyWrapped), wrapKey, 'password')
    }
    const first = await link()
    const second = await link()
    const recovery = await splitRecoveryCode(recoveryCode)
    const recoveryKey = toBase64Url(recovery.authKey)
    const wrong = toBase64Url(new Uint8Array(32))
    expect((await post('/reset/finish', { token: first, recoveryKey: wrong })).body.params).toEqual({
      reason: 'recoveryCode',
    })
    const opened = (await post('/reset/finish', { token: first, recoveryKey })).body
    const vaultKey = await unwrapVaultKey(fromBase64Url(opened.recoveryWrapped), recovery.wrapKey, 'recovery')
    expect((await post('/reset/finish', { token: first })).status).toBe(422)
    const next = await newCredentials('parola-iki-iki', { vaultKey, kdf })
    expect((await post('/reset/finish', { token: first, recoveryKey, next: next.credentials })).status).toBe(200)
    expect(await line.hear('bye')).toMatchObject({ error: { code: 'auth.required' } })
    await expect(test.server.parts.sessions.authenticate(before.token)).rejects.toMatchObject({ code: 'auth.required' })
    expect(await vaultOf('parola-iki-iki')).toEqual(vaultKey)
    // A link that was made before is over with the one that was used.
    expect((await post('/reset/look', { token: second })).body.params).toEqual({ reason: 'linkUsed' })

    const other = await newCredentials('parola-uc-uc', { kdf })
    expect((await post('/reset/finish', { token: await link(), next: other.credentials })).status).toBe(200)
    expect(await vaultOf('parola-uc-uc')).toEqual(other.vaultKey)
  })

  it('is refused by a link that is old, made up or of somebody who has left, and its code cannot be guessed', async () => {
    const { email, user } = await company.user({ role: 'sales' })
    const { token: admin } = await test.signIn(company.admin.email)
    const token = (await post(`/people/${user}/reset-link`, undefined, admin)).body.token
    const recoveryKey = toBase64Url(new Uint8Array(32).fill(3))
    const guesses = []
    for (let i = 0; i < 12; i++) guesses.push((await post('/reset/finish', { token, recoveryKey })).status)
    expect(guesses.slice(0, 10)).toEqual(Array(10).fill(401))
    expect(guesses.at(-1)).toBe(429)
    // Guessing at a link does not lock the account.
    expect(await test.signIn(email)).toBeTruthy()
    pass(25 * 3_600_000)
    expect((await post('/reset/look', { token })).body.params).toEqual({ reason: 'linkExpired' })
    expect((await post('/reset/look', { token: `pgr_${'A'.repeat(43)}` })).body.params).toEqual({ reason: 'link' })
    expect((await post(`/people/${uuidv7()}/reset-link`, undefined, admin)).status).toBe(404)
    const open = (await post(`/people/${user}/reset-link`, undefined, admin)).body.token
    const weak = { ...(await made()).credentials, kdf: { ...kdf, iterations: 1 } }
    expect((await post('/reset/finish', { token: open, next: weak })).body.fields.password.reason).toBe('weakKey')
    await deactivate(user)
    expect((await post('/reset/look', { token: open })).body.params).toEqual({ reason: 'inactive' })
  })
})
