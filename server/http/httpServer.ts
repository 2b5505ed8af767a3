import { createServer, type IncomingMessage, type Server } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { Duplex } from 'node:stream'
import { createAdaptorServer } from '@hono/node-server'
import type { Config } from '../config.ts'
import type { Logger } from './logger.ts'
import { pathOf } from './pathOf.ts'
import { keepTlsFiles } from './tls.ts'

export interface HttpServer {
  server: Server
  /** Gives the address at which the server is met. */
  listen: () => Promise<string>
  /** Accepts nobody any more. What it gives waits until the answers under way are out. */
  stop: () => () => Promise<void>
}

/** HTTP, or HTTPS where the configuration has a certificate. */
export function httpServer(
  fetch: (request: Request) => Response | Promise<Response>,
  config: Config,
  logger: Logger,
): HttpServer {
  const server = createAdaptorServer({
    fetch,
    ...(config.tls
      ? { createServer: createHttpsServer, serverOptions: serverOptions }
      : { createServer, serverOptions }),
  }) as Server // Never HTTP/2: the WebSocket upgrade needs HTTP/1.1.
  const tls = config.tls && keepTlsFiles(server, config.tls, logger)
  return {
    server,
    listen: () => {
      server.on('upgrade', refuseOtherUpgrades)
      return listenOn(server, config)
    },
    stop: () => {
      const closed = new Promise(done => server.close(done))
      return async () => {
        // A connection that has just carried an answer is idle from then on, and nobody else would close it.
        const idle = setInterval(() => server.closeIdleConnections(), 50)
        // Answers under way have ten seconds.
        const late = setTimeout(() => server.closeAllConnections(), 10_000)
        await closed
        clearTimeout(late)
        clearInterval(idle)
        tls?.close()
      }
    },
  }
}

const serverOptions = { requestTimeout: 60_000, headersTimeout: 15_000, keepAliveTimeout: 65_000 }

function refuseOtherUpgrades(request: IncomingMessage, socket: Duplex) {
  if (pathOf(request) === '/sync') return
  // Nobody else listens to this socket any more, and an error that nobody hears ends the process.
  socket.on('error', () => socket.destroy())
  socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n')
}

function listenOn(server: Server, { host, port, tls }: Config): Promise<string> {
  return new Promise((done, fail) => {
    server.once('error', fail)
    server.listen(port, host, () => {
      server.off('error', fail)
      const address = server.address()
      const actual = typeof address === 'object' && address ? address.port : port
      // Where everybody is listened to, the machine itself is the address that surely works.
      const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host
      done(`${tls ? 'https' : 'http'}://${name}:${actual}`)
    })
  })
}
