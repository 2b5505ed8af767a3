import type { BlockList } from 'node:net'
import { Hono } from 'hono'
import { AppError } from '../../shared/errors.ts'
import { databaseTrouble } from '../db/away.ts'
import type { Database } from '../db/database.ts'
import { isLoopback } from './addressOf.ts'
import type { Caller, Env } from './env.ts'
import type { Metrics } from './metrics.ts'
import { isForwardedByStranger } from './strangeProxy.ts'

export interface StatusOptions {
  database: Database
  version: string
  kind: 'embedded' | 'external'
  metrics: Metrics
  trustedProxies: BlockList
  /** The server goes: proxies shall send nobody here any more. */
  isDraining: () => boolean
  /** Lets callers with a session or key in; throws auth.required. */
  callerOf: (from: { authorization: string | undefined; address: string }) => Promise<Caller>
}

/** Longest wait for the database before `/health` says that it is away. */
const healthMs = 3000

/** GET /health for load balancers, GET /metrics for Prometheus. */
export function statusRoutes(options: StatusOptions): Hono<Env> {
  const { database, version, kind, metrics, trustedProxies, isDraining, callerOf } = options
  const routes = new Hono<Env>()

  routes.get('/health', async c => {
    if (isDraining()) return c.json({ status: 'draining', version, database: kind, reason: 'stopping' }, 503)
    try {
      const epoch = await withTimeout(readEpoch(database))
      return c.json({ status: 'ok', version, database: kind, epoch })
    } catch (error) {
      c.get('logger').debug('database away', {
        code: error instanceof Error && 'code' in error ? String(error.code) : '',
      })
      return c.json(
        { status: 'unavailable', version, database: kind, reason: databaseTrouble(error) ?? 'database' },
        503,
      )
    }
  })

  routes.get('/metrics', async c => {
    // A proxy of this machine is no reason to show them to whoever stands behind it.
    const isStranger = isForwardedByStranger(c.env?.incoming, trustedProxies)
    if (isStranger || !isLoopback(c.get('address'))) {
      const { key } = await callerOf({ authorization: c.req.header('authorization'), address: c.get('address') })
      if (key === null) throw new AppError('permission.denied')
    }
    return c.body(metrics.render(), 200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' })
  })
  return routes
}

/** The highest epoch of any company: it grows when a backup is restored. 1 on a server without companies. */
async function readEpoch(database: Database): Promise<number> {
  const [row] = await database.lookup(
    'companies',
    tx => tx<{ epoch: number | null }[]>`select max(epoch) as epoch from company`,
  )
  return row?.epoch ?? 1
}

async function withTimeout<T>(promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error('The database does not answer')), healthMs)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
