import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createServer } from '../app.ts'
import { openDatabase } from '../db/database.ts'
import { type TestServer, testConfig, testServer } from '../testing/testServer.ts'
import { silentLogger } from './logger.ts'
import { maxBodyBytes } from './requests.ts'

let test: TestServer
beforeAll(async () => {
  test = await testServer()
})
afterAll(() => test?.close())

describe('GET /health', () => {
  it('says that all is well, which version and which database', async () => {
    const { status, body } = await test.call('GET', '/health')
    expect(status).toBe(200)
    expect(body).toEqual({ status: 'ok', version: expect.stringMatching(/^\d+\.\d+/), database: 'external', epoch: 1 })
  })

  it('answers 503 with the reason when the database is away, and every other call likewise', async () => {
    const away = openDatabase({ url: 'postgres://127.0.0.1:1/none', appPassword: 'x' })
    const { database, secret } = test.database
    // Listens while the database is there; then it is gone.
    let current = database
    const database_ = new Proxy(database, { get: (_, name) => Reflect.get(current, name) })
    const server = createServer(testConfig(test.database), {
      installation: { database: database_, secret, kind: 'external', url: '', applied: [], close: async () => {} },
      logger: silentLogger,
      jobs: false,
    })
    const { url } = await server.listen()
    current = away
    const health = await fetch(`${url}/health`)
    expect([health.status, await health.json()]).toMatchObject([503, { status: 'unavailable', reason: 'database' }])
    const salt = await fetch(`${url}/auth/salt`, { method: 'POST', body: '{"email":"a@b.c"}' })
    expect([salt.status, await salt.json()]).toMatchObject([503, { code: 'server.unavailable' }])
    current = database
    expect((await fetch(`${url}/health`)).status).toBe(200)
    await server.close()
    await away.close()
  })
})

describe('GET /metrics', () => {
  it('speaks Prometheus to the machine itself', async () => {
    const { status, headers, body } = await test.call('GET', '/metrics')
    expect(status).toBe(200)
    expect(headers.get('content-type')).toMatch(/^text\/plain; version=0.0.4/)
    for (const name of [
      'pergel_connections 0',
      'pergel_commits_total',
      'pergel_http_requests_total{status="200"}',
      'pergel_event_loop_delay_seconds{quantile="0.99"}',
      'process_resident_memory_bytes',
    ])
      expect(body).toContain(name)
    for (const line of String(body).trim().split('\n'))
      expect(line).toMatch(/^# (HELP|TYPE) |^[a-z_]+(\{[^}]*\})? [\d.e+-]+$/)
  })

  it('wants a key from anybody else, and a session is none', async () => {
    const server = createServer(
      { ...testConfig(test.database), trustedProxies: loopback() },
      {
        installation: { ...test.database, kind: 'external', url: '', applied: [], close: async () => {} },
        logger: silentLogger,
        jobs: false,
      },
    )
    const { url } = await server.listen()
    const company = await test.company()
    const { token } = await test.signIn(company.admin.email)
    const ask = async (bearer?: string) =>
      (
        await fetch(`${url}/metrics`, {
          headers: { 'x-forwarded-for': '203.0.113.5', ...(bearer ? { authorization: `Bearer ${bearer}` } : {}) },
        })
      ).status
    expect([await ask(), await ask('pgk_wrong'), await ask(token), await ask(await company.key('warehouse'))]).toEqual([
      401, 401, 403, 200,
    ])
    await server.close()
  })
})

describe('an error', () => {
  it('is a problem with a code, a sentence in the caller’s language and the request’s id', async () => {
    const turkish = await test.call('GET', '/yok')
    const english = await test.call('GET', '/yok', { headers: { 'accept-language': 'en-US' } })
    expect(turkish.headers.get('content-type')).toMatch(/^application\/problem\+json/)
    expect(turkish.body).toMatchObject({ status: 404, code: 'record.notFound', title: 'Bulunamadı' })
    expect(english.body).toMatchObject({ status: 404, code: 'record.notFound', title: 'Not found' })
    expect(english.headers.get('content-language')).toBe('en')
    expect(english.body.instance).toBe(english.headers.get('x-request-id'))
  })

  it('names the limit of a body that is too large, declared or not', async () => {
    const large = JSON.stringify({ email: 'x'.repeat(maxBodyBytes) })
    const declared = await fetch(`${test.url}/auth/salt`, { method: 'POST', body: large })
    expect([declared.status, await declared.json()]).toMatchObject([413, { params: { max: maxBodyBytes } }])
    const stream = new ReadableStream({
      start: controller => {
        controller.enqueue(new TextEncoder().encode(large))
        controller.close()
      },
    })
    const streamed = await fetch(`${test.url}/auth/salt`, {
      method: 'POST',
      body: stream,
      duplex: 'half',
    } as RequestInit)
    expect(streamed.status).toBe(413)
  })

  it.each([
    ['no JSON', 'email=x'],
    ['half of it', '{"email":'],
    ['nothing', ''],
    ['invalid UTF-8', Buffer.from([0x22, 0xff, 0xfe, 0x22])],
  ])('says that %s cannot be read', async (_, body) => {
    const answer = await fetch(`${test.url}/auth/salt`, { method: 'POST', body })
    expect([answer.status, await answer.json()]).toMatchObject([400, { code: 'input.malformed' }])
  })

  it('carries the headers that keep browsers from guessing', async () => {
    const { headers } = await test.call('GET', '/yok')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'/)
    expect(headers.get('cache-control')).toBe('no-store')
  })
})

describe('a path', () => {
  it('says what it answers to when asked otherwise, and what is not there is not there', async () => {
    for (const [path, allow] of [
      ['/health', 'GET, HEAD, OPTIONS'],
      ['/auth/salt', 'POST, OPTIONS'],
      ['/auth/session', 'POST, DELETE, OPTIONS'],
    ] as const) {
      const { status, headers, body } = await test.call('PUT', path, { headers: { 'accept-language': 'en' } })
      expect([path, status, headers.get('allow'), body.code]).toEqual([path, 405, allow, 'method.notAllowed'])
      expect(body.detail).toContain('PUT')
      const options = await test.call('OPTIONS', path)
      expect([path, options.status, options.headers.get('allow')]).toEqual([path, 204, allow])
    }
    for (const path of ['/healthy', '/auth', '/auth/salt/more', '/api', '/'])
      expect([path, (await test.call('GET', path)).status]).toEqual([path, 404])
  })
})

describe('limits', () => {
  it('stand on sign-in calls', async () => {
    const limited = await testServer({ limits: { signIn: { requests: 3, seconds: 60 } } })
    const body = { email: 'kimse@yok.test' }
    const answers = []
    for (let i = 0; i < 4; i++) answers.push(await limited.call('POST', '/auth/salt', { body }))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429])
    expect(answers[3]).toMatchObject({ body: { code: 'rate.limited' } })
    expect(Number(answers[3]?.headers.get('retry-after'))).toBeGreaterThan(0)
    await limited.close()
  })
})

describe('an upgrade', () => {
  it('is refused anywhere but at /sync', async () => {
    const { status } = await test.call('GET', '/sync')
    expect(status).toBe(404)
    const socket = new WebSocket(`${test.url.replace('http', 'ws')}/elsewhere`)
    await new Promise(done => socket.addEventListener('error', done))
    expect(socket.readyState).not.toBe(WebSocket.OPEN)
  })
})

const loopback = () => {
  const { trustedProxies } = testConfig(test.database)
  trustedProxies.addAddress('127.0.0.1')
  return trustedProxies
}
