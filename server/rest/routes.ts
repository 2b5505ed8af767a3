import { Hono, type MiddlewareHandler } from 'hono'
import { type AnyKind, isInRest } from '../../shared/entity.ts'
import { builtInKinds } from '../../shared/kinds.ts'
import type { FieldCipher } from '../db/columns.ts'
import type { Database } from '../db/database.ts'
import type { Env } from '../http/env.ts'
import { speaksJson } from '../http/media.ts'
import { answerOptions, type Method, refuseOtherMethods } from '../http/methods.ts'
import type { AccessLog } from '../log/access.ts'
import type { Writer } from '../records/writer.ts'
import { documentationRoutes } from './documentation.ts'
import { createIdempotency } from './idempotency.ts'
import { readRoutes } from './readRoutes.ts'
import { recordsOf } from './records.ts'
import { writeRoutes } from './writeRoutes.ts'

export interface RestOptions {
  database: Database
  writer: Writer
  access: Pick<AccessLog, 'add'>
  /** Sets `caller`, or throws auth.required; further middleware (rate limits) may stand behind it. */
  authenticate: MiddlewareHandler<Env>[]
  now: () => number
  cipherOf?: (company: string) => Promise<FieldCipher>
}

/** The kinds that REST offers; the engine's own bookkeeping is not among them. */
export const restKinds: readonly AnyKind[] = builtInKinds.all.filter(isInRest)

/** What each path below a kind's answers; everything else is 405 with Allow. */
const paths: Record<string, readonly Method[]> = {
  '': ['GET', 'POST'],
  '/:id': ['GET', 'PATCH', 'DELETE'],
  '/:id/restore': ['POST'],
  '/:id/commands/:command': ['POST'],
  '/:id/history': ['GET'],
}

/** `/api/v1/<kind>` for every kind that is not the engine's own, `/api/openapi.json`, `/api/docs`. */
export function restRoutes(options: RestOptions): Hono<Env> {
  const routes = new Hono<Env>()
  const api = new Hono<Env>()
  const everyPath = restKinds.flatMap(kind =>
    Object.entries(paths).map(([path, methods]) => ({ path: `/${kind.plural}${path}`, methods })),
  )
  for (const { path, methods } of everyPath) answerOptions(api, path, methods)
  for (const middleware of options.authenticate) api.use(middleware)
  api.use(speaksJson)
  const idempotency = createIdempotency(options.database)
  const all = restKinds.map(kind => ({ kind, records: recordsOf(options, kind.name) }))
  for (const { kind, records } of all) {
    api.route(`/${kind.plural}`, readRoutes(options, records))
    api.route(`/${kind.plural}`, writeRoutes(options, records, idempotency))
  }
  for (const { path, methods } of everyPath) refuseOtherMethods(api, path, methods)
  const [any] = all
  if (any) routes.route('/api', documentationRoutes({ authenticate: options.authenticate, records: any.records }))
  routes.route('/api/v1', api)
  return routes
}
