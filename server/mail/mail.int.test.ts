import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newCredentials } from '../../shared/auth/credentials.ts'
import { readLink } from '../../shared/auth/links.ts'
import { minimumKdf } from '../../shared/auth/splitKey.ts'
import { type Mailbox, mailbox, type ReceivedMail } from '../testing/mailbox.ts'
import { type TestCompany, type TestServer, testServer } from '../testing/testServer.ts'

const publicUrl = 'https://pergel.firma.test'
let post: Mailbox
let test: TestServer
let company: TestCompany
beforeAll(async () => {
  post = await mailbox()
  test = await testServer({ jobs: true, jobsRetrySeconds: 1 }, { smtpUrl: post.url, publicUrl })
  company = await test.company()
})
afterAll(async () => {
  await test?.close()
  await post?.close()
})

const ask = (path: string, body?: unknown, token?: string) =>
  test.call('POST', `/auth${path}`, { ...(body === undefined ? {} : { body }), ...(token ? { token } : {}) })
const roleOf = async (builtIn: string) => {
  const [row] = await test.database.database.inCompany(
    company.id,
    tx => tx<{ id: string }[]>`select id from role where built_in = ${builtIn}`,
  )
  return row?.id ?? ''
}
const linkIn = ({ text, html }: ReceivedMail) => {
  const [found = ''] = /https:\/\/\S+/.exec(text) ?? []
  expect(html).toContain(found)
  return readLink(found)
}
const credentials = async (password: string) => (await newCredentials(password, { kdf: minimumKdf })).credentials

describe('mail', () => {
  it('brings an invitation in its language, whose link opens the account and is in nobody else’s hands', async () => {
    const { token } = await test.signIn(company.admin.email)
    const role = await roleOf('sales')
    const body = { email: 'Juergen@firma.test', name: 'Jürgen Öz', role, language: 'de' }
    const sent = await ask('/invitations', body, token)
    expect(sent.body).toMatchObject({ isMailed: true })
    expect(sent.body.token).toBeUndefined()
    const mail = await post.mailTo('Juergen@firma.test')
    expect(mail.text).toContain('Guten Tag Jürgen Öz')
    expect(mail.headers).toMatch(/^From: .*pergel@firma\.test/m)
    expect(mail.headers).toMatch(/^Auto-Submitted: auto-generated/m)
    const link = linkIn(mail)
    expect(link).toMatchObject({ purpose: 'join', server: publicUrl })
    const accepted = await ask('/invitation/accept', {
      token: link?.token,
      name: 'J',
      credentials: await credentials('uzun-parola'),
    })
    expect(accepted.status).toBe(201)
    // Their language came with the invitation.
    const own = await test.signIn('juergen@firma.test', { password: 'uzun-parola' })
    expect(own.language).toBe('de')

    const copied = await ask('/invitations', { email: 'elden@firma.test', name: 'E', role }, token)
    const byHand = await ask(`/invitations/${copied.body.invitation}/link`, { by: 'copy' }, token)
    expect(byHand.body).toMatchObject({ isMailed: false, base: publicUrl, token: expect.stringMatching(/^pgi_/) })
  })

  it('resets a password for who asked, tells nobody else, and is tried again by a busy mail server', async () => {
    const { email, user } = await company.user({ role: 'sales', name: 'Ayşe' })
    const before = post.mails.length
    post.refuse(2)
    for (const address of ['kimse@yok.test', email])
      expect(await ask('/reset/begin', { email: address })).toMatchObject({ status: 202, body: { byMail: true } })
    const mail = await post.mailTo(email, { after: before })
    // An invitation of before may come in between.
    const told = post.mails.slice(before).flatMap(({ to }) => to)
    expect(told.filter(to => to === email || to === 'kimse@yok.test')).toEqual([email])
    expect(mail.text).toContain('Merhaba Ayşe')
    const link = linkIn(mail)
    const done = await ask('/reset/finish', { token: link?.token, next: await credentials('yepyeni-parola') })
    expect(done.status).toBe(200)
    const session = await test.signIn(email, { password: 'yepyeni-parola' })
    expect(session.user.id).toBe(user)
    // What waited in the queue was sealed, and the log names nobody.
    const queue = JSON.stringify(
      await test.database.database.sql`select data, output from pgboss.job where name = 'mail'`,
    )
    for (const secret of [email, link?.token ?? '', 'Ayşe']) {
      expect(queue).not.toContain(secret)
      expect(test.logged.join('\n')).not.toContain(secret)
    }
    expect(queue).toContain('sealed')
  })

  it('goes to an address only so often, and the asker sees no difference', async () => {
    const { email } = await company.user({ role: 'sales' })
    const before = post.mails.length
    for (let i = 0; i < 9; i++) expect((await ask('/reset/begin', { email })).status).toBe(202)
    await post.mailTo(email, { after: before })
    await expect
      .poll(
        async () =>
          (await test.database.database.sql`select 1 from pgboss.job where name = 'mail' and state < 'completed'`)
            .length,
        { timeout: 60_000 },
      )
      .toBe(0)
    // Those of other people may still have been on their way.
    expect(post.mails.filter(({ to }) => to.includes(email))).toHaveLength(4)
  })

  it('an administrator’s link for a colleague goes to the colleague alone', async () => {
    const { email, user } = await company.user({ role: 'sales' })
    const { token } = await test.signIn(company.admin.email)
    const handed = await ask(`/people/${user}/reset-link`, undefined, token)
    expect(handed.body).toEqual({ isMailed: true, expiresAt: expect.any(String) })
    expect(linkIn(await post.mailTo(email))).toMatchObject({ purpose: 'reset' })
  })

  it('goes to nobody who has left', async () => {
    const { email, user } = await company.user({ role: 'sales' })
    const key = await company.key('admin')
    expect((await test.call('PATCH', `/api/v1/users/${user}`, { token: key, body: { isActive: false } })).status).toBe(
      200,
    )
    const before = post.mails.length
    expect((await ask('/reset/begin', { email })).status).toBe(202)
    const { email: other } = await company.user({ role: 'sales' })
    expect((await ask('/reset/begin', { email: other })).status).toBe(202)
    await post.mailTo(other, { after: before })
    expect(post.mails.slice(before).flatMap(({ to }) => to)).not.toContain(email)
  })
})
