import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestServer, testServer } from '../testing/testServer.ts'

let test: TestServer
beforeAll(async () => {
  test = await testServer()
})
afterAll(() => test?.close())

it('what rules would move tonight is told to administrators alone, and never to a program', async () => {
  const company = await test.company()
  const seller = await company.user({ role: 'sales', team: 'Bir' })
  const [admin, other] = await Promise.all([test.signIn(company.admin.email), test.signIn(seller.email)])
  const ask = (token: string | undefined, body: unknown) =>
    test.call('POST', '/stages/tonight', { body, ...(token ? { token } : {}) })
  const rule = { field: 'stage', when: { on: 'silence', days: 30 }, to: 'atRisk' }
  const asked = { kind: 'customer', rules: [rule] }
  expect(await ask(admin.token, asked)).toMatchObject({ status: 200, body: { counts: [0], isMore: false } })
  expect((await ask(other.token, asked)).status).toBe(403)
  expect((await ask(await company.key('admin'), asked)).status).toBe(403)
  expect((await ask(undefined, asked)).status).toBe(401)
  expect((await ask(admin.token, { kind: 'nothing', rules: [rule] })).body).toMatchObject({ code: 'input.invalid' })
  expect((await ask(admin.token, { kind: 'customer', rules: [{ ...rule, to: 1 }] })).body).toMatchObject({
    code: 'input.invalid',
  })
})
