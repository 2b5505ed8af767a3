import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestCompany, type TestServer, testServer } from '../testing/testServer.ts'

const tiles = { url: 'https://tiles.company.test/{z}/{x}/{y}.png?key=gizli', attribution: '© Harita' }
let [named, silent] = [] as unknown as [TestServer, TestServer]
let company: TestCompany

beforeAll(async () => {
  named = await testServer({}, { tiles, geocoder: { url: 'https://geo.company.test/?q={q}' } })
  silent = await testServer()
  company = await named.company('harita')
})
afterAll(async () => {
  await named.close()
  await silent.close()
})

it('the map servers are told to people who are signed in, and to nobody else', async () => {
  const { token } = await named.signIn(company.admin.email)
  const { status, body, headers } = await named.call('GET', '/map', { token })
  expect([status, body]).toEqual([200, { tiles, geocoder: { url: 'https://geo.company.test/?q={q}' } }])
  expect(headers.get('cache-control')).toBe('no-store')
  expect((await named.call('GET', '/map')).status).toBe(401)
  // An address may hold the operator's key; one that leaked from a program shall not open it.
  expect((await named.call('GET', '/map', { token: await company.key('admin') })).status).toBe(403)
})

it('a server without the variables names nobody', async () => {
  const other = await silent.company('sessiz')
  const { token } = await silent.signIn(other.admin.email)
  expect((await silent.call('GET', '/map', { token })).body).toEqual({})
})
