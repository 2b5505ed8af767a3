import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestServer, testServer } from '../testing/testServer.ts'

let test: TestServer
beforeAll(async () => {
  test = await testServer()
})
afterAll(() => test?.close())

it('what a proxy of this machine passes on is not the machine itself: metrics want a key, and the log says why', async () => {
  const headers = { 'x-forwarded-for': '203.0.113.7' }
  expect((await test.call('GET', '/metrics')).status).toBe(200)
  expect((await test.call('GET', '/metrics', { headers })).status).toBe(401)
  expect((await test.call('GET', '/metrics', { headers: { 'x-forwarded-for': '127.0.0.1' } })).status).toBe(401)
  const company = await test.company()
  const token = await company.key('management')
  expect((await test.call('GET', '/metrics', { headers, token })).status).toBe(200)
  const lines = test.logged.filter(line => line.includes('forwarded by an untrusted proxy'))
  expect(lines).toHaveLength(1)
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'warn', proxy: '127.0.0.1' })
})
