import { randomBytes, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Core } from '../core/api/functions.ts'
import { serveCore } from '../core/api/serve.ts'
import type { OpenCore } from '../core/core.ts'
import { sendDownload } from './sendDownload.ts'
import { securityHeaders, sendFile } from './staticFiles.ts'

export interface ShellOptions {
  core: Core
  /** What core told a page to load. */
  download?: OpenCore['download']
  /** Folder of the built renderer. */
  files: string
  /** 0: any free one. */
  port: number
  /** The renderer's development server, whose pages may talk to this core too. */
  rendererUrl?: string
}

export interface Shell {
  /** With the token that opens it, valid while core runs. */
  url: string
  close(): Promise<void>
}

const maxMessageBytes = 20_000_000

/**
 * Serves the renderer and core's functions to browsers of this machine alone. Whoever has the printed URL is let in
 * once and gets a cookie; other pages, other sites and other names for this address are turned away.
 */
export async function openShell(options: ShellOptions): Promise<Shell> {
  const token = randomBytes(24).toString('base64url')
  const cookie = randomBytes(24).toString('base64url')
  const server = createServer()
  await listen(server, options.port)
  const { port } = server.address() as AddressInfo
  const origins = new Set([`http://127.0.0.1:${port}`, `http://localhost:${port}`])
  if (options.rendererUrl) origins.add(new URL(options.rendererUrl).origin)
  const door: Door = {
    port,
    token,
    cookie,
    origins,
    ...(options.rendererUrl ? { rendererUrl: options.rendererUrl } : {}),
  }

  server.on('request', (request, response) => void answer(request, response, door, options))
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxMessageBytes, perMessageDeflate: false })
  server.on('upgrade', (request, socket, head) => {
    // Who hangs up in the middle of it is no reason to stop.
    socket.on('error', () => socket.destroy())
    const origin = request.headers.origin
    if (
      urlOf(request)?.pathname !== '/core' ||
      !isOwnHost(request, port) ||
      !origin ||
      !origins.has(origin) ||
      !isLetIn(request, door)
    ) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n')
      return
    }
    sockets.handleUpgrade(request, socket, head, ws => carry(ws, options.core))
  })
  return {
    url: `http://127.0.0.1:${port}/?token=${token}`,
    close: () =>
      new Promise(resolve => {
        for (const ws of sockets.clients) ws.terminate()
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

interface Door {
  port: number
  token: string
  cookie: string
  origins: ReadonlySet<string>
  rendererUrl?: string
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  door: Door,
  { files, download }: Pick<ShellOptions, 'files' | 'download'>,
): Promise<void> {
  const url = urlOf(request)
  if (!url) return refuse(response, 400)
  if (!isOwnHost(request, door.port)) return refuse(response, 421)
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405)
  const given = url.searchParams.get('token')
  if (given !== null) {
    if (!same(given, door.token)) return refuse(response, 403)
    // Away from the token at once: it stands neither in the history nor in a Referer.
    response.writeHead(303, {
      ...securityHeaders,
      location: door.rendererUrl ?? '/',
      'set-cookie': `${cookieName(door.port)}=${door.cookie}; HttpOnly; SameSite=Strict; Path=/`,
    })
    response.end()
    return
  }
  if (!isLetIn(request, door)) return refuse(response, 403)
  const [, ticket] = /^\/files\/([\w-]{32})$/.exec(url.pathname) ?? []
  if (ticket) return sendDownload(response, download?.(ticket), request.method === 'HEAD')
  await sendFile(response, files, url.pathname, request.method === 'HEAD')
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { ...securityHeaders, 'content-type': 'text/plain; charset=utf-8' })
  response.end(status === 403 ? 'Pergel: open the address that the desktop printed.\n' : '')
}

/** null for what is no address, such as `//`: any page of any site can ask for it, and must not end the process. */
const urlOf = (request: IncomingMessage): URL | null => URL.parse(request.url ?? '/', 'http://host')

/** A page that reaches this address under another name (DNS rebinding) is not ours. */
const isOwnHost = (request: IncomingMessage, port: number): boolean =>
  request.headers.host === `127.0.0.1:${port}` || request.headers.host === `localhost:${port}`

/** Cookies do not know ports: the name does, so that two desktops on one machine keep apart. */
const cookieName = (port: number): string => `pergel_${port}`

function isLetIn(request: IncomingMessage, door: Door): boolean {
  const pairs = (request.headers.cookie ?? '').split(';').map(pair => pair.trim().split('='))
  const value = pairs.find(([name]) => name === cookieName(door.port))?.[1]
  return value !== undefined && same(value, door.cookie)
}

const same = (given: string, wanted: string): boolean => {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)]
  return a.length === b.length && timingSafeEqual(a, b)
}

function carry(ws: WebSocket, core: Core): void {
  const served = serveCore(core, message => {
    if (ws.readyState === ws.OPEN) ws.send(JSON.stringify(message))
  })
  ws.on('message', data => served.receive(parseJson(String(data))))
  ws.on('close', () => served.close())
  ws.on('error', () => ws.terminate())
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve())
  })
