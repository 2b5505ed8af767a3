import { argon2id } from 'hash-wasm'
import { z } from 'zod'
import { AppError } from '../errors.ts'

/** How a password becomes keys; stored with the account, so that it can grow harder. `memory` in KiB. */
export const kdf = z.strictObject({
  algorithm: z.literal('argon2id'),
  memory: z.int().max(1_048_576),
  iterations: z.int().max(20),
  parallelism: z.int().min(1).max(4),
  version: z.literal(19),
})
export type Kdf = z.infer<typeof kdf>

/** What new passwords get: about a third of a second on an office machine. */
export const defaultKdf: Kdf = { algorithm: 'argon2id', memory: 65_536, iterations: 3, parallelism: 1, version: 19 }
/** The least a client accepts (OWASP's minimum), so that no server can ask for a key that is cheap to guess. */
export const minimumKdf: Kdf = { algorithm: 'argon2id', memory: 19_456, iterations: 2, parallelism: 1, version: 19 }

export const saltLength = 16
export interface SplitKey {
  /** Shown to the server, which keeps its hash. */
  authKey: Uint8Array<ArrayBuffer>
  /** Never leaves the client: unwraps the vault key. */
  wrapKey: Uint8Array<ArrayBuffer>
}

/**
 * Two independent 32-byte keys from a password: Argon2id (RFC 9106) to 64 bytes, then HKDF-SHA256 under two names.
 * The same in Node and browsers. Throws input.invalid for parameters below the minimum.
 */
export async function splitPassword(password: string, salt: Uint8Array, parameters: Kdf): Promise<SplitKey> {
  const given = kdf.parse(parameters)
  if (given.memory < minimumKdf.memory || given.iterations < minimumKdf.iterations || salt.length < saltLength)
    throw new AppError('input.invalid', { params: { reason: 'weakKdf' } })
  const secret = await argon2id({
    // One spelling of a letter, whatever keyboard or system composed it.
    password: password.normalize('NFKC'),
    salt,
    memorySize: given.memory,
    iterations: given.iterations,
    parallelism: given.parallelism,
    hashLength: 64,
    outputType: 'binary',
  })
  return await split(secret, 'pergel password 1')
}

/** The same for a secret that is random already (a recovery code's bytes): no stretching. */
export const splitRandom = (secret: Uint8Array, name: string): Promise<SplitKey> => split(secret, name)

async function split(secret: Uint8Array, name: string): Promise<SplitKey> {
  const key = await crypto.subtle.importKey('raw', Uint8Array.from(secret), 'HKDF', false, ['deriveBits'])
  const derive = async (part: string) => {
    const info = new TextEncoder().encode(`${name} ${part}`)
    return new Uint8Array(
      await crypto.subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(32), info }, key, 256),
    )
  }
  const [authKey, wrapKey] = await Promise.all([derive('authentication'), derive('wrapping')])
  return { authKey, wrapKey }
}
