import type { z } from 'zod'
import { toBase64Url } from '../../shared/auth/bytes.ts'
import {
  acceptRequest,
  accountAnswer,
  accountMade,
  accountPatch,
  companyRequest,
  devicesAnswer,
  handedOutAnswer,
  invitationAnswer,
  inviteAnswer,
  inviteRequest,
  keyAnswer,
  keyRequest,
  keysAnswer,
  linkRequest,
  passwordRequest,
  peopleAnswer,
  proofAnswer,
  proofRequest,
  recoveryRequest,
  resendRequest,
  resetBeginAnswer,
  resetBeginRequest,
  resetFinishAnswer,
  resetFinishRequest,
  resetLookAnswer,
  serverAnswer,
} from '../../shared/auth/identity.ts'
import {
  resetAnswer,
  resetRequest,
  saltAnswer,
  saltRequest,
  sessionAnswer,
  sessionRequest,
} from '../../shared/auth/signIn.ts'
import { defaultKdf } from '../../shared/auth/splitKey.ts'
import { minimumClient } from '../../shared/sync/protocol.ts'
import { version } from '../version.ts'
import { exampleAt, exampleId } from './examples.ts'

interface Shown {
  schema: z.ZodType
  example: unknown
}
export interface AuthCall {
  method: 'get' | 'post' | 'patch' | 'delete'
  path: string
  /** Its words stand under `operations` and `about`. */
  name: string
  status: number
  request?: Shown
  answer?: Shown
  /** Asked by whoever is not signed in; the others want a session, and an API key is let into none of them. */
  isOpen?: true
  /** What the id in the path is of. */
  of?: string
}

/** Bytes as they stand in examples: nobody's key. */
const bytes = (length: number) => toBase64Url(new Uint8Array(length).map((_, i) => (i * 37 + 11) % 256))
const token = (kind: 's' | 'k' | 'd' | 'i' | 'r') => `pg${kind}_${bytes(32)}`
const [email, newcomer] = ['elif.kaya@firma.example', 'murat.demir@firma.example']
const device = { id: exampleId('device'), name: 'Masaüstü' }
const company = { name: 'Anadolu Makina A.Ş.' }
const password = { salt: bytes(16), kdf: defaultKdf, authKey: bytes(32), vaultKeyWrapped: bytes(60) }
const recovery = { recoveryKey: bytes(32), recoveryWrapped: bytes(60) }
const credentials = { ...password, ...recovery }
const made = { email, deviceToken: token('d') }
const account = {
  ...{ name: 'Elif Kaya', email, role: 'Satış', team: 'Ege Satış', language: 'tr' },
  ...{ passwordChangedAt: exampleAt, recoveryChangedAt: exampleAt },
}
const handedOut = { token: token('i'), isMailed: false, expiresAt: exampleAt }

const show = (schema: z.ZodType, example: unknown): Shown => ({ schema, example })
type Details = Pick<AuthCall, 'request' | 'answer' | 'of'>
const call =
  (more: Pick<AuthCall, 'isOpen'>) =>
  (method: AuthCall['method'], path: string, name: string, status: number, details: Details = {}): AuthCall => ({
    ...{ method, path: `/auth${path}`, name, status },
    ...details,
    ...more,
  })
const [open, own] = [call({ isOpen: true }), call({})]

export const authCalls: readonly AuthCall[] = [
  open('get', '/server', 'server', 200, {
    answer: show(serverAnswer, {
      ...{ product: 'pergel', version, minimumClient, hasCompany: true, needsSetup: false, sendsMail: true },
    }),
  }),
  open('post', '/salt', 'salt', 200, {
    request: show(saltRequest, { email }),
    answer: show(saltAnswer, { salt: bytes(16), kdf: defaultKdf }),
  }),
  open('post', '/session', 'signIn', 201, {
    request: show(sessionRequest, { email, authKey: bytes(32), device }),
    answer: show(sessionAnswer, {
      token: token('s'),
      user: { id: exampleId('user'), name: 'Elif Kaya', email },
      company: { id: exampleId('company'), ...company, zone: 'Europe/Istanbul' },
      ...{ vaultKeyWrapped: bytes(60), minimumClient, language: 'tr', deviceToken: token('d') },
    }),
  }),
  own('delete', '/session', 'signOut', 204),
  open('post', '/company', 'company', 201, {
    request: show(companyRequest, {
      ...{ code: 'ABCD-EFGH-JKMN', company: { ...company, zone: 'Europe/Istanbul' } },
      ...{ admin: { name: 'Elif Kaya', email, credentials }, language: 'tr', device },
    }),
    answer: show(accountMade, made),
  }),
  open('post', '/invitation/look', 'invitationLook', 200, {
    request: show(linkRequest, { token: token('i') }),
    answer: show(invitationAnswer, {
      ...{ company, email: newcomer, name: 'Murat Demir', role: 'Satış', invitedBy: 'Elif Kaya', expiresAt: exampleAt },
    }),
  }),
  open('post', '/invitation/accept', 'invitationAccept', 201, {
    request: show(acceptRequest, { token: token('i'), name: 'Murat Demir', credentials, language: 'tr' }),
    answer: show(accountMade, { ...made, email: newcomer }),
  }),
  open('post', '/reset', 'reset', 200, {
    request: show(resetRequest, { email, recoveryKey: bytes(32) }),
    answer: show(resetAnswer, { recoveryWrapped: bytes(60) }),
  }),
  open('post', '/reset/begin', 'resetBegin', 202, {
    request: show(resetBeginRequest, { email }),
    answer: show(resetBeginAnswer, { byMail: true }),
  }),
  open('post', '/reset/look', 'resetLook', 200, {
    request: show(linkRequest, { token: token('r') }),
    answer: show(resetLookAnswer, { company, email: newcomer, expiresAt: exampleAt }),
  }),
  open('post', '/reset/finish', 'resetFinish', 200, {
    request: show(resetFinishRequest, { token: token('r'), next: credentials }),
    answer: show(resetFinishAnswer, { ...made, email: newcomer }),
  }),
  own('get', '/account', 'account', 200, { answer: show(accountAnswer, account) }),
  own('patch', '/account', 'accountEdit', 200, {
    request: show(accountPatch, { language: 'tr' }),
    answer: show(accountAnswer, account),
  }),
  own('post', '/account/proof', 'proof', 200, {
    request: show(proofRequest, { authKey: bytes(32) }),
    answer: show(proofAnswer, { vaultKeyWrapped: bytes(60) }),
  }),
  own('post', '/account/password', 'password', 204, {
    request: show(passwordRequest, { authKey: bytes(32), next: password }),
  }),
  own('post', '/account/recovery', 'recovery', 204, {
    request: show(recoveryRequest, { authKey: bytes(32), next: recovery }),
  }),
  own('get', '/devices', 'devices', 200, {
    answer: show(devicesAnswer, [
      { ...device, isThis: true, isActive: true, firstSeenAt: exampleAt, lastSeenAt: exampleAt },
    ]),
  }),
  own('delete', '/devices/{id}', 'deviceEnd', 204, { of: 'device' }),
  own('get', '/people', 'people', 200, {
    answer: show(peopleAnswer, {
      accounts: [{ user: exampleId('user'), email, lastSeenAt: exampleAt }],
      invitations: [
        {
          ...{ id: exampleId('invitation'), email: newcomer, name: 'Murat Demir', role: exampleId('role'), team: null },
          ...{ createdAt: exampleAt, expiresAt: exampleAt },
        },
      ],
    }),
  }),
  own('post', '/people/{id}/reset-link', 'resetLink', 201, {
    of: 'person',
    answer: show(handedOutAnswer, { ...handedOut, token: token('r') }),
  }),
  own('post', '/invitations', 'invite', 201, {
    request: show(inviteRequest, { email: newcomer, name: 'Murat Demir', role: exampleId('role'), language: 'tr' }),
    answer: show(inviteAnswer, { ...handedOut, invitation: exampleId('invitation') }),
  }),
  own('post', '/invitations/{id}/link', 'invitationLink', 201, {
    of: 'invitation',
    request: show(resendRequest, { by: 'copy' }),
    answer: show(handedOutAnswer, handedOut),
  }),
  own('delete', '/invitations/{id}', 'invitationEnd', 204, { of: 'invitation' }),
  own('get', '/keys', 'keys', 200, {
    answer: show(keysAnswer, [
      {
        ...{ id: exampleId('apiKey'), name: 'ERP', start: 'pgk_CzBV', role: exampleId('role'), createdAt: exampleAt },
        ...{ createdBy: exampleId('user'), lastUsedAt: exampleAt },
      },
    ]),
  }),
  own('post', '/keys', 'keyMake', 201, {
    request: show(keyRequest, { name: 'ERP', role: exampleId('role') }),
    answer: show(keyAnswer, { id: exampleId('apiKey'), key: token('k') }),
  }),
  own('delete', '/keys/{id}', 'keyEnd', 204, { of: 'apiKey' }),
]
