import { hostname } from 'node:os'
import type { z } from 'zod'
import { fromBase64Url, toBase64Url } from '../../../shared/auth/bytes.ts'
import { minimumPassword, newCredentials } from '../../../shared/auth/credentials.ts'
import {
  accountMade,
  invitationAnswer,
  resetBeginAnswer,
  resetFinishAnswer,
  resetLookAnswer,
} from '../../../shared/auth/identity.ts'
import { splitRecoveryCode } from '../../../shared/auth/recoveryCode.ts'
import { resetAnswer } from '../../../shared/auth/signIn.ts'
import { unwrapVaultKey } from '../../../shared/auth/vaultKey.ts'
import { AppError, type FieldErrors } from '../../../shared/errors.ts'
import type { Language } from '../../../shared/labels.ts'
import { ask } from './ask.ts'

/** How somebody who cannot sign in yet comes to an account; passwords and codes are turned into keys here. */
export interface Entrance {
  /** The device that this profile is to the account of an address, and where its proof is kept. */
  deviceFor: (server: string, email: string) => string
  keepTrust: (server: string, email: string, deviceToken: string) => Promise<void>
}
export interface Made {
  recoveryCode: string
  email: string
}

/** Throws auth.failed (`setupCode`), input.invalid. */
export async function makeCompany(
  entrance: Entrance,
  given: {
    server: string
    code: string
    company: { name: string; zone: string }
    admin: { name: string; email: string; password: string }
    language: Language
  },
): Promise<Made> {
  const { server, code, company, admin, language } = given
  const { name, email, password } = admin
  refuseEmpty({ 'company.name': company.name, name, email })
  const { credentials, recoveryCode } = await fromPassword(password)
  const body = {
    ...{ code, company, language, device: deviceOf(entrance, server, email) },
    admin: { name, email: email.trim(), credentials },
  }
  const made = await ask(server, { path: '/auth/company', body }, accountMade).catch(byField)
  return keep(entrance, server, made, recoveryCode)
}

export const lookAtInvitation = (server: string, token: string): Promise<z.infer<typeof invitationAnswer>> =>
  ask(server, { path: '/auth/invitation/look', body: { token } }, invitationAnswer)

/** Throws auth.failed (`link`, `linkUsed`, `linkExpired`), record.exists, input.invalid. */
export async function acceptInvitation(
  entrance: Entrance,
  given: { server: string; token: string; name: string; password: string; language: Language },
): Promise<Made> {
  const { server, token, name, password, language } = given
  refuseEmpty({ name })
  const { email } = await lookAtInvitation(server, token)
  const { credentials, recoveryCode } = await fromPassword(password)
  const body = { token, name, credentials, language, device: deviceOf(entrance, server, email) }
  const made = await ask(server, { path: '/auth/invitation/accept', body }, accountMade).catch(byField)
  return keep(entrance, server, made, recoveryCode)
}

export const beginReset = (server: string, email: string): Promise<{ byMail: boolean }> =>
  ask(server, { path: '/auth/reset/begin', body: { email: email.trim() } }, resetBeginAnswer)

export const lookAtReset = (server: string, token: string): Promise<z.infer<typeof resetLookAnswer>> =>
  ask(server, { path: '/auth/reset/look', body: { token } }, resetLookAnswer)

/** By a link, with or without the recovery code: only with it the vault stays open. */
export async function finishReset(
  entrance: Entrance,
  given: { server: string; token: string; recoveryCode?: string | undefined; password: string },
): Promise<Made & { vaultKept: boolean }> {
  const { server, token, password } = given
  requireLong(password)
  const path = '/auth/reset/finish'
  const recovery = given.recoveryCode === undefined ? undefined : await splitCode(given.recoveryCode)
  const recoveryKey = recovery && toBase64Url(recovery.authKey)
  const opened = recovery && (await ask(server, { path, body: { token, recoveryKey } }, resetFinishAnswer))
  const vaultKey = recovery && (await unwrap(opened?.recoveryWrapped, recovery.wrapKey))
  const { email } = opened ?? (await lookAtReset(server, token))
  const { credentials, recoveryCode } = await fromPassword(password, vaultKey)
  const body = { token, recoveryKey, next: credentials, device: deviceOf(entrance, server, email) }
  const made = await ask(server, { path, body }, resetFinishAnswer)
  return { ...(await keep(entrance, server, made, recoveryCode)), vaultKept: vaultKey !== undefined }
}

/** By e-mail and recovery code alone. Throws auth.failed (`recoveryCode`), auth.locked. */
export async function resetByCode(given: {
  server: string
  email: string
  recoveryCode: string
  password: string
}): Promise<Made & { vaultKept: boolean }> {
  const { server, password } = given
  const email = given.email.trim()
  refuseEmpty({ email })
  requireLong(password)
  const recovery = await splitCode(given.recoveryCode)
  const proof = { email, recoveryKey: toBase64Url(recovery.authKey) }
  const path = '/auth/reset'
  const { recoveryWrapped } = await ask(server, { path, body: proof }, resetAnswer).catch(asCode)
  const vaultKey = await unwrap(recoveryWrapped, recovery.wrapKey)
  const { credentials, recoveryCode } = await fromPassword(password, vaultKey)
  await ask(server, { path, body: { ...proof, next: credentials } }, resetAnswer).catch(asCode)
  return { email, recoveryCode, vaultKept: true }
}

/** Throws input.invalid for a password that is too short. */
export function requireLong(password: string): void {
  if ([...password].length >= minimumPassword) return
  throw new AppError('input.invalid', {
    fields: { password: { reason: 'tooShort', params: { min: minimumPassword } } },
  })
}

function fromPassword(password: string, vaultKey?: Uint8Array) {
  requireLong(password)
  return newCredentials(password, vaultKey ? { vaultKey } : {})
}

/** The name by which people know their computers in the list of devices. */
export const deviceName = (): string => hostname().slice(0, 100) || 'desktop'

const deviceOf = ({ deviceFor }: Entrance, server: string, email: string) => ({
  id: deviceFor(server, email),
  name: deviceName(),
})

async function keep(
  entrance: Entrance,
  server: string,
  made: z.infer<typeof accountMade>,
  recoveryCode: string,
): Promise<Made> {
  const { email, deviceToken } = made
  if (deviceToken) await entrance.keepTrust(server, email, deviceToken)
  return { recoveryCode, email }
}

async function unwrap(wrapped: string | undefined, wrapKey: Uint8Array): Promise<Uint8Array> {
  if (wrapped === undefined) throw new AppError('server.unavailable', { params: { reason: 'notPergel' } })
  return unwrapVaultKey(fromBase64Url(wrapped), wrapKey, 'recovery')
}

const wrongCode = () => new AppError('auth.failed', { params: { reason: 'recoveryCode' } })
const splitCode = (code: string) =>
  splitRecoveryCode(code).catch(() => {
    throw wrongCode()
  })

/** What the server cannot tell apart from a wrong password is here a wrong code. */
function asCode(thrown: unknown): never {
  if (thrown instanceof AppError && thrown.code === 'auth.failed' && !thrown.params) throw wrongCode()
  throw thrown
}

function refuseEmpty(texts: Record<string, string>): void {
  const fields: FieldErrors = {}
  for (const [name, text] of Object.entries(texts)) if (text.trim() === '') fields[name] = { reason: 'required' }
  if (Object.keys(fields).length > 0) throw new AppError('input.invalid', { fields })
}

/** The server names fields by their place in the request, a form by what they are. */
function byField(thrown: unknown): never {
  if (!(thrown instanceof AppError) || !thrown.fields) throw thrown
  const fields = Object.fromEntries(
    Object.entries(thrown.fields).map(([path, error]) => [
      path === 'company.name' ? path : path.replace(/^(admin|company)\./, ''),
      error,
    ]),
  )
  throw new AppError(thrown.code, { ...(thrown.params ? { params: thrown.params } : {}), fields, cause: thrown })
}
