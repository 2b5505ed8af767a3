import type { MiddlewareHandler } from 'hono'
import { AppError } from '../../shared/errors.ts'
import type { Database } from '../db/database.ts'
import type { Caller, Env } from '../http/env.ts'
import type { AccessLog } from '../log/access.ts'
import { authenticateKey } from './apiKeys.ts'
import type { Sessions } from './sessions.ts'
import { tokenKind } from './tokens.ts'
import type { Viewers } from './viewers.ts'

export interface CallerOptions {
  database: Database
  sessions: Sessions
  viewers: Viewers
  access: Pick<AccessLog, 'add'>
  now: () => number
}
/** How often the use of a key from one address is written down. */
const noteEvery = 3_600_000

/** Who stands behind `Authorization: Bearer …`, a session's token or an API key. Throws auth.required, auth.replaced. */
export async function callerOf(
  options: CallerOptions,
  from: { authorization: string | undefined; address: string },
): Promise<Caller> {
  const token = /^Bearer (\S+)$/i.exec(from.authorization ?? '')?.[1] ?? ''
  const isKey = tokenKind(token) === 'apiKey'
  const caller = isKey ? await byKey(options, token, from.address) : await bySession(options, token)
  if (!caller) throw new AppError('auth.required')
  return caller
}

/** Middleware: no caller, no further. */
export const requireCaller =
  (options: CallerOptions): MiddlewareHandler<Env> =>
  async (c, next) => {
    c.set(
      'caller',
      await callerOf(options, { authorization: c.req.header('authorization'), address: c.get('address') }),
    )
    await next()
  }

async function byKey(options: CallerOptions, token: string, address: string): Promise<Caller | undefined> {
  const { company, key, role } = await authenticateKey(options.database, token)
  const viewer = await options.viewers.viewerOfKey(company, key, role)
  if (!viewer) return undefined
  noteUse(options, company, key, address)
  return { company, viewer, key, device: null, session: null }
}

const noted = new Map<string, number>()

function noteUse({ database, access, now }: CallerOptions, company: string, key: string, address: string) {
  const name = `${key} ${address}`
  const at = now()
  if (at - (noted.get(name) ?? 0) < noteEvery) return
  if (noted.size > 10_000) noted.clear()
  noted.set(name, at)
  access.add(company, { action: 'key.used', user: key, address })
  const write = database.inCompany(
    company,
    tx =>
      tx`update api_key set last_used_at = ${new Date(at).toISOString()} where company_id = ${company} and id = ${key}`,
  )
  // A note for people; what matters is in the access chain.
  write.catch(() => noted.delete(name))
}

async function bySession({ sessions, viewers }: CallerOptions, token: string): Promise<Caller | undefined> {
  const { company, user, device, session } = await sessions.authenticate(token)
  const viewer = await viewers.viewerOf(company, user)
  return viewer ? { company, viewer, key: null, device, session } : undefined
}
