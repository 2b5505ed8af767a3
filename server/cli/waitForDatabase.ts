import { createServer as createHttp, type RequestListener } from 'node:http'
import { createServer as createHttps } from 'node:https'
import type { Duplex } from 'node:stream'
import type { Config } from '../config.ts'
import { databaseTrouble, troubleError } from '../db/away.ts'
import type { Logger } from '../http/logger.ts'
import { keepTlsFiles } from '../http/tls.ts'
import { serverWords, spokenLanguage } from '../http/words.ts'
import { type Installation, openInstallation } from '../installation.ts'
import { version } from '../version.ts'

const betweenMs = 2_000

/**
 * The installation, as soon as its database is there. Until then the address is taken and answers 503 with the reason, so
 * that proxies, desktops and people are told more than "refused". Undefined where `stopped` came first.
 */
export async function waitForDatabase(options: {
  config: Config
  logger: Logger
  stopped: Promise<void>
  /** The address answers; the database is still away. */
  waits?: () => void
}): Promise<Installation | undefined> {
  const { config, logger, stopped } = options
  let isStopped = false
  void stopped.then(() => {
    isStopped = true
  })
  const open = () => openInstallation(config, { max: 12, logger })
  const first = await open().catch(passingOnly)
  if (!('trouble' in first)) return first
  logger.error('database trouble', { reason: first.trouble, at: 'start' })
  const close = await answerAway(config, logger)
  options.waits?.()
  try {
    while (!isStopped) {
      await Promise.race([stopped, new Promise(resolve => setTimeout(resolve, betweenMs))])
      if (isStopped) return undefined
      const next = await open().catch(passingOnly)
      if ('trouble' in next) continue
      logger.info('database works again', { at: 'start' })
      return next
    }
    return undefined
  } finally {
    await close()
  }
}

/** What passes by itself is waited for; a wrong secret or a foreign database is for a person to mend. */
function passingOnly(thrown: unknown): { trouble: string } {
  const trouble = databaseTrouble(thrown)
  if (!trouble) throw thrown
  return { trouble }
}

async function answerAway(config: Config, logger: Logger): Promise<() => Promise<void>> {
  const answer: RequestListener = (request, response) => {
    const isHealth = request.url?.split('?')[0] === '/health'
    response.writeHead(503, headers(isHealth))
    response.end(isHealth ? health : problemFor(request.headers['accept-language']))
  }
  const server = config.tls ? createHttps(answer) : createHttp(answer)
  server.on('upgrade', (request, socket: Duplex) => {
    socket.on('error', () => socket.destroy())
    const body = problemFor(request.headers['accept-language'])
    const lines = Object.entries({ ...headers(false), 'content-length': Buffer.byteLength(body), connection: 'close' })
    socket.end(
      `HTTP/1.1 503 Service Unavailable\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`,
    )
  })
  const tls = config.tls && keepTlsFiles(server, config.tls, logger)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(config.port, config.host, resolve)
  })
  return () =>
    new Promise(resolve => {
      tls?.close()
      server.close(() => resolve())
      server.closeAllConnections()
    })
}

const health = JSON.stringify({ status: 'unavailable', version, database: 'external', reason: 'database' })
const headers = (isHealth: boolean) => ({
  'content-type': isHealth ? 'application/json' : 'application/problem+json; charset=utf-8',
  'cache-control': 'no-store',
  'retry-after': '5',
})

function problemFor(acceptLanguage: string | undefined): string {
  const error = troubleError('database')
  const words = serverWords(spokenLanguage(acceptLanguage))
  return JSON.stringify({
    type: 'about:blank',
    title: words.title(503),
    status: 503,
    ...error.toBody(),
    detail: words.detail(error),
  })
}
