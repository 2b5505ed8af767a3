import { Hono, type MiddlewareHandler } from 'hono'
import { AppError } from '../../shared/errors.ts'
import { has } from '../../shared/permissions/viewer.ts'
import { type TonightAnswer, tonightRequest } from '../../shared/rules/stageRules.ts'
import type { Env } from '../http/env.ts'
import { jsonBody } from '../http/requests.ts'
import { countSilent, type MovingParts } from './moveSilent.ts'

/** POST /stages/tonight: how many records rules would move, for administrators who write them. */
export function stageRoutes(
  options: MovingParts & { authenticate: readonly MiddlewareHandler<Env>[]; now: () => number },
): Hono<Env> {
  const routes = new Hono<Env>()
  routes.use(...options.authenticate)
  routes.post('/tonight', async c => {
    const { company, viewer, session } = c.get('caller')
    if (session === null || !has(viewer, 'admin')) throw new AppError('permission.denied')
    const asked = tonightRequest.parse(await jsonBody(c.req.raw))
    const answer: TonightAnswer = await countSilent(options, company, asked, options.now())
    return c.json(answer, 200, { 'cache-control': 'no-store' })
  })
  return routes
}
