import { createServer as createHttp, type RequestListener } from 'node:http'
import { createServer as createHttps } from 'node:https'
import { type AddressInfo, createServer as createTcp, type Server } from 'node:net'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { WebSocketServer } from 'ws'
import type { ConnectionReason } from '../api/troubles.ts'
import { badCertificates, testAuthority } from '../testing/badCertificates.ts'
import { type BadProxy, badProxy } from '../testing/badProxy.ts'
import { type SyncStage, syncStage } from '../testing/syncStage.ts'
import { until } from '../testing/testDesktop.ts'
import { type ConnectionState, createConnection } from './connection.ts'
import { secondsOf } from './refusedUpgrade.ts'

const before = getCACertificates('default')
beforeAll(() => setDefaultCACertificates([...before, testAuthority]))
afterAll(() => setDefaultCACertificates(before))

let closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.reverse()) await close()
  closers = []
})

const listen = async (server: Server): Promise<number> => {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => server.close())
  return (server.address() as AddressInfo).port
}
interface Answer {
  status: number
  headers?: Record<string, string>
  body?: string
}
const text = ({ status, headers = {}, body = '' }: Answer): string => {
  const lines = Object.entries({ ...headers, connection: 'close', 'content-length': String(body.length) })
  return `HTTP/1.1 ${status} X\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`
}
/** Answers the upgrade and everything else alike; `/health` too, where nothing else is said for it. */
const answering = async (answer: Answer, health = answer): Promise<string> => {
  const server = createTcp(socket => {
    socket.on('error', () => undefined)
    socket.once('data', asked => socket.end(text(String(asked).includes('/health') ? health : answer)))
  })
  return `ws://127.0.0.1:${await listen(server)}/sync`
}

/** What a desktop says that tries this address. */
async function told(url: string, waits = {}): Promise<ConnectionState> {
  let state: ConnectionState | undefined
  const connection = createConnection({
    url,
    hello: () => ({ token: 't', device: '0190a0a0-0000-7000-8000-000000000001', heads: [] }),
    random: () => 0.5,
    now: Date.now,
    serve: async () => undefined,
    changed: next => {
      state = next
    },
    log: () => undefined,
    timing: { welcome: 1_500 },
    waits: { first: 60_000, soon: 60_000, late: 60_000, ...waits },
  })
  closers.push(() => connection.close())
  connection.kick()
  await until(`${url} is given up`, () => state?.connection === 'offline', 20_000)
  return state ?? { connection: 'offline' }
}

const page: Answer = {
  status: 200,
  headers: { 'content-type': 'text/html' },
  body: '<!doctype html><title>Otel</title>',
}
const pergel: Answer = { status: 200, body: '{"status":"ok","version":"0.1.0","database":"external","epoch":1}' }
const html: RequestListener = (_request, response) => response.end(page.body)

test('a line that has ended is not called online while what it served is still being put away', async () => {
  const stage = await syncStage()
  closers.push(() => stage.close())
  const put = Promise.withResolvers<void>()
  const states: ConnectionState['connection'][] = []
  const connection = createConnection({
    url: stage.server.url,
    hello: () => ({ token: stage.people.ayse, device: '0190a0a0-0000-7000-8000-000000000001', heads: [] }),
    random: () => 0.5,
    now: Date.now,
    serve: () => put.promise,
    changed: ({ connection: state }) => states.push(state),
    log: () => undefined,
    waits: { first: 60_000, soon: 60_000, late: 60_000 },
  })
  closers.push(() => connection.close())
  connection.kick()
  await until('it is there', () => states.at(-1) === 'online')
  await stage.server.stop()
  await until('it is told', () => connection.state.connection === 'connecting')
  put.resolve()
  await until('it is given up', () => connection.state.connection === 'offline')
  expect(states).toEqual(['connecting', 'online', 'connecting', 'offline'])
})

describe('a line that cannot be made says why', () => {
  test('nobody listens', async () => {
    const server = createTcp()
    const port = await listen(server)
    await new Promise(resolve => server.close(resolve))
    expect((await told(`ws://127.0.0.1:${port}/sync`)).reason).toBe('refused')
  })

  test('the name leads nowhere', async () => {
    expect((await told('ws://pergel.invalid/sync')).reason).toBe('dns')
  })

  test('the address takes the call and never answers', async () => {
    const port = await listen(createTcp(socket => socket.on('error', () => undefined)))
    expect((await told(`ws://127.0.0.1:${port}/sync`)).reason).toBe('timeout')
  })

  const answers: [string, ConnectionReason, Answer, Answer?][] = [
    ['a hotel shows its page', 'portal', page],
    ['a hotel leads to its page', 'portal', { status: 302, headers: { location: 'http://login.hotel/' } }],
    ['another product answers', 'notPergel', { status: 404, body: '{"message":"no such route"}' }],
    ['a gateway finds no server', 'gateway', { status: 502, body: '<html>Bad gateway</html>' }],
    ['a server is too busy', 'busy', { status: 503 }],
    ['a server breaks', 'serverFailed', { status: 500, body: 'oops' }],
    ['a proxy wants a password', 'proxy', { status: 407 }],
    ['a proxy lets HTTP through and no WebSocket', 'proxy', { status: 400, body: 'Bad request' }, pergel],
    [
      'a server whose database is away',
      'database',
      { status: 503, body: '{"code":"server.unavailable","params":{"reason":"database"}}' },
    ],
  ]
  test.each(answers)('%s', async (_name, reason, answer, health) => {
    expect((await told(await answering(answer, health))).reason).toBe(reason)
  })

  test('what answers is no HTTP at all', async () => {
    const port = await listen(createTcp(socket => void socket.on('error', () => undefined).end('220 smtp ready\r\n')))
    expect((await told(`ws://127.0.0.1:${port}/sync`)).reason).toBe('notPergel')
  })

  test('something speaks WebSocket and not our protocol', async () => {
    const server = createHttp()
    const sockets = new WebSocketServer({ server })
    sockets.on('connection', socket => socket.on('message', () => socket.send('{"jsonrpc":"2.0"}')))
    closers.push(() => sockets.clients.forEach(socket => void socket.terminate()))
    expect((await told(`ws://127.0.0.1:${await listen(server)}/sync`)).reason).toBe('notPergel')
  })

  const certificates: [keyof typeof badCertificates, ConnectionReason][] = [
    ['expired', 'certificateExpired'],
    ['early', 'certificateEarly'],
    ['otherHost', 'certificateHost'],
  ]
  test.each(certificates)('a certificate that is %s', async (name, reason) => {
    const port = await listen(createHttps(badCertificates[name], html))
    expect((await told(`wss://127.0.0.1:${port}/sync`)).reason).toBe(reason)
  })

  test('a certificate that nobody vouches for, and an address without one', async () => {
    const secure = await listen(createHttps(badCertificates.good, html))
    setDefaultCACertificates(before)
    expect((await told(`wss://127.0.0.1:${secure}/sync`)).reason).toBe('certificateUntrusted')
    setDefaultCACertificates([...before, testAuthority])
    const plain = await listen(createHttp(html))
    expect((await told(`wss://127.0.0.1:${plain}/sync`)).reason).toBe('tls')
  })

  test('a server that says when to come back is not asked before', async () => {
    const url = await answering({ status: 503, headers: { 'retry-after': '120' } })
    const { retryAt = '' } = await told(url, { first: 10, soon: 10, late: 10 })
    expect(Date.parse(retryAt) - Date.now()).toBeGreaterThan(100_000)
    expect(secondsOf('99999999')).toBe(300)
    expect(secondsOf(new Date(60_000).toUTCString(), 30_000)).toBe(30)
    expect(secondsOf('soon')).toBeUndefined()
  })
})

describe('a line that does not hold', () => {
  let stage: SyncStage
  let proxy: BadProxy
  const open = async (options = {}) => {
    stage = await syncStage()
    proxy = await badProxy(stage.server.url)
    closers.push(
      () => stage.close(),
      () => proxy.close(),
    )
    return stage.open(stage.people.ayse, { url: proxy.url, ...options })
  }

  test('is made again each time, loses nothing, and is named once it is cut again and again', async () => {
    const desktop = await open()
    await stage.ready(desktop)
    proxy.cutAfter = 150
    for (let i = 0; i < 12; i++) {
      desktop.create('lead', { name: `Aday ${i}` })
      await new Promise(resolve => setTimeout(resolve, 60))
    }
    stage.server.dropAll()
    await until('it is named', () => desktop.sync.state().reason === 'unstable')
    expect(proxy.lines).toBeGreaterThan(3)
    proxy.cutAfter = undefined
    stage.server.dropAll()
    await stage.settled(desktop)
    expect(stage.company.applied).toHaveLength(12)
    expect(desktop.sync.state().connection).toBe('online')
  })

  test('is left soon after it fell silent, though its socket stays open', async () => {
    const desktop = await open({ timing: { ping: 300, answer: 60_000 } })
    await stage.ready(desktop)
    proxy.muteAll()
    const id = desktop.create('lead', { name: 'yarıda' })
    await stage.settled(desktop)
    expect(stage.company.records.has(id)).toBe(true)
    expect(desktop.logged).toContainEqual({
      event: 'link.ended',
      details: expect.objectContaining({ reason: 'silent' }),
    })
  })

  test('is asked at once when the machine has slept', async () => {
    let slept = 0
    const desktop = await open({ timing: { ping: 3_000, answer: 60_000 }, now: () => Date.now() + slept })
    await stage.ready(desktop)
    proxy.muteAll()
    slept = 3_600_000
    await until('it is met again', () => proxy.lines > 1, 15_000)
    expect(desktop.logged).toContainEqual({ event: 'clock.jumped', details: undefined })
    await stage.ready(desktop)
  })

  test('an offline desktop that wakes up tries at once', async () => {
    let slept = 0
    const desktop = await open({ now: () => Date.now() + slept })
    await stage.ready(desktop)
    await stage.server.stop()
    await until('it is offline', () => desktop.sync.state().connection === 'offline')
    const tried = proxy.lines
    slept = 3_600_000
    await stage.server.start()
    await until('it is back', () => desktop.sync.state().connection === 'online', 15_000)
    expect(proxy.lines).toBeGreaterThan(tried)
  })
})

test.each([-12, 12])('a clock that is wrong by %d minutes is told, and nothing is lost by it', async minutes => {
  const stage = await syncStage()
  closers.push(() => stage.close())
  const desktop = await stage.open(stage.people.ayse, { now: () => Date.now() + minutes * 60_000 })
  await stage.ready(desktop)
  await until('it is told', () => desktop.sync.state().clockSkew !== undefined)
  expect(Math.round((desktop.sync.state().clockSkew ?? 0) / 60_000)).toBe(minutes)
  const id = desktop.create('lead', { name: 'Saatsiz' })
  await stage.settled(desktop)
  expect(stage.company.records.has(id)).toBe(true)
  const right = await stage.open(stage.people.mehmet)
  await stage.ready(right)
  expect(right.sync.state().clockSkew).toBeUndefined()
})
