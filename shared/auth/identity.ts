import { z } from 'zod'
import { languages } from '../labels.ts'
import { uuid } from '../record.ts'
import { isText } from '../text.ts'
import { bytesOf } from './bytes.ts'
import { credentials } from './credentials.ts'
import { deviceGiven, email } from './signIn.ts'

/**
 * The calls by which companies, accounts, invitations and keys are made and changed, for server, desktop and OpenAPI.
 * Those that make an account take what the client derived from a password, never the password.
 */
const language = z.enum(languages)
const name = z.string().trim().min(1).max(120).refine(isText)
const token = z.string().max(100)
const instant = z.iso.datetime()
const recovery = credentials.pick({ recoveryKey: true, recoveryWrapped: true })
const password = credentials.pick({ salt: true, kdf: true, authKey: true, vaultKeyWrapped: true })

/** GET /auth/server: what a desktop wants to know before anybody signs in. */
export const serverAnswer = z.object({
  product: z.literal('pergel'),
  version: z.string(),
  minimumClient: z.int(),
  hasCompany: z.boolean(),
  needsSetup: z.boolean(),
  sendsMail: z.boolean(),
  contact: z.string().optional(),
})

/** An account was made, or its password set: with the device token a sign-in follows, whatever locks the account. */
export const accountMade = z.object({ email: z.string(), deviceToken: z.string().optional() })

/** POST /auth/company, with the one-time code. */
export const companyRequest = z.strictObject({
  code: z.string().max(100),
  company: z.strictObject({ name: z.string().trim().min(1).max(200).refine(isText), zone: z.string().max(80) }),
  admin: z.strictObject({ name, email, credentials }),
  language: language.optional(),
  device: deviceGiven.optional(),
})

/** POST /auth/invitation/look and /accept, by whoever holds the link. */
export const linkRequest = z.strictObject({ token })
export const invitationAnswer = z.object({
  company: z.object({ name: z.string() }),
  email: z.string(),
  name: z.string(),
  role: z.string(),
  invitedBy: z.string(),
  expiresAt: instant,
})
export const acceptRequest = z.strictObject({
  token,
  name,
  credentials,
  language: language.optional(),
  device: deviceGiven.optional(),
})

/** POST /auth/reset/begin answers the same for every address. */
export const resetBeginRequest = z.strictObject({ email })
export const resetBeginAnswer = z.object({ byMail: z.boolean() })
/** POST /auth/reset/look, by whoever holds the link. */
export const resetLookAnswer = z.object({
  company: z.object({ name: z.string() }),
  email: z.string(),
  expiresAt: instant,
})
/**
 * POST /auth/reset/finish. With `recoveryKey` and without `next` it gives the vault key as the recovery code wrapped it;
 * with `next` it sets the new password. A vault key that nobody could unwrap is replaced by the one in `next`.
 */
export const resetFinishRequest = z.strictObject({
  token,
  recoveryKey: bytesOf(32).optional(),
  next: credentials.optional(),
  device: deviceGiven.optional(),
})
export const resetFinishAnswer = accountMade.extend({ recoveryWrapped: bytesOf(60).optional() })

/** GET and PATCH /auth/account: one's own. */
export const accountAnswer = z.object({
  name: z.string(),
  email: z.string(),
  role: z.string(),
  team: z.string().optional(),
  language: language.optional(),
  passwordChangedAt: instant,
  recoveryChangedAt: instant,
})
export const accountPatch = z.strictObject({ name: name.optional(), language: language.optional() })
/** POST /auth/account/proof shows that one knows the password, and gives the vault key as it wrapped it. */
export const proofRequest = z.strictObject({ authKey: bytesOf(32) })
export const proofAnswer = z.object({ vaultKeyWrapped: bytesOf(60) })
/** POST /auth/account/password and /auth/account/recovery; `authKey` of the present password. */
export const passwordRequest = z.strictObject({ authKey: bytesOf(32), next: password })
export const recoveryRequest = z.strictObject({ authKey: bytesOf(32), next: recovery })

/** GET /auth/devices; DELETE /auth/devices/:id signs one out. */
export const devicesAnswer = z.array(
  z.object({
    id: uuid,
    name: z.string(),
    isThis: z.boolean(),
    isActive: z.boolean(),
    firstSeenAt: instant,
    lastSeenAt: instant,
  }),
)

/** GET /auth/people, for administrators: what the records of the kind `user` do not say. */
export const peopleAnswer = z.object({
  accounts: z.array(
    z.object({
      user: uuid,
      email: z.string(),
      lastSeenAt: instant.optional(),
      askedForResetAt: instant.optional(),
    }),
  ),
  invitations: z.array(
    z.object({
      id: uuid,
      email: z.string(),
      name: z.string(),
      role: uuid,
      team: uuid.nullable(),
      user: uuid.optional(),
      createdAt: instant,
      expiresAt: instant,
    }),
  ),
})
/** POST /auth/invitations. */
export const inviteRequest = z.strictObject({
  email,
  /** Absent: the invited person writes it. */
  name: name.optional(),
  role: uuid,
  team: uuid.optional(),
  user: uuid.optional(),
  language: language.optional(),
})
/** `token` where the link is to be handed on by hand, once; `base` where the operator gave the server's address. */
export const handedOutAnswer = z.object({
  token: z.string().optional(),
  base: z.string().optional(),
  isMailed: z.boolean(),
  expiresAt: instant,
})
export const inviteAnswer = handedOutAnswer.extend({ invitation: uuid })
/** POST /auth/invitations/:id/link makes a new link in place of the old one. */
export const resendRequest = z.strictObject({ by: z.enum(['mail', 'copy']) })

/** GET and POST /auth/keys, DELETE /auth/keys/:id. */
export const keysAnswer = z.array(
  z.object({
    id: uuid,
    name: z.string(),
    start: z.string().optional(),
    role: uuid,
    createdAt: instant,
    createdBy: uuid.optional(),
    lastUsedAt: instant.optional(),
    revokedAt: instant.optional(),
  }),
)
export const keyRequest = z.strictObject({ name, role: uuid })
export const keyAnswer = z.object({ id: uuid, key: z.string() })
