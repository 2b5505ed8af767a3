import type { Hono, MiddlewareHandler } from 'hono'
import { AppError } from '../../shared/errors.ts'
import type { Env } from './env.ts'
import { acceptHeaders } from './media.ts'

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'

/** What stands in `Allow`: HEAD goes with GET, and OPTIONS is answered everywhere. */
export const allowHeader = (methods: readonly Method[]): string =>
  [...methods.flatMap(method => (method === 'GET' ? ['GET', 'HEAD'] : [method])), 'OPTIONS'].join(', ')

/** Answers OPTIONS on a path; to be added before whatever asks who is calling. */
export function answerOptions(routes: Hono<Env>, path: string, methods: readonly Method[]): void {
  routes.options(path, c => {
    c.header('Allow', allowHeader(methods))
    for (const method of methods) {
      const [name, value] = acceptHeaders[method] ?? []
      if (name) c.header(name, value)
    }
    return c.body(null, 204)
  })
}

/** Refuses every other method on a path with `method.notAllowed`; to be added after the path's own handlers. */
export function refuseOtherMethods(routes: Hono<Env>, path: string, methods: readonly Method[]): void {
  const refuse: MiddlewareHandler<Env> = async c => {
    c.header('Allow', allowHeader(methods))
    throw new AppError('method.notAllowed', { params: { method: c.req.method } })
  }
  routes.all(path, refuse)
}
