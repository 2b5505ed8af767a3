import type { Context, MiddlewareHandler } from 'hono'
import { AppError } from '../../shared/errors.ts'
import type { Env } from './env.ts'

/** What a body may be written as, by method. A merge patch is what our PATCH takes: named fields change, null clears. */
const written: Record<string, readonly string[]> = {
  POST: ['application/json'],
  PATCH: ['application/json', 'application/merge-patch+json'],
  PUT: ['application/json'],
}

/** The header that names what a method takes, for OPTIONS and 415. */
export const acceptHeaders: Record<string, [name: string, value: string]> = {
  POST: ['Accept-Post', 'application/json'],
  PATCH: ['Accept-Patch', 'application/json, application/merge-patch+json'],
}

/** An interface that speaks JSON: throws `media.notAcceptable` for who wants something else, `media.unsupported` for other bodies. */
export const speaksJson: MiddlewareHandler<Env> = async (c, next) => {
  if (!acceptsJson(c.req.header('accept'))) throw new AppError('media.notAcceptable')
  if (hasBody(c) && !isReadable(c)) {
    const [name, value] = acceptHeaders[c.req.method] ?? []
    if (name) c.header(name, value)
    throw new AppError('media.unsupported')
  }
  await next()
}

/** RFC 9110, 12.5.1: the most specific range decides, and q=0 means no. */
function acceptsJson(header: string | undefined): boolean {
  if (header === undefined || header.trim() === '') return true
  const ranges = new Map(
    header.split(',').map(part => {
      const [range = '', ...parameters] = part.split(';').map(text => text.trim().toLowerCase())
      const q = parameters.find(text => text.startsWith('q='))
      return [range, q === undefined ? 1 : Number(q.slice(2))] as const
    }),
  )
  return (ranges.get('application/json') ?? ranges.get('application/*') ?? ranges.get('*/*') ?? 0) > 0
}

/** In HTTP/1.1 a body is announced by one of two headers; a request that never was on a wire has neither. */
export const hasBody = (c: Context<Env>): boolean =>
  c.req.header('transfer-encoding') !== undefined ||
  Number(c.req.header('content-length') ?? 0) > 0 ||
  (c.env?.incoming === undefined && c.req.raw.body !== null)

function isReadable(c: Context<Env>): boolean {
  const [type = '', ...parameters] = (c.req.header('content-type') ?? '')
    .split(';')
    .map(text => text.trim().toLowerCase())
  const charset = parameters
    .find(text => text.startsWith('charset='))
    ?.slice(8)
    .replaceAll('"', '')
  const encoding = c.req.header('content-encoding') ?? 'identity'
  return (
    encoding === 'identity' &&
    (charset === undefined || charset === 'utf-8' || charset === 'utf8') &&
    (written[c.req.method] ?? ['application/json']).includes(type)
  )
}
