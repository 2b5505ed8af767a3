import { type Context, Hono } from 'hono'
import {
  accountPatch,
  inviteRequest,
  keyRequest,
  passwordRequest,
  proofRequest,
  recoveryRequest,
  resendRequest,
} from '../../shared/auth/identity.ts'
import { AppError } from '../../shared/errors.ts'
import { has } from '../../shared/permissions/viewer.ts'
import { uuid } from '../../shared/record.ts'
import type { Database } from '../db/database.ts'
import type { Env } from '../http/env.ts'
import { jsonBody } from '../http/requests.ts'
import type { AccessLog } from '../log/access.ts'
import { addApiKey, listApiKeys, revokeApiKey } from './apiKeys.ts'
import type { Invitations } from './invitations.ts'
import type { OwnAccount, Self } from './ownAccount.ts'
import type { Resets } from './resets.ts'
import { roster } from './roster.ts'

export interface PersonRouteOptions {
  database: Database
  account: OwnAccount
  invitations: Invitations
  resets: Resets
  access: Pick<AccessLog, 'add'>
}
type C = Context<Env>

/**
 * What a person does who is signed in: their own account and devices; administrators besides invite, hand out links and
 * keep the API keys. An API key is let into none of it: one that leaked shall make no other, and nobody's account its own.
 */
export function personRoutes(options: PersonRouteOptions): Hono<Env> {
  const { account, invitations, resets } = options
  const routes = new Hono<Env>()

  routes.get('/account', async c => c.json(await account.get(self(c))))
  routes.patch('/account', async c => {
    await account.save(self(c), accountPatch.parse(await jsonBody(c.req.raw)))
    return c.json(await account.get(self(c)))
  })
  routes.post('/account/proof', async c => {
    const { authKey } = proofRequest.parse(await jsonBody(c.req.raw))
    return c.json(await account.prove(self(c), authKey))
  })
  routes.post('/account/password', async c => {
    await account.setPassword(self(c), passwordRequest.parse(await jsonBody(c.req.raw)))
    return c.body(null, 204)
  })
  routes.post('/account/recovery', async c => {
    await account.setRecovery(self(c), recoveryRequest.parse(await jsonBody(c.req.raw)))
    return c.body(null, 204)
  })
  routes.get('/devices', async c => c.json(await account.devices(self(c))))
  routes.delete('/devices/:id', async c => {
    await account.endDevice(self(c), idOf(c))
    return c.body(null, 204)
  })

  routes.get('/people', async c => c.json(await roster(options.database, admin(c).company)))
  routes.post('/people/:id/reset-link', async c => c.json(await resets.linkFor(admin(c), idOf(c)), 201))
  routes.post('/invitations', async c => {
    const by = admin(c)
    return c.json(await invitations.invite(by, inviteRequest.parse(await jsonBody(c.req.raw))), 201)
  })
  routes.post('/invitations/:id/link', async c => {
    const by = admin(c)
    const { by: how } = resendRequest.parse(await jsonBody(c.req.raw))
    return c.json(await invitations.resend(by, idOf(c), how), 201)
  })
  routes.delete('/invitations/:id', async c => {
    await invitations.withdraw(admin(c), idOf(c))
    return c.body(null, 204)
  })

  keyRoutes(routes, options)
  return routes
}

function keyRoutes(routes: Hono<Env>, { database, access }: PersonRouteOptions): void {
  routes.get('/keys', async c => c.json(await listApiKeys(database, keeper(c).company)))
  routes.post('/keys', async c => {
    const { company, user, device, address, isAdmin, ownRole } = keeper(c)
    const { name, role } = keyRequest.parse(await jsonBody(c.req.raw))
    // Whoever only keeps keys makes none that may more than themselves.
    if (!isAdmin && role !== ownRole) throw new AppError('permission.denied')
    const made = await addApiKey(database, { company, name, role, by: user })
    access.add(company, { action: 'key.made', user, device, address, details: { key: made.id, name, role } })
    return c.json(made, 201)
  })
  routes.delete('/keys/:id', async c => {
    const { company, user, device, address } = keeper(c)
    await revokeApiKey(database, company, idOf(c))
    access.add(company, { action: 'key.ended', user, device, address, details: { key: idOf(c) } })
    return c.body(null, 204)
  })
}

/** Whoever calls, where a desktop's session does; throws permission.denied for an API key. */
function self(c: C): Self {
  const { company, viewer, device, session } = c.get('caller')
  if (device === null || session === null) throw new AppError('permission.denied')
  return { company, user: viewer.user, device, session, address: c.get('address') }
}

function admin(c: C): Self {
  const caller = self(c)
  if (!has(c.get('caller').viewer, 'admin')) throw new AppError('permission.denied')
  return caller
}

function keeper(c: C): Self & { isAdmin: boolean; ownRole: string } {
  const caller = self(c)
  const { viewer } = c.get('caller')
  const isAdmin = has(viewer, 'admin')
  if (!isAdmin && !has(viewer, 'manageKeys')) throw new AppError('permission.denied')
  return { ...caller, isAdmin, ownRole: viewer.role }
}

/** An id that is none is nothing's id. */
function idOf(c: C): string {
  const parsed = uuid.safeParse(c.req.param('id'))
  if (!parsed.success) throw new AppError('record.notFound')
  return parsed.data
}
