import { fromBase64Url, toBase64Url } from '../../../shared/auth/bytes.ts'
import { saltAnswer, sessionAnswer } from '../../../shared/auth/signIn.ts'
import { splitPassword } from '../../../shared/auth/splitKey.ts'
import { unwrapVaultKey } from '../../../shared/auth/vaultKey.ts'
import type { Language } from '../../../shared/labels.ts'
import { ask, type OpenSession } from './ask.ts'
import { deviceName } from './entrance.ts'

export interface SignedIn {
  token: string
  vaultKey: Uint8Array
  user: { id: string; name: string; email: string }
  company: { id: string; name: string; zone: string }
  /** Of the person, where they have chosen one on any device. */
  language?: Language | undefined
  /** Proves this device the next time; absent where it has just proved itself. */
  deviceToken?: string | undefined
}

/**
 * Proves the password to the server without sending it and opens the vault key with it. Ends the user's session on any
 * other device. `trust`: the device token of an earlier time. Throws auth.failed, auth.locked, network.offline,
 * server.unavailable, client.tooOld.
 */
export async function signIn(
  server: string,
  given: { email: string; password: string; device: string; trust?: string | undefined },
): Promise<SignedIn> {
  const { email, trust } = given
  const { salt, kdf } = await ask(server, { path: '/auth/salt', body: { email } }, saltAnswer)
  const { authKey, wrapKey } = await splitPassword(given.password, fromBase64Url(salt), kdf)
  const device = { id: given.device, name: deviceName() }
  const body = { email, authKey: toBase64Url(authKey), device, ...(trust ? { trust } : {}) }
  const session = await ask(server, { path: '/auth/session', body }, sessionAnswer)
  const vaultKey = await unwrapVaultKey(fromBase64Url(session.vaultKeyWrapped), wrapKey, 'password')
  const { token, user, company, language, deviceToken } = session
  return { token, vaultKey, user, company, language, deviceToken }
}

/** Ends the session on the server; offline it simply ends with its lease. */
export async function signOut({ server, token }: OpenSession): Promise<void> {
  await fetch(new URL('/auth/session', server), {
    method: 'DELETE',
    headers: { authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(5_000),
  }).catch(() => undefined)
}
