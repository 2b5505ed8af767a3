import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { z } from 'zod'
import { AppError, asAppError, errorStatus, type FieldErrors } from '../../shared/errors.ts'
import { asUnavailable } from '../db/away.ts'
import type { Env } from './env.ts'
import { serverWords, spokenLanguage } from './words.ts'

/** Whatever was thrown, as RFC 9457 says it: `code`, `detail` in the caller's language, `fields`, the request's id. */
export function problem(c: Context<Env>, thrown: unknown): Response {
  const error = asExpected(thrown)
  if (error.code === 'internal') c.get('logger').failure('request failed', thrown, { request: c.get('requestId') })
  const status = errorStatus[error.code]
  const words = serverWords(spokenLanguage(c.req.header('accept-language')))
  const { code, params, fields } = error.toBody()
  const seconds = error.params?.['seconds']
  if ((status === 429 || status === 503) && typeof seconds === 'number')
    c.header('Retry-After', String(Math.ceil(seconds)))
  if (status === 401) c.header('WWW-Authenticate', 'Bearer')
  if (code === 'idempotency.inUse') c.header('Retry-After', '1')
  c.header('Vary', 'Accept-Language', { append: true })
  const body = {
    type: 'about:blank',
    title: words.title(status),
    status,
    code,
    detail: words.detail(error),
    ...(params ? { params } : {}),
    ...(fields ? { fields: words.fields(fields) } : {}),
    instance: c.get('requestId'),
  }
  return c.body(JSON.stringify(body), status, {
    'content-type': 'application/problem+json; charset=utf-8',
    'content-language': words.language,
  })
}

/** The expected form of what is thrown on the way: zod at the border, Hono's own refusals, a database that is away. */
export function asExpected(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown
  if (thrown instanceof z.ZodError) return new AppError('input.invalid', { fields: fieldsOf(thrown), cause: thrown })
  if (thrown instanceof HTTPException && thrown.status < 500) return new AppError('input.malformed', { cause: thrown })
  return asAppError(asUnavailable(thrown))
}

const fieldsOf = (error: z.ZodError): FieldErrors =>
  Object.fromEntries(
    error.issues.flatMap(issue =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map(key => [[...issue.path, key].join('.'), { reason: 'unknownField' }])
        : [[issue.path.join('.') || 'body', { reason: 'badValue' }]],
    ),
  )
