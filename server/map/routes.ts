import { Hono, type MiddlewareHandler } from 'hono'
import { AppError } from '../../shared/errors.ts'
import type { MapAnswer } from '../../shared/mapServer.ts'
import type { Config } from '../config.ts'
import type { Env } from '../http/env.ts'

/**
 * GET /map: the map servers that the operator named. Desktops ask those themselves; this server asks nobody. For people
 * who are signed in, since an address may hold the operator's key to it.
 */
export function mapRoutes(options: {
  config: Pick<Config, 'tiles' | 'geocoder'>
  authenticate: readonly MiddlewareHandler<Env>[]
}): Hono<Env> {
  const { tiles, geocoder } = options.config
  const routes = new Hono<Env>()
  routes.use(...options.authenticate)
  routes.get('/', c => {
    if (c.get('caller').session === null) throw new AppError('permission.denied')
    const answer: MapAnswer = { ...(tiles ? { tiles } : {}), ...(geocoder ? { geocoder } : {}) }
    return c.json(answer, 200, { 'cache-control': 'no-store' })
  })
  return routes
}
