import { Hono } from 'hono'
import { AppError } from '../../../shared/errors.ts'
import type { Database } from '../../db/database.ts'
import type { Caller, Env } from '../../http/env.ts'
import { createLogger } from '../../http/logger.ts'
import { problem } from '../../http/problem.ts'
import type { AccessEvent } from '../../log/access.ts'
import type { Office, Person } from '../../records/testing/office.ts'
import { restRoutes } from '../routes.ts'

/** The REST interface over an office's writer; whom a request is from stands in its bearer token. */
export function restOf(database: Database, firm: Office) {
  const people = new Map<string, Caller>()
  const told: AccessEvent[] = []
  const app = new Hono<Env>()
  app.use(async (c, next) => {
    c.set('requestId', 'r')
    c.set('address', '10.0.0.1')
    c.set('logger', createLogger('error'))
    await next()
  })
  app.onError((error, c) => problem(c, error))
  app.notFound(c => problem(c, new AppError('record.notFound')))
  app.route(
    '/',
    restRoutes({
      database,
      writer: firm.writer,
      access: { add: (_, event) => told.push(event) },
      authenticate: [
        async (c, next) => {
          const caller = people.get(c.req.header('authorization')?.replace('Bearer ', '') ?? '')
          if (!caller) throw new AppError('auth.required')
          c.set('caller', caller)
          await next()
        },
      ],
      now: Date.now,
    }),
  )

  /** What a person's requests are sent with. */
  const as = (person: Person) => {
    const { company, viewer } = person.author
    people.set(viewer.user, { company, viewer, key: null, device: null, session: 's' })
    return async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
      const response = await app.request(path, {
        method,
        headers: {
          authorization: `Bearer ${viewer.user}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      })
      const text = await response.text()
      // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever came
      const json: any = text.startsWith('{') ? JSON.parse(text) : text
      return { status: response.status, body: json, headers: response.headers }
    }
  }
  return { app, as, told }
}
export type Rest = ReturnType<typeof restOf>
