import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { buffer } from 'node:stream/consumers'

/** A load balancer as operators have them: round robin, health checks, another try where it does no harm. */
export interface Balancer {
  url: string
  /** Only those whose /health says 200 are given work. */
  add(url: string): void
  remove(url: string): void
  /** Answers that callers were given without an instance having given them. */
  readonly failures: string[]
  /** Calls that went to a second instance. */
  readonly retries: number
  close(): Promise<void>
}

interface Backend {
  url: URL
  isWell: boolean
}

const everyMs = 200

export async function startBalancer(): Promise<Balancer> {
  const backends: Backend[] = []
  const failures: string[] = []
  const sockets = new Set<Socket>()
  const agent = new Agent({ keepAlive: true })
  let [turn, retries] = [0, 0]

  /** Those that are well, beginning with whose turn it is; all, where none is known to be. */
  const inTurn = (): Backend[] => {
    const well = backends.filter(one => one.isWell)
    const meant = well.length > 0 ? well : [...backends]
    turn++
    return meant.map((_, i) => meant[(turn + i) % meant.length]).filter(one => one !== undefined)
  }
  const check = async (one: Backend): Promise<void> => {
    const answer = await fetch(new URL('/health', one.url), { signal: AbortSignal.timeout(2000) }).catch(() => null)
    one.isWell = answer?.status === 200
    await answer?.body?.cancel()
  }
  const checks = setInterval(() => {
    for (const one of backends) void check(one)
  }, everyMs)

  const ask = (to: Backend, from: IncomingMessage, body: Buffer): Promise<IncomingMessage> =>
    new Promise((done, fail) => {
      const headers = { ...from.headers, 'x-forwarded-for': from.socket.remoteAddress, connection: 'keep-alive' }
      const asked = request(new URL(from.url ?? '/', to.url), { method: from.method ?? 'GET', headers, agent }, done)
      asked.once('error', fail)
      asked.end(body)
    })

  const pass = async (from: IncomingMessage, to: ServerResponse): Promise<void> => {
    const body = await buffer(from)
    const said: string[] = []
    for (const one of inTurn()) {
      if (said.length > 0 && !isRepeatable(from)) break
      if (said.length > 0) retries++
      try {
        const answer = await ask(one, from, body)
        // Read whole before a word of it goes on: an instance may die in the middle.
        const whole = await buffer(answer)
        if (answer.statusCode === 503) {
          said.push(`${one.url.port}: 503 ${whole}`)
          continue
        }
        const { connection: _, 'transfer-encoding': __, ...headers } = answer.headers
        to.writeHead(answer.statusCode ?? 502, { ...headers, 'content-length': whole.length }).end(whole)
        return
      } catch (error) {
        one.isWell = false
        said.push(`${one.url.port}: ${error instanceof Error ? error.message : error}`)
      }
    }
    failures.push(`${from.method} ${from.url}: ${said.join('; ') || 'nobody is there'}`)
    to.writeHead(502).end()
  }

  const server = createServer((from, to) => void pass(from, to))
  server.on('upgrade', (from, near, head) => {
    near.on('error', () => near.destroy())
    const rest = inTurn()
    const next = (): void => {
      const one = rest.shift()
      if (!one) return void near.end('HTTP/1.1 502 Bad Gateway\r\nConnection: close\r\n\r\n')
      const far = connect(Number(one.url.port), one.url.hostname)
      let isThrough = false
      far.once('connect', () => {
        const lines = Object.entries(from.headers).map(([name, value]) => `${name}: ${value}\r\n`)
        far.write(`GET ${from.url} HTTP/1.1\r\n${lines.join('')}x-forwarded-for: ${from.socket.remoteAddress}\r\n\r\n`)
        far.write(head)
      })
      far.once('data', first => {
        if (first.subarray(0, 12).toString() !== 'HTTP/1.1 101') {
          far.destroy()
          return next()
        }
        isThrough = true
        near.write(first)
        near.pipe(far).pipe(near)
      })
      far.on('error', () => {
        if (!isThrough) one.isWell = false
      })
      far.on('close', () => {
        sockets.delete(far)
        if (isThrough) near.destroy()
        else if (!far.bytesRead) next()
      })
      near.once('close', () => far.destroy())
      sockets.add(far)
    }
    next()
  })
  server.on('connection', socket => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    failures,
    get retries() {
      return retries
    },
    add: url => void backends.push({ url: new URL(url), isWell: true }),
    remove: url => {
      const at = backends.findIndex(one => one.url.port === new URL(url).port)
      if (at >= 0) backends.splice(at, 1)
    },
    close: async () => {
      clearInterval(checks)
      agent.destroy()
      const closed = new Promise(done => server.close(done))
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

/** By RFC 9110, and where an Idempotency-Key says so. */
const isRepeatable = ({ method = '', headers }: IncomingMessage): boolean =>
  ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'].includes(method) || headers['idempotency-key'] !== undefined
