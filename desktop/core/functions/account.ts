import { z } from 'zod'
import { fromBase64Url, toBase64Url } from '../../../shared/auth/bytes.ts'
import { newCredentials } from '../../../shared/auth/credentials.ts'
import { accountAnswer, devicesAnswer, proofAnswer } from '../../../shared/auth/identity.ts'
import { saltAnswer } from '../../../shared/auth/signIn.ts'
import { splitPassword } from '../../../shared/auth/splitKey.ts'
import { unwrapVaultKey } from '../../../shared/auth/vaultKey.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Language } from '../../../shared/labels.ts'
import type { Handlers } from '../api/dispatch.ts'
import type { identityFunctions } from '../api/identity.ts'
import { ask, type OpenSession } from '../session/ask.ts'
import type { Desk } from '../session/desk.ts'
import { requireLong } from '../session/entrance.ts'
import { putPreferences } from '../session/preferences.ts'
import type { Profile } from '../session/profile.ts'

type Names = Extract<keyof typeof identityFunctions, `account.${string}`>

/** The account page: one's own name, language, password, recovery code and devices. All of it is asked of the server. */
export function accountHandlers(sources: {
  desk: Desk
  profile: Profile
  preferencesChanged: () => void
}): Pick<Handlers, Names> {
  const { desk, profile, preferencesChanged } = sources
  return {
    'account.get': () => {
      const { server, token } = desk.session()
      return ask(server, { method: 'GET', path: '/auth/account', token }, accountAnswer)
    },
    'account.save': async ({ name, language }) => {
      const { server, token } = desk.session()
      if (name !== undefined && name.trim() === '')
        throw new AppError('input.invalid', { fields: { name: { reason: 'required' } } })
      const body = { ...(name === undefined ? {} : { name }), ...(language === undefined ? {} : { language }) }
      const saved = await ask(server, { method: 'PATCH', path: '/auth/account', token, body }, accountAnswer)
      if (name !== undefined) await desk.renamed(saved.name)
      if (language !== undefined) {
        const kept = putPreferences(profile, { language })
        preferencesChanged()
        await kept
      }
      return {}
    },
    'account.changePassword': async ({ password, next }) => {
      const session = desk.session()
      requireLong(next)
      const { authKey, vaultKey } = await prove(session, session.account.user.email, password)
      const { salt, kdf, authKey: nextKey, vaultKeyWrapped } = (await newCredentials(next, { vaultKey })).credentials
      const body = { authKey, next: { salt, kdf, authKey: nextKey, vaultKeyWrapped } }
      await ask(session.server, { path: '/auth/account/password', token: session.token, body }, z.object({}))
      return {}
    },
    'account.newRecoveryCode': async ({ password }) => {
      const session = desk.session()
      const { authKey, vaultKey } = await prove(session, session.account.user.email, password)
      const { credentials, recoveryCode } = await newCredentials(password, { vaultKey })
      const { recoveryKey, recoveryWrapped } = credentials
      const body = { authKey, next: { recoveryKey, recoveryWrapped } }
      await ask(session.server, { path: '/auth/account/recovery', token: session.token, body }, z.object({}))
      return { recoveryCode }
    },
    'account.devices': () => {
      const { server, token } = desk.session()
      return ask(server, { method: 'GET', path: '/auth/devices', token }, devicesAnswer)
    },
    'account.endDevice': async ({ device }) => {
      const { server, token } = desk.session()
      await ask(server, { method: 'DELETE', path: `/auth/devices/${device}`, token }, z.object({}))
      return {}
    },
  }
}

/** Mails follow the language of the screens; a server that is away learns it the next time it is chosen. */
export async function tellLanguage(desk: Desk, language: Language): Promise<void> {
  if (!desk.account) return
  const { server, token } = desk.session()
  await ask(server, { method: 'PATCH', path: '/auth/account', token, body: { language } }, accountAnswer)
}

/**
 * Shows the server that the present password is known and opens the vault key with it: what the new one is wrapped around
 * is then surely the key that the account has. Throws auth.failed (`password`), auth.locked.
 */
async function prove({ server, token }: OpenSession, email: string, password: string) {
  const { salt, kdf } = await ask(server, { path: '/auth/salt', body: { email } }, saltAnswer)
  const keys = await splitPassword(password, fromBase64Url(salt), kdf)
  const authKey = toBase64Url(keys.authKey)
  const proof = await ask(server, { path: '/auth/account/proof', token, body: { authKey } }, proofAnswer)
  return { authKey, vaultKey: await unwrapVaultKey(fromBase64Url(proof.vaultKeyWrapped), keys.wrapKey, 'password') }
}
