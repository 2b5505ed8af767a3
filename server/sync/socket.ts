import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { type RawData, type WebSocket, WebSocketServer } from 'ws'
import { AppError, asAppError } from '../../shared/errors.ts'
import {
  type ClientFrame,
  type Head,
  maxFrameBytes,
  minimumClient,
  type ServerFrame,
} from '../../shared/sync/protocol.ts'
import { asUnavailable } from '../db/away.ts'
import { pathOf } from '../http/pathOf.ts'
import type { Limit } from '../http/rateLimit.ts'
import { answer, type Desk } from './answer.ts'
import { Companies, type CompaniesOptions, type CompanySync } from './companies.ts'
import { type SyncConnection, sayBye } from './connection.ts'
import { type Parsed, parseFrame } from './frames.ts'
import { greet } from './greet.ts'
import { createPace } from './pace.ts'
import type { Change } from './project.ts'

/** How often a socket must show that it lives. */
const pingMs = 25_000
/** Frames that one desktop may have waiting for an answer; a desktop of ours has fewer than five. */
const mostWaiting = 50
/** The largest frame of whoever has not been welcomed yet. */
const maxHelloBytes = 200_000
/** When desktops that were let go shall come back: not before, and within; milliseconds. */
const soonestMs = 100
const spreadMs = 2_000

export interface SignedIn {
  company: string
  user: string
  device: string
  session?: string
}
export interface SyncOptions extends CompaniesOptions {
  /** Throws auth.required or auth.replaced. */
  authenticate: (token: string) => Promise<SignedIn>
  submit: (
    person: SignedIn & { viewer: SyncConnection['viewer']; address: string },
    ...rest: Parameters<Desk['submit']>
  ) => ReturnType<Desk['submit']>
  viewed: (person: SignedIn & { address: string }, ...rest: Parameters<Desk['viewed']>) => Promise<void>
  /** The address a request came from, behind trusted proxies too. */
  addressOf: (request: IncomingMessage) => string
  leaseSeconds: number
  /** How fast one desktop is listened to (pace.ts). */
  limit: Limit
  /** How long a socket may take to say hello, in milliseconds. */
  helloMs?: number
}

export interface Sync {
  /** A commit of this instance. */
  committed(company: string, after: number, head: Head, changes: readonly Change[]): void
  /** Another instance committed up to `number`. */
  hinted(company: string, number: number): void
  /** The user signed in elsewhere: every other device of theirs is told and let go. */
  replaced(company: string, user: string, by: string | null): void
  /** The session has ended: whoever speaks by its token is let go, and told why. */
  signedOut(company: string, session: string, why?: 'auth.required' | 'auth.replaced'): void
  /** What is open here, for what other instances tell. */
  readonly companies: Pick<Companies, 'live' | 'all'>
  readonly connections: number
  close(): Promise<void>
}

/** Serves the sync protocol on `GET /sync` of this server. */
export function attachSync(server: Server, options: SyncOptions): Sync {
  const companies = new Companies(options)
  let isClosing = false
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxFrameBytes, perMessageDeflate: false })
  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (pathOf(request) !== '/sync') return
    if (isClosing) return refuse(socket)
    sockets.handleUpgrade(request, socket, head, ws => serve(ws, options.addressOf(request), companies, options))
  }
  server.on('upgrade', upgrade)
  const beat = setInterval(() => {
    for (const company of companies.all()) {
      company.hub.tick()
      company.pages.sweep()
    }
  }, 1000)
  const ping = setInterval(() => {
    for (const ws of sockets.clients) {
      if (silent.has(ws)) ws.terminate()
      else {
        silent.add(ws)
        ws.ping()
      }
    }
  }, pingMs)
  return {
    committed: (company, after, head, changes) => companies.live(company)?.hub.committed(after, head, changes),
    hinted: (company, number) => hint(companies.live(company), number),
    replaced: (company, user, by) => {
      for (const connection of companies.live(company)?.hub.all() ?? [])
        if (connection.user === user && connection.device !== by) connection.bye(new AppError('auth.replaced'))
    },
    signedOut: (company, session, why = 'auth.required') => {
      for (const connection of companies.live(company)?.hub.all() ?? [])
        if (connection.session === session) connection.bye(new AppError(why))
    },
    get connections() {
      return sockets.clients.size
    },
    companies,
    close: async () => {
      isClosing = true
      clearInterval(beat)
      clearInterval(ping)
      for (const ws of sockets.clients) {
        // Spread, so that the instance next door is not met by all of them at once.
        const retryMs = Math.round(soonestMs + Math.random() * spreadMs)
        sayBye(ws, new AppError('server.unavailable', { params: { reason: 'stopping', retryMs } }))
      }
      await Promise.race([allClosed(sockets), new Promise(resolve => setTimeout(resolve, 1000).unref())])
      for (const ws of sockets.clients) ws.terminate()
      sockets.close()
      server.off('upgrade', upgrade)
    },
  }
}

/** A proxy asks another instance then; a desktop comes back by itself. */
function refuse(socket: Duplex): void {
  socket.on('error', () => socket.destroy())
  socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n')
}

/** Sockets that have not answered the last ping. */
const silent = new WeakSet<WebSocket>()

function hint(company: CompanySync | undefined, number: number): void {
  if (!company || number <= company.hub.current.number) return
  company.hub.committed(-1, { ...company.hub.current, number })
}

const allClosed = (sockets: WebSocketServer): Promise<void> =>
  Promise.all([...sockets.clients].map(ws => new Promise(resolve => ws.once('close', resolve)))).then(() => undefined)

/** One socket's life: hello within ten seconds, then frames, each answered in the order it came. */
function serve(ws: WebSocket, address: string, companies: Companies, options: SyncOptions): void {
  let desk: Desk | undefined
  let waiting = 0
  let line: Promise<void> = Promise.resolve()
  const pace = createPace(options.limit, performance.now.bind(performance))
  let rest: NodeJS.Timeout | undefined
  // Not `auth.required`: a desktop on a slow line would be signed out by it, and could not come back without its password.
  const tooLate = () => sayBye(ws, new AppError('server.unavailable', { params: { reason: 'timeout' } }))
  const late = setTimeout(tooLate, options.helloMs ?? 10_000)

  const handle = async (parsed: Parsed): Promise<void> => {
    if ('error' in parsed) return void sendError(ws, parsed.error, parsed.id)
    const { frame, refused } = parsed
    // Whoever was told goodbye is answered no more, however long the socket stays open.
    if (desk && !desk.connection.isOpen) return
    try {
      if (frame.t === 'hello') {
        // What it takes us to answer is not its fault: the database may be in need.
        clearTimeout(late)
        desk ??= await greet(ws, frame, address, companies, options)
      } else if (desk) await answer(desk, frame, refused)
      else throw new AppError('auth.required')
    } catch (thrown) {
      const error = asAppError(asUnavailable(thrown))
      if (error.code === 'internal') options.onError(thrown)
      if (desk) sendError(ws, error, 'id' in frame ? frame.id : undefined)
      else sayBye(ws, error, error.code === 'client.tooOld' ? minimumClient : undefined)
    }
  }

  /** Whoever asks too much is read more slowly: what they sent waits in their own machine and nothing of it is lost. */
  const slowDown = (t: ClientFrame['t']): void => {
    const wait = pace.take(t)
    if (wait === 0 || rest) return
    sendError(ws, new AppError('rate.limited', { params: { seconds: Math.ceil(wait / 1000) } }))
    ws.pause()
    rest = setTimeout(() => {
      rest = undefined
      silent.delete(ws)
      ws.resume()
    }, wait)
  }

  ws.on('message', (data, binary) => {
    silent.delete(ws)
    if (binary) return sendError(ws, new AppError('input.malformed'))
    // Strangers get no memory: a hello is small.
    if (!desk && sizeOf(data) > maxHelloBytes)
      return sayBye(ws, new AppError('input.tooLarge', { params: { max: maxHelloBytes } }))
    if (++waiting > mostWaiting) return sayBye(ws, new AppError('rate.limited'))
    const parsed = parseFrame(String(data), sizeOf(data))
    slowDown('frame' in parsed ? parsed.frame.t : 'push')
    line = line.then(() => handle(parsed)).finally(() => waiting--)
  })
  ws.on('pong', () => silent.delete(ws))
  // An oversize or ill-formed frame closes the socket (1009, 1007) by the library; nothing else is lost.
  ws.on('error', error => {
    if ('code' in error && error.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH')
      sendError(ws, new AppError('input.tooLarge', { params: { max: maxFrameBytes } }))
  })
  ws.on('close', () => {
    clearTimeout(late)
    clearTimeout(rest)
    void line.then(() => desk && depart(desk))
  })
}

const sizeOf = (data: RawData): number =>
  Array.isArray(data) ? data.reduce((sum, part) => sum + part.length, 0) : data.byteLength

function sendError(ws: WebSocket, error: AppError, id?: number): void {
  const frame: ServerFrame = { t: 'error', ...(id === undefined ? {} : { id }), error: error.toBody() }
  if (ws.readyState === ws.OPEN) ws.send(JSON.stringify(frame))
}

function depart({ company, connection }: Desk): void {
  company.hub.leave(connection)
  company.presence.move(connection, null)
}
