import { afterAll, describe, expect, it } from 'vitest'
import { toBase64Url } from '../../shared/auth/bytes.ts'
import { uuidv7 } from '../../shared/ids.ts'
import { openLine } from '../testing/line.ts'
import { identityTest, made } from './testing/identityTest.ts'

const { test, company, post, rows, keyOf, actions, roleOf, deactivate } = await identityTest()
afterAll(() => test.close())

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
