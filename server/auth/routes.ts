import { Hono, type MiddlewareHandler } from 'hono'
import type { z } from 'zod'
import {
  acceptRequest,
  companyRequest,
  linkRequest,
  resetBeginRequest,
  resetFinishRequest,
  type serverAnswer,
} from '../../shared/auth/identity.ts'
import { resetRequest, saltRequest, sessionRequest } from '../../shared/auth/signIn.ts'
import { minimumClient } from '../../shared/sync/protocol.ts'
import type { Env } from '../http/env.ts'
import { type Limit, rateLimit } from '../http/rateLimit.ts'
import { jsonBody } from '../http/requests.ts'
import type { AccessLog } from '../log/access.ts'
import type { Invitations } from './invitations.ts'
import { type PersonRouteOptions, personRoutes } from './personRoutes.ts'
import type { Resets } from './resets.ts'
import type { Sessions } from './sessions.ts'
import { isSetupOpen, makeCompany, type SetupOptions } from './setup.ts'
import type { SignIn } from './signIn.ts'

export interface AuthRouteOptions extends PersonRouteOptions {
  signIn: SignIn
  setup: SetupOptions
  invitations: Invitations
  resets: Resets
  sessions: Sessions
  access: Pick<AccessLog, 'add'>
  limit: Limit
  now: () => number
  version: string
  sendsMail: boolean
  contact: string | undefined
  /** Lets in who has a session or a key. */
  authenticate: readonly MiddlewareHandler<Env>[]
}

/**
 * Everything below /auth; shapes in shared/auth. Here what is asked before anybody is signed in, in personRoutes.ts the
 * rest.
 */
export function authRoutes(options: AuthRouteOptions): Hono<Env> {
  const { signIn, invitations, resets, sessions, access, limit, now, authenticate } = options
  const open = new Hono<Env>()
  open.use(rateLimit({ name: 'signIn', limit, now, key: c => c.get('address') }))

  open.get('/server', async c => {
    const { version, sendsMail, contact } = options
    const answer: z.infer<typeof serverAnswer> = {
      ...{ product: 'pergel', version, minimumClient, sendsMail },
      hasCompany: await hasCompany(options),
      needsSetup: await isSetupOpen(options.database, now()),
      ...(contact ? { contact } : {}),
    }
    return c.json(answer)
  })

  open.post('/company', async c => {
    const request = companyRequest.parse(await jsonBody(c.req.raw))
    return c.json(await makeCompany(options.setup, request, c.get('address')), 201)
  })

  open.post('/salt', async c => {
    const { email } = saltRequest.parse(await jsonBody(c.req.raw))
    return c.json(await signIn.saltOf(email))
  })

  open.post('/session', async c => {
    const request = sessionRequest.parse(await jsonBody(c.req.raw))
    return c.json(await signIn.signIn(request, c.get('address')), 201)
  })

  open.delete('/session', async c => {
    const who = await sessions.authenticate(/^Bearer (\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1] ?? '')
    await sessions.close(who)
    const { company, user, device } = who
    access.add(company, { action: 'session.ended', user, device, address: c.get('address') })
    return c.body(null, 204)
  })

  open.post('/reset', async c => {
    const request = resetRequest.parse(await jsonBody(c.req.raw))
    return c.json(await signIn.reset(request, c.get('address')))
  })
  open.post('/reset/begin', async c => {
    const { email } = resetBeginRequest.parse(await jsonBody(c.req.raw))
    return c.json(await resets.begin(email, c.get('address')), 202)
  })
  open.post('/reset/look', async c => {
    const { token } = linkRequest.parse(await jsonBody(c.req.raw))
    return c.json(await resets.look(token))
  })
  open.post('/reset/finish', async c => {
    const request = resetFinishRequest.parse(await jsonBody(c.req.raw))
    return c.json(await resets.finish(request, c.get('address')))
  })

  open.post('/invitation/look', async c => {
    const { token } = linkRequest.parse(await jsonBody(c.req.raw))
    return c.json(await invitations.look(token))
  })
  open.post('/invitation/accept', async c => {
    const request = acceptRequest.parse(await jsonBody(c.req.raw))
    return c.json(await invitations.accept(request, c.get('address')), 201)
  })

  const person = new Hono<Env>()
  for (const part of ['account', 'devices', 'people', 'invitations', 'keys']) {
    person.use(`/${part}`, ...authenticate)
    person.use(`/${part}/*`, ...authenticate)
  }
  person.route('/', personRoutes(options))
  const routes = new Hono<Env>()
  // First: whoever is signed in is counted as themselves and not with their office's address.
  routes.route('/', person)
  routes.route('/', open)
  return routes
}

async function hasCompany({ database }: Pick<AuthRouteOptions, 'database'>): Promise<boolean> {
  const [row] = await database.lookup('companies', tx => tx`select 1 from company limit 1`)
  return row !== undefined
}
