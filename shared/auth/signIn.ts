import { z } from 'zod'
import { languages } from '../labels.ts'
import { uuid } from '../record.ts'
import { isText } from '../text.ts'
import { bytesOf } from './bytes.ts'
import { credentials } from './credentials.ts'
import { kdf } from './splitKey.ts'

/**
 * The four calls around signing in, for server, desktop and OpenAPI.
 *
 * 1. POST /auth/salt gives what the client needs to split the password; an unknown address gets a steady false one.
 * 2. POST /auth/session proves the authentication key; the newest session of a user ends the others.
 * 3. DELETE /auth/session ends it.
 * 4. POST /auth/reset without `next` gives the vault key as the recovery code wrapped it; with `next` it sets new
 *    credentials (a new recovery code too) and ends every session.
 */
export const email = z.string().min(3).max(254).refine(isText)
export const deviceGiven = z.strictObject({ id: uuid, name: z.string().min(1).max(100).refine(isText) })

export const saltRequest = z.strictObject({ email })
export const saltAnswer = z.object({ salt: bytesOf(16), kdf })

/** `trust`: the device token of an earlier sign-in here; with it a lock that others caused does not count. */
export const sessionRequest = z.strictObject({
  email,
  authKey: bytesOf(32),
  device: deviceGiven,
  trust: z.string().max(100).optional(),
})
export const sessionAnswer = z.object({
  token: z.string(),
  user: z.object({ id: uuid, name: z.string(), email: z.string() }),
  company: z.object({ id: uuid, name: z.string(), zone: z.string() }),
  vaultKeyWrapped: bytesOf(60),
  minimumClient: z.int(),
  /** Of the person, where they have chosen one. */
  language: z.enum(languages).optional(),
  /** Kept by the device, for `trust`. */
  deviceToken: z.string().optional(),
})

export const resetRequest = z.strictObject({ email, recoveryKey: bytesOf(32), next: credentials.optional() })
export const resetAnswer = z.object({ recoveryWrapped: bytesOf(60).optional() })
export type SessionAnswer = z.infer<typeof sessionAnswer>
