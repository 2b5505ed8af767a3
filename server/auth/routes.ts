import { Hono } from 'hono'
import { resetRequest, saltRequest, sessionRequest } from '../../shared/auth/signIn.ts'
import type { Env } from '../http/env.ts'
import { type Limit, rateLimit } from '../http/rateLimit.ts'
import { jsonBody } from '../http/requests.ts'
import type { AccessLog } from '../log/access.ts'
import type { Sessions } from './sessions.ts'
import type { SignIn } from './signIn.ts'

export interface AuthRouteOptions {
  signIn: SignIn
  sessions: Sessions
  access: Pick<AccessLog, 'add'>
  limit: Limit
  now: () => number
}

/** POST /auth/salt, POST and DELETE /auth/session, POST /auth/reset; shapes in shared/auth/signIn.ts. */
export function authRoutes(options: AuthRouteOptions): Hono<Env> {
  const { signIn, sessions, access, limit, now } = options
  const routes = new Hono<Env>()
  routes.use(rateLimit({ limit, now, key: c => c.get('address') }))

  routes.post('/salt', async c => {
    const { email } = saltRequest.parse(await jsonBody(c.req.raw))
    return c.json(await signIn.saltOf(email))
  })

  routes.post('/session', async c => {
    const request = sessionRequest.parse(await jsonBody(c.req.raw))
    return c.json(await signIn.signIn(request, c.get('address')), 201)
  })

  routes.delete('/session', async c => {
    const who = await sessions.authenticate(/^Bearer (\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1] ?? '')
    await sessions.close(who)
    const { company, user, device } = who
    access.add(company, { action: 'session.ended', user, device, address: c.get('address') })
    return c.body(null, 204)
  })

  routes.post('/reset', async c => {
    const request = resetRequest.parse(await jsonBody(c.req.raw))
    return c.json(await signIn.reset(request, c.get('address')))
  })
  return routes
}
