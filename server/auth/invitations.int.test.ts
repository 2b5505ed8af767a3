import { afterAll, describe, expect, it } from 'vitest'
import { readLink } from '../../shared/auth/links.ts'
import { uuidv7 } from '../../shared/ids.ts'
import { change, write } from './joining.ts'
import { identityTest, made } from './testing/identityTest.ts'

const { test, company, post, rows, pass, actions, roleOf } = await identityTest()
afterAll(() => test.close())

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
    pass(8 * 86_400_000)
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
