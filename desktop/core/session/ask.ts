import type { z } from 'zod'
import { AppError } from '../../../shared/errors.ts'
import { errorBody } from '../../../shared/sync/protocol.ts'
import { networkReason } from '../sync/networkReason.ts'

/** A session on a server, as core holds it. */
export interface OpenSession {
  server: string
  token: string
}

const answerMs = 20_000

/**
 * A call of the server beside the sync: JSON both ways. Throws what the server says, network.offline with why, or
 * server.unavailable; input.invalid for a server that one must not talk to in clear text.
 */
export async function ask<S extends z.ZodType>(
  server: string,
  call: { method?: 'GET' | 'POST' | 'PATCH' | 'DELETE'; path: string; body?: unknown; token?: string },
  answer: S,
): Promise<z.output<S>> {
  requireSafe(server)
  const { method = 'POST', path, body, token } = call
  const response = await fetch(new URL(path, server), {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    // A redirect would carry what is proved here to somebody who was not asked.
    redirect: 'error',
    signal: AbortSignal.timeout(answerMs),
  }).catch(cause => {
    throw new AppError('network.offline', { params: { reason: networkReason(cause) }, cause })
  })
  const json: unknown = response.status === 204 ? {} : await response.json().catch(() => undefined)
  if (!response.ok) {
    const problem = errorBody.safeParse(json)
    if (problem.success) throw new AppError(problem.data.code, problem.data)
    throw new AppError('server.unavailable', { params: { status: response.status } })
  }
  const parsed = answer.safeParse(json)
  // A captive portal answers everything with a page of its own; that is no server of ours.
  if (!parsed.success) throw new AppError('server.unavailable', { params: { reason: 'notPergel' } })
  return parsed.data
}

/** The password's proof goes over the wire: in clear only to this very machine. Throws input.invalid. */
export function requireSafe(server: string): void {
  const url = URL.canParse(server) ? new URL(server) : null
  if (!url || !/^https?:$/.test(url.protocol)) throw badServer('badServer')
  if (url.protocol === 'http:' && !isThisMachine(url.hostname)) throw badServer('insecureServer')
}

export const isThisMachine = (hostname: string): boolean => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)

export const badServer = (reason: 'badServer' | 'insecureServer') =>
  new AppError('input.invalid', { fields: { server: { reason } } })
