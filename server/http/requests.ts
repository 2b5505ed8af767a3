import { randomUUID } from 'node:crypto'
import type { BlockList } from 'node:net'
import type { MiddlewareHandler } from 'hono'
import { AppError } from '../../shared/errors.ts'
import { nestsAtMost } from '../../shared/value.ts'
import { addressOf } from './addressOf.ts'
import type { Env } from './env.ts'
import type { Logger } from './logger.ts'
import type { Metrics } from './metrics.ts'
import { strangeProxyNotice } from './strangeProxy.ts'

/** Gives each request its id, address and log, counts its answer, and writes one line without anything personal. */
export function requests(options: {
  logger: Logger
  metrics: Metrics
  trustedProxies: BlockList
  /** The server goes: proxies shall not use their connections again. */
  isDraining: () => boolean
}): MiddlewareHandler<Env> {
  const { logger, metrics, trustedProxies, isDraining } = options
  const notice = strangeProxyNotice(logger, trustedProxies)
  return async (c, next) => {
    const started = performance.now()
    c.set('requestId', randomUUID())
    c.set('address', addressOf(c.env?.incoming, trustedProxies))
    c.set('logger', logger)
    notice(c.env?.incoming)
    c.header('X-Request-Id', c.get('requestId'))
    for (const [name, value] of Object.entries(secureHeaders)) c.header(name, value)
    if (isDraining()) c.header('Connection', 'close')
    await next()
    const { status } = c.res
    const seconds = (performance.now() - started) / 1000
    metrics.answered(status, seconds)
    // The path's form, not the path: the latter holds ids and what people looked for.
    logger.debug('answered', {
      request: c.get('requestId'),
      method: c.req.method,
      path: c.req.routePath,
      status,
      ms: Math.round(seconds * 1000),
    })
  }
}

/** For an interface that browsers are not meant to show. Pages (documentation, acceptance of a quote) set their own. */
const secureHeaders = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cache-Control': 'no-store',
}

/** The largest JSON body of a request, in bytes. */
export const maxBodyBytes = 2_500_000
/** Deeper than any document of ours. */
const maxLevels = 200

/** Parses a body that is JSON within the limit. Throws input.tooLarge, input.malformed. */
export async function jsonBody(request: Request): Promise<unknown> {
  const declared = Number(request.headers.get('content-length') ?? 0)
  if (declared > maxBodyBytes) throw tooLarge()
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of request.body ?? []) {
    length += chunk.length
    if (length > maxBodyBytes) throw tooLarge()
    chunks.push(chunk)
  }
  const json = parseJson(Buffer.concat(chunks))
  if (!nestsAtMost(json, maxLevels)) throw new AppError('input.malformed')
  return json
}

function parseJson(bytes: Buffer): unknown {
  try {
    // Fatal: bytes that are no UTF-8 are refused and not replaced.
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    throw new AppError('input.malformed', { cause })
  }
}

const tooLarge = () => new AppError('input.tooLarge', { params: { max: maxBodyBytes } })
