import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fromBase64Url, toBase64Url } from '../../shared/auth/bytes.ts'
import { type Credentials, newCredentials } from '../../shared/auth/credentials.ts'
import { readLink } from '../../shared/auth/links.ts'
import { splitRecoveryCode } from '../../shared/auth/recoveryCode.ts'
import { minimumKdf, splitPassword } from '../../shared/auth/splitKey.ts'
import { unwrapVaultKey } from '../../shared/auth/vaultKey.ts'
import { uuidv7 } from '../../shared/ids.ts'
import { openLine } from '../testing/line.ts'
import { type TestCompany, type TestServer, testPassword, testServer } from '../testing/testServer.ts'
import { change, write } from './joining.ts'
import { setupCode } from './setup.ts'

let test: TestServer
let company: TestCompany
/** Only ever forward: limits remember when they were last asked. */
let clock = 0
const now = () => Date.now() + clock
beforeAll(async () => {
  test = await testServer({ now, limits: { signIn: { requests: 100_000, seconds: 1 } } })
  company = await test.company()
})
afterAll(() => test?.close())

const kdf = minimumKdf
const post = (path: string, body?: unknown, token?: string) =>
  test.call('POST', `/auth${path}`, { ...(body === undefined ? {} : { body }), ...(token ? { token } : {}) })
const made = async (password = testPassword) => newCredentials(password, { kdf })
const keyOf = async (email: string, password = testPassword) => {
  const { salt, kdf: parameters } = (await post('/salt', { email })).body
  const keys = await splitPassword(password, fromBase64Url(salt), parameters)
  return { ...keys, authKey: toBase64Url(keys.authKey) }
}
const rows = (text: string, id = company.id) => test.database.database.inCompany(id, tx => tx.unsafe(text))
const actions = async (id: string) => {
  await test.server.parts.services.access.flush()
  return (await rows('select action from access_log order by number', id)).map(row => row['action'])
}
const roleOf = async (builtIn: string) =>
  String((await rows(`select id from role where built_in = '${builtIn}'`))[0]?.['id'])

describe('the first company', () => {
  const codeOf = (options = {}) =>
    setupCode({ database: test.database.database, secret: test.database.secret, now }, options)
  const request = async (code: string, email: string, change: Record<string, unknown> = {}) => ({
    code,
    company: { name: 'Ege Gıda', zone: 'Europe/Istanbul' },
    admin: { name: 'Ayşe Yıldız', email, credentials: (await made()).credentials },
    language: 'en',
    ...change,
  })

  it('is made with the code that the server shows, once, with roles in its language and an administrator', async () => {
    expect((await test.call('GET', '/auth/server')).body).toMatchObject({ needsSetup: false, hasCompany: true })
    const { code } = await codeOf()
    expect(code).toMatch(/^([0-9A-Z]{5}-){2}[0-9A-Z]{5}$/)
    expect(await codeOf()).toMatchObject({ code })
    expect((await test.call('GET', '/auth/server')).body).toMatchObject({
      ...{ product: 'pergel', needsSetup: true, sendsMail: false, minimumClient: expect.any(Number) },
    })
    const device = { id: uuidv7(), name: 'Masa' }
    const answers = await Promise.all(
      ['ayse@ege.test', 'baska@ege.test'].map(async email =>
        post('/company', await request(code.toLowerCase().replaceAll('-', ' '), email, { device })),
      ),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 401])
    const { email, deviceToken } = answers.find(({ status }) => status === 201)?.body ?? {}
    expect(deviceToken).toMatch(/^pgd_/)
    expect(answers.find(({ status }) => status === 401)?.body).toMatchObject({
      code: 'auth.failed',
      params: { reason: 'setupCode' },
    })
    const session = await test.signIn(email)
    expect(session).toMatchObject({ company: { name: 'Ege Gıda' }, user: { name: 'Ayşe Yıldız' }, language: 'en' })
    const roles = await rows('select name from role order by id', session.company.id)
    expect(roles.map(row => row['name'])).toContain('Administrator')
    expect((await test.call('GET', '/auth/people', { token: session.token })).status).toBe(200)
    expect(await actions(session.company.id)).toContain('company.made')
    expect((await test.call('GET', '/auth/server')).body.needsSetup).toBe(false)
    expect((await post('/company', await request(code, 'cok@ege.test'))).status).toBe(401)
  })

  it('keeps nothing in the database that is the code', async () => {
    const { code } = await codeOf()
    const state = JSON.stringify(await test.database.database.sql`select * from server_state`)
    expect(state).not.toContain(code)
    expect(state).not.toContain(code.replaceAll('-', ''))
    expect(test.logged.join()).not.toContain(code)
  })

  it('is refused with a wrong or old code, and what is wrong with the rest does not use the code up', async () => {
    const { code } = await codeOf({ anew: true })
    expect((await post('/company', await request('AAAAA-BBBBB-CCCCC', 'x@ege.test'))).status).toBe(401)
    expect((await post('/company', await request('', 'x@ege.test'))).status).toBe(401)
    const weak: Credentials = { ...(await made()).credentials, kdf: { ...kdf, memory: 1024 } }
    for (const [change, status, field] of [
      [{ company: { name: 'A', zone: 'Mars/Base' } }, 422, 'zone'],
      [{ company: { name: ' ', zone: 'Europe/Istanbul' } }, 422, 'company.name'],
      [{ admin: { name: 'A', email: 'keine-adresse', credentials: (await made()).credentials } }, 422, 'email'],
      [{ admin: { name: 'A', email: 'weak@ege.test', credentials: weak } }, 422, 'password'],
      [{ admin: { name: 'A', email: company.admin.email, credentials: (await made()).credentials } }, 409, undefined],
    ] as const) {
      const { status: answered, body } = await post('/company', await request(code, 'x@ege.test', change))
      expect([answered, Object.keys(body.fields ?? {})]).toEqual([status, field ? [field] : []])
    }
    clock += 8 * 86_400_000
    expect((await post('/company', await request(code, 'spaet@ege.test'))).body.params).toEqual({ reason: 'setupCode' })
    const next = await codeOf({ anew: true })
    expect(next.code).not.toBe(code)
    expect((await post('/company', await request(code, 'alt@ege.test'))).status).toBe(401)
    const { status } = await post(
      '/company',
      await request(next.code, 'neu@ege.test', { company: { name: 'Neu', zone: 'Europe/Berlin' } }),
    )
    expect(status).toBe(201)
    // The try that failed late had begun a company; the one that stands has the last name.
    expect((await test.signIn('neu@ege.test')).company).toMatchObject({ name: 'Neu', zone: 'Europe/Berlin' })
  })

  it('cannot be had by guessing', async () => {
    const answers: number[] = []
    for (let i = 0; i < 62; i++)
      answers.push((await post('/company', await request(`AAAAA-BBBBB-${10_000 + i}`, 'x@y.test'))).status)
    expect(answers.at(-1)).toBe(429)
    clock += 3 * 3_600_000
  })
})

describe('an invitation', () => {
  const invite = async (change: Record<string, unknown> = {}, token?: string) =>
    post(
      '/invitations',
      { email: `${uuidv7()}@yeni.test`, name: 'Can Er', role: await roleOf('sales'), ...change },
      token ?? (await test.signIn(company.admin.email)).token,
    )

  it('makes an account with the role and team it names, once, for the address it names', async () => {
    const team = String((await rows('select id from team'))[0]?.['id'])
    const sent = await invite({ team, email: 'Can@Yeni.test' })
    expect(sent).toMatchObject({ status: 201, body: { isMailed: false, token: expect.stringMatching(/^pgi_/) } })
    const { token } = sent.body
    expect((await post('/invitation/look', { token })).body).toMatchObject({
      ...{ email: 'Can@Yeni.test', name: 'Can Er', role: 'Satış' },
    })
    const device = { id: uuidv7(), name: 'Masa' }
    const { credentials } = await made()
    const twice = await Promise.all(
      [1, 2].map(() => post('/invitation/accept', { token, name: 'Can E.', credentials, device })),
    )
    expect(twice.map(({ status }) => status).sort()).toEqual([201, 401])
    expect(twice.find(({ status }) => status === 401)?.body.params).toEqual({ reason: 'linkUsed' })
    const session = await test.signIn('can@yeni.test')
    expect(session.user.name).toBe('Can E.')
    const [user] = await rows(`select role, member_of, is_active from "user" where id = '${session.user.id}'`)
    expect(user).toEqual({ role: await roleOf('sales'), member_of: team, is_active: true })
    const [log] = await rows(`select user_id from log where record_id = '${session.user.id}'`)
    expect(log?.['user_id']).toBe(company.admin.user)
    expect(await actions(company.id)).toEqual(expect.arrayContaining(['invitation.made', 'account.made']))
    expect((await post('/invitation/look', { token })).body.params).toEqual({ reason: 'linkUsed' })
    expect(JSON.stringify(await rows('select * from invitation'))).not.toContain(token.slice(4))
  })

  it('goes on with the same link where the server died in the middle of accepting it', async () => {
    const email = 'yarim@yeni.test'
    const sent = await invite({ email })
    const { token } = sent.body
    const { token: admin } = await test.signIn(company.admin.email)
    const listed = async () =>
      (await test.call('GET', '/auth/people', { token: admin })).body.invitations.some(
        (one: { id: string }) => one.id === sent.body.invitation,
      )
    // What is there then: the claim, and the colleague's record without an account.
    const [id, role] = [uuidv7(), await roleOf('sales')]
    await write(test.server.parts.services.writer, company.id, [
      { ...change('user', id, { name: 'Yarım', email, role, isActive: true }), create: true },
    ])
    const claimed = (ago: string) =>
      rows(`update invitation set ended_by = 'accepting', ended_at = now() - interval '${ago}'
        where id = '${sent.body.invitation}'`)
    await claimed('5 seconds')
    const { credentials } = await made()
    const accept = () => post('/invitation/accept', { token, name: 'Yarım Kalan', credentials })
    expect((await accept()).body.params).toEqual({ reason: 'linkUsed' })
    expect(await listed()).toBe(false)
    await claimed('3 minutes')
    expect(await listed()).toBe(true)
    expect((await post('/invitation/look', { token })).status).toBe(200)
    expect((await accept()).status).toBe(201)
    const session = await test.signIn(email)
    expect(session.user).toMatchObject({ id, name: 'Yarım Kalan' })
    expect((await accept()).body.params).toEqual({ reason: 'linkUsed' })
    expect(await rows(`select 1 from "user" where email = '${email}'`)).toHaveLength(1)
  })

  it('ends after seven days, when it is taken back, and when another link replaces it', async () => {
    const { token: admin } = await test.signIn(company.admin.email)
    const look = async (token: string) => (await post('/invitation/look', { token })).body.params?.reason
    const first = (await invite({ email: 'deniz@yeni.test' }, admin)).body
    const again = (await post(`/invitations/${first.invitation}/link`, { by: 'copy' }, admin)).body
    expect([await look(first.token), await look(again.token)]).toEqual(['link', undefined])
    const third = (await invite({ email: 'DENIZ@yeni.test' }, admin)).body
    expect([await look(again.token), await look(third.token)]).toEqual(['link', undefined])
    clock += 8 * 86_400_000
    expect(await look(third.token)).toBe('linkExpired')
    const { credentials } = await made()
    expect((await post('/invitation/accept', { token: third.token, name: 'x', credentials })).status).toBe(401)
    expect((await test.call('DELETE', `/auth/invitations/${third.invitation}`, { token: admin })).status).toBe(204)
    expect(await look(third.token)).toBe('link')
    expect((await test.call('DELETE', `/auth/invitations/${third.invitation}`, { token: admin })).status).toBe(404)
    expect((await post(`/invitations/${third.invitation}/link`, { by: 'copy' }, admin)).status).toBe(404)
    expect((await post(`/invitations/${first.invitation}/link`, { by: 'mail' }, admin)).body.params).toEqual({
      reason: 'noMail',
    })
    for (const wrong of ['', 'x', `pgi_${'A'.repeat(43)}`, `pgr_${'A'.repeat(43)}`])
      expect(await look(wrong)).toBe('link')
  })

  it('is refused for who has an account here, and says nothing of who has one elsewhere until its holder comes', async () => {
    const { token: admin } = await test.signIn(company.admin.email)
    expect((await invite({ email: company.admin.email }, admin)).status).toBe(409)
    const other = await test.company()
    const sent = await invite({ email: other.admin.email }, admin)
    expect(sent.status).toBe(201)
    const { credentials } = await made()
    const answer = await post('/invitation/accept', { token: sent.body.token, name: 'x', credentials })
    expect(answer.body).toMatchObject({ code: 'record.exists', params: { reason: 'emailTaken' } })
    expect(answer.body.detail).toMatch(/ayrı bir adres/)
    // It was not used up by that.
    expect((await post('/invitation/look', { token: sent.body.token })).status).toBe(200)
    for (const change of [{ email: 'kein-at' }, { role: uuidv7() }, { team: uuidv7() }, { name: ' ' }])
      expect((await invite(change, admin)).status, JSON.stringify(change)).toBe(422)
    // Another company's role is no role here.
    const foreign = String((await rows('select id from role limit 1', other.id))[0]?.['id'])
    expect((await invite({ role: foreign }, admin)).status).toBe(422)
  })

  it('gives a colleague who is there without an account their own record', async () => {
    const { token: admin } = await test.signIn(company.admin.email)
    const { token: key } = { token: await company.key('admin') }
    const role = await roleOf('sales')
    const created = await test.call('POST', '/api/v1/users', {
      token: key,
      body: { name: 'Ece', email: 'ece@yeni.test', role, isActive: true },
    })
    const user = created.body.id
    const people = (await test.call('GET', '/auth/people', { token: admin })).body
    expect(people.accounts.some((one: { user: string }) => one.user === user)).toBe(false)
    const sent = (await invite({ email: 'ece@yeni.test', user }, admin)).body
    const { credentials } = await made()
    expect((await post('/invitation/accept', { token: sent.token, name: 'Ece Su', credentials })).status).toBe(201)
    expect((await test.signIn('ece@yeni.test')).user).toMatchObject({ id: user, name: 'Ece Su' })
  })

  it('ends, like a reset link, when who made it is no administrator any more, until another one makes it anew', async () => {
    const eve = await company.user({ role: 'admin' })
    const { token: byEve } = await test.signIn(eve.email)
    const victim = await company.user({ role: 'sales' })
    const sent = (await invite({ email: 'eve2@yeni.test', role: await roleOf('admin') }, byEve)).body
    const link = (await post(`/people/${victim.user}/reset-link`, undefined, byEve)).body.token
    const key = await company.key('admin')
    const role = await roleOf('sales')
    expect((await test.call('PATCH', `/api/v1/users/${eve.user}`, { token: key, body: { role } })).status).toBe(200)

    const { credentials } = await made()
    const accepted = await post('/invitation/accept', { token: sent.token, name: 'Eve', credentials })
    expect(accepted).toMatchObject({ status: 401, body: { params: { reason: 'link' } } })
    expect((await post('/invitation/look', { token: sent.token })).body.params).toEqual({ reason: 'link' })
    const taken = await post('/reset/finish', { token: link, next: credentials })
    expect(taken).toMatchObject({ status: 401, body: { params: { reason: 'link' } } })

    const { token: admin } = await test.signIn(company.admin.email)
    const again = (await post(`/invitations/${sent.invitation}/link`, { by: 'copy' }, admin)).body.token
    expect((await post('/invitation/look', { token: again })).body).toMatchObject({ email: 'eve2@yeni.test' })
  })
})

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
    clock += 25 * 3_600_000
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

/** As the admin window does. */
async function deactivate(user: string) {
  const key = await company.key('admin')
  const answer = await test.call('PATCH', `/api/v1/users/${user}`, { token: key, body: { isActive: false } })
  expect(answer.status).toBe(200)
}

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

describe('who has left', () => {
  it('is signed out in the same moment, is told so when the password is right, and cannot be the last administrator', async () => {
    const { email, user } = await company.user({ role: 'sales' })
    const { token } = await test.signIn(email)
    const line = await openLine(test.url, token)
    await line.hear('welcome')
    await deactivate(user)
    expect((await line.hear('bye')).error).toBeTruthy()
    await expect
      .poll(async () => (await rows(`select ended_by from session where user_id = '${user}'`))[0]?.['ended_by'], {
        timeout: 20_000,
      })
      .toBe('disabled')
    expect((await test.call('GET', '/auth/account', { token })).status).toBe(401)
    await expect(test.signIn(email)).rejects.toMatchObject({ code: 'auth.failed', params: { reason: 'inactive' } })
    await expect(test.signIn(email, { password: 'yanlış-parola' })).rejects.toMatchObject({
      code: 'auth.failed',
      params: undefined,
    })

    const key = await company.key('admin')
    const sales = await roleOf('sales')
    for (const body of [{ isActive: false }, { role: sales }]) {
      const answer = await test.call('PATCH', `/api/v1/users/${company.admin.user}`, { token: key, body })
      expect(answer).toMatchObject({ status: 409, body: { code: 'command.refused', params: { reason: 'lastAdmin' } } })
    }
    const second = await company.user({ role: 'admin' })
    const answer = await test.call('PATCH', `/api/v1/users/${second.user}`, { token: key, body: { role: sales } })
    expect(answer.status).toBe(200)
  })
})

describe('a lock that somebody keeps up', () => {
  const wrongKey = toBase64Url(new Uint8Array(32).fill(9))
  const attempt = (email: string) => post('/session', { email, authKey: wrongKey, device: { id: uuidv7(), name: 'X' } })

  it('does not keep out a device that has been in before, nor who comes with a link', async () => {
    const { email, user } = await company.user({ role: 'sales' })
    const device = { id: uuidv7(), name: 'Masa' }
    const { authKey } = await keyOf(email)
    const enter = (trust?: string, to = device) =>
      post('/session', { email, authKey, device: to, ...(trust ? { trust } : {}) })
    const { deviceToken } = (await enter()).body
    expect(deviceToken).toMatch(/^pgd_/)
    for (let i = 0; i < 6; i++) await attempt(email)
    expect((await enter()).status).toBe(429)
    const known = await enter(deviceToken)
    expect(known.status).toBe(201)
    // It has one already.
    expect(known.body.deviceToken).toBeUndefined()
    expect(JSON.stringify(await rows('select * from device'))).not.toContain(deviceToken.slice(4))

    const { token: admin } = await test.signIn(company.admin.email)
    const link = (await post(`/people/${user}/reset-link`, undefined, admin)).body.token
    const next = await made('yeni-bir-parola')
    const fresh = { id: uuidv7(), name: 'Yeni' }
    const done = (await post('/reset/finish', { token: link, next: next.credentials, device: fresh })).body
    for (let i = 0; i < 8; i++) await attempt(email)
    const { authKey: newKey } = await keyOf(email, 'yeni-bir-parola')
    const byLink = { email, authKey: newKey, device: fresh, trust: done.deviceToken }
    expect((await post('/session', byLink)).status).toBe(201)
    // With the reset the older device is a stranger again.
    expect((await post('/session', { ...byLink, device, trust: deviceToken })).status).toBe(429)
  })

  it('counts a known device by itself, and its token opens nothing for others', async () => {
    const [ayse, veli] = [await company.user({ role: 'sales' }), await company.user({ role: 'sales' })]
    const device = { id: uuidv7(), name: 'Masa' }
    const { authKey } = await keyOf(ayse.email)
    const { deviceToken: trust } = (await post('/session', { email: ayse.email, authKey, device })).body
    const guess = (email: string) => post('/session', { email, authKey: wrongKey, device, trust })
    const guesses = []
    for (let i = 0; i < 12; i++) guesses.push((await guess(ayse.email)).status)
    expect([guesses[0], guesses.at(-1)]).toEqual([401, 429])
    // From elsewhere she still gets in: nobody has guessed there.
    expect(await test.signIn(ayse.email)).toBeTruthy()
    const others = []
    for (let i = 0; i < 6; i++) others.push((await guess(veli.email)).status)
    expect(others.at(-1)).toBe(429)
  })
})

describe('administration', () => {
  it('is refused to who is no administrator, to API keys, and to nobody', async () => {
    const { email, user } = await company.user({ role: 'management' })
    const { token } = await test.signIn(email)
    const key = await company.key('admin')
    const role = await roleOf('sales')
    const calls = [
      ['GET', '/auth/people'],
      ['POST', '/auth/invitations', { email: 'a@b.co', name: 'A', role }],
      ['POST', `/auth/invitations/${uuidv7()}/link`, { by: 'copy' }],
      ['DELETE', `/auth/invitations/${uuidv7()}`],
      ['POST', `/auth/people/${user}/reset-link`],
      ['GET', '/auth/keys'],
      ['POST', '/auth/keys', { name: 'x', role }],
      ['DELETE', `/auth/keys/${uuidv7()}`],
    ] as const
    for (const [method, path, body] of calls)
      for (const [who, status] of [
        [token, 403],
        [key, 403],
        [undefined, 401],
      ] as const)
        expect(
          (await test.call(method, path, { body, ...(who ? { token: who } : {}) })).status,
          `${method} ${path}`,
        ).toBe(status)
    for (const [method, path] of [
      ['GET', '/auth/account'],
      ['PATCH', '/auth/account'],
      ['GET', '/auth/devices'],
    ] as const)
      expect((await test.call(method, path, { token: key, ...(method === 'PATCH' ? { body: {} } : {}) })).status).toBe(
        403,
      )
  })

  it('keeps API keys: shown once, listed without their secret, taken back at once', async () => {
    const { token } = await test.signIn(company.admin.email)
    const role = await roleOf('finance')
    const { status, body } = await post('/keys', { name: 'Muhasebe', role }, token)
    expect(status).toBe(201)
    expect((await test.call('GET', '/api/v1/customers', { token: body.key })).status).toBe(200)
    const list = (await test.call('GET', '/auth/keys', { token })).body
    const listed = list.find((one: { id: string }) => one.id === body.id)
    expect(listed).toMatchObject({ name: 'Muhasebe', role, start: body.key.slice(0, 8), createdBy: company.admin.user })
    expect(JSON.stringify(list)).not.toContain(body.key.slice(9))
    expect((await test.call('DELETE', `/auth/keys/${body.id}`, { token })).status).toBe(204)
    expect((await test.call('GET', '/api/v1/customers', { token: body.key })).status).toBe(401)
    expect((await test.call('DELETE', `/auth/keys/${body.id}`, { token })).status).toBe(404)
    expect((await post('/keys', { name: 'x', role: uuidv7() }, token)).status).toBe(404)
    expect(await actions(company.id)).toEqual(expect.arrayContaining(['key.made', 'key.ended']))
  })

  it('gives who may only keep keys none that may more than they', async () => {
    const { token: admin } = await test.signIn(company.admin.email)
    const rights = { kinds: {}, abilities: ['manageKeys'] }
    const made = await test.call('POST', '/api/v1/roles', {
      token: await company.key('admin'),
      body: { name: 'Anahtarcı', rights },
    })
    expect(made.status).toBe(201)
    const { email } = await company.user({ role: 'Anahtarcı' })
    const { token } = await test.signIn(email)
    expect((await post('/keys', { name: 'x', role: await roleOf('admin') }, token)).status).toBe(403)
    expect((await post('/keys', { name: 'x', role: made.body.id }, token)).status).toBe(201)
    expect((await test.call('GET', '/auth/people', { token })).status).toBe(403)
    expect(admin).toBeTruthy()
  })
})

it('what a link opens in a browser hands the token on without asking anybody anything', async () => {
  for (const path of ['/join', '/reset']) {
    const { status, headers, body } = await test.call('GET', path, { headers: { 'accept-language': 'de' } })
    expect(status).toBe(200)
    expect(body).toContain('<html lang="de">')
    expect(body).not.toMatch(/src=|https?:\/\//)
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*script-src 'sha256-/)
  }
  expect(readLink(`${test.url}/join#pgi_${'x'.repeat(43)}`)).toMatchObject({ server: test.url })
})
