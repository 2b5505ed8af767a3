import type { Hono, MiddlewareHandler, NotFoundHandler } from 'hono'
import { AppError } from '../../shared/errors.ts'
import type { Env } from './env.ts'
import { acceptHeaders } from './media.ts'
import { problem } from './problem.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

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

/**
 * What answers where nothing else did: a path that is served by other methods says which (405, or 204 to OPTIONS), any
 * other is not there.
 */
export function unserved(app: Hono<Env>): NotFoundHandler<Env> {
  /** Made at the first need: by then every route is there. */
  let patterns: { method: string; pattern: RegExp }[] | undefined
  return c => {
    patterns ??= app.routes
      .filter(({ method }) => isMethod(method))
      .map(({ method, path }) => ({ method, pattern: patternOf(path) }))
    const served = new Set(patterns.filter(({ pattern }) => pattern.test(c.req.path)).map(({ method }) => method))
    const methods = (['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const).filter(method => served.has(method))
    if (methods.length === 0) return problem(c, new AppError('record.notFound'))
    c.header('Allow', allowHeader(methods))
    if (c.req.method === 'OPTIONS') return c.body(null, 204)
    return problem(c, new AppError('method.notAllowed', { params: { method: c.req.method } }))
  }
}

const isMethod = (method: string): boolean => method !== 'ALL' && method !== 'OPTIONS'

function patternOf(path: string): RegExp {
  const text = path
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replace(/:\w+/g, '[^/]+')
    .replace(/\*/g, '.*')
  return new RegExp(`^${text}$`)
}
