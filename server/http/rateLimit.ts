import type { MiddlewareHandler } from 'hono'
import { AppError } from '../../shared/errors.ts'
import type { Env } from './env.ts'

/** `requests` within any `seconds`, counted in buckets that fill evenly (one instance's memory; several instances each count). */
export interface Limit {
  requests: number
  seconds: number
}

/** Tells who is counted together. */
export type LimitKey = (c: Parameters<MiddlewareHandler<Env>>[0]) => string

/** Beyond this many callers the oldest are forgotten. */
const mostCallers = 20_000

/**
 * Says on every answer how much is left: in the fields of the IETF draft (RateLimit-Policy and RateLimit, one item per
 * limit that stands before the answer), and in the three older ones that most clients read (RateLimit-Limit, -Remaining
 * and -Reset, of the last limit). Beyond the limit `rate.limited` with Retry-After.
 */
export function rateLimit(options: {
  /** What the draft's fields call it. */
  name?: string
  limit: Limit
  key: LimitKey
  now: () => number
}): MiddlewareHandler<Env> {
  const { name = 'default', limit, key, now } = options
  const perRequest = (limit.seconds * 1000) / limit.requests
  /** When the caller's bucket will be empty again (the generic cell rate algorithm). */
  const emptyAt = new Map<string, number>()

  return async (c, next) => {
    const who = key(c)
    const at = now()
    const before = Math.max(emptyAt.get(who) ?? 0, at)
    const after = before + perRequest
    const isAllowed = after - at <= limit.seconds * 1000
    if (isAllowed) {
      emptyAt.delete(who)
      emptyAt.set(who, after)
      if (emptyAt.size > mostCallers) forget(emptyAt)
    }
    const standing = (isAllowed ? after : before) - at
    const remaining = Math.max(0, Math.floor((limit.seconds * 1000 - standing) / perRequest))
    const reset = Math.ceil(standing / 1000)
    c.header('RateLimit-Policy', `"${name}";q=${limit.requests};w=${limit.seconds}`, { append: true })
    c.header('RateLimit', `"${name}";r=${remaining};t=${reset}`, { append: true })
    c.header('RateLimit-Limit', String(limit.requests))
    c.header('RateLimit-Remaining', String(remaining))
    c.header('RateLimit-Reset', String(reset))
    if (!isAllowed)
      throw new AppError('rate.limited', {
        params: { seconds: Math.max(1, Math.ceil((after - at) / 1000 - limit.seconds)) },
      })
    await next()
  }
}

/** A map keeps the order of insertion: the first are those who have not called for longest. */
function forget(emptyAt: Map<string, number>) {
  for (const who of [...emptyAt.keys()].slice(0, mostCallers / 10)) emptyAt.delete(who)
}
