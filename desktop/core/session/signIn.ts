import { hostname } from 'node:os'
import type { z } from 'zod'
import { fromBase64Url, toBase64Url } from '../../../shared/auth/bytes.ts'
import { saltAnswer, sessionAnswer } from '../../../shared/auth/signIn.ts'
import { splitPassword } from '../../../shared/auth/splitKey.ts'
import { unwrapVaultKey } from '../../../shared/auth/vaultKey.ts'
import { AppError } from '../../../shared/errors.ts'
import { errorBody } from '../../../shared/sync/protocol.ts'

export interface SignedIn {
  token: string
  vaultKey: Uint8Array
  user: { id: string; name: string; email: string }
  company: { id: string; name: string; zone: string }
}

const answerMs = 20_000

/**
 * Proves the password to the server without sending it and opens the vault key with it. Ends the user's session on any
 * other device. Throws auth.failed, auth.locked, network.offline, server.unavailable, client.tooOld.
 */
export async function signIn(
  server: string,
  given: { email: string; password: string; device: string },
): Promise<SignedIn> {
  requireSafe(server)
  const { salt, kdf } = await post(server, '/auth/salt', { email: given.email }, saltAnswer)
  const { authKey, wrapKey } = await splitPassword(given.password, fromBase64Url(salt), kdf)
  const device = { id: given.device, name: hostname().slice(0, 100) || 'desktop' }
  const session = await post(
    server,
    '/auth/session',
    { email: given.email, authKey: toBase64Url(authKey), device },
    sessionAnswer,
  )
  const vaultKey = await unwrapVaultKey(fromBase64Url(session.vaultKeyWrapped), wrapKey, 'password')
  return { token: session.token, vaultKey, user: session.user, company: session.company }
}

/** Ends the session on the server; offline it simply ends with its lease. */
export async function signOut(server: string, token: string): Promise<void> {
  await fetch(new URL('/auth/session', server), {
    method: 'DELETE',
    headers: { authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(5_000),
  }).catch(() => undefined)
}

/** The password's proof goes over the wire: in clear only to this very machine. */
function requireSafe(server: string): void {
  const url = URL.canParse(server) ? new URL(server) : null
  const isLoopback = url && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname)
  if (!url || (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback)))
    throw new AppError('input.invalid', { fields: { server: { reason: 'badServer' } } })
}

async function post<S extends z.ZodType>(server: string, path: string, body: unknown, answer: S): Promise<z.output<S>> {
  const response = await fetch(new URL(path, server), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(answerMs),
  }).catch(cause => {
    throw new AppError('network.offline', { cause })
  })
  const json: unknown = await response.json().catch(() => undefined)
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
