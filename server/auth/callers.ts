import type { MiddlewareHandler } from 'hono'
import { AppError } from '../../shared/errors.ts'
import type { Database } from '../db/database.ts'
import type { Caller, Env } from '../http/env.ts'
import { authenticateKey } from './apiKeys.ts'
import type { Sessions } from './sessions.ts'
import { tokenKind } from './tokens.ts'
import type { Viewers } from './viewers.ts'

export interface CallerOptions {
  database: Database
  sessions: Sessions
  viewers: Viewers
}

/** Who stands behind `Authorization: Bearer …`, a session's token or an API key. Throws auth.required, auth.replaced. */
export async function callerOf(options: CallerOptions, authorization: string | undefined): Promise<Caller> {
  const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1] ?? ''
  const caller = tokenKind(token) === 'apiKey' ? await byKey(options, token) : await bySession(options, token)
  if (!caller) throw new AppError('auth.required')
  return caller
}

/** Middleware: no caller, no further. */
export const requireCaller =
  (options: CallerOptions): MiddlewareHandler<Env> =>
  async (c, next) => {
    c.set('caller', await callerOf(options, c.req.header('authorization')))
    await next()
  }

async function byKey({ database, viewers }: CallerOptions, token: string): Promise<Caller | undefined> {
  const { company, key, role } = await authenticateKey(database, token)
  const viewer = await viewers.viewerOfKey(company, key, role)
  return viewer ? { company, viewer, key, device: null, session: null } : undefined
}

async function bySession({ sessions, viewers }: CallerOptions, token: string): Promise<Caller | undefined> {
  const { company, user, device, session } = await sessions.authenticate(token)
  const viewer = await viewers.viewerOf(company, user)
  return viewer ? { company, viewer, key: null, device, session } : undefined
}
