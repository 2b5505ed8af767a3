import { afterAll, describe, expect, it } from 'vitest'
import type { Credentials } from '../../shared/auth/credentials.ts'
import { uuidv7 } from '../../shared/ids.ts'
import { setupCode } from './setup.ts'
import { identityTest, kdf, made } from './testing/identityTest.ts'

const { test, company, post, rows, now, pass, actions } = await identityTest()
afterAll(() => test.close())

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
    pass(8 * 86_400_000)
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
    pass(3 * 3_600_000)
  })
})
