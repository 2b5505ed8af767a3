import { AppError } from '../errors.ts'
import { randomBytes } from './bytes.ts'

/** A wrapped key is 12 bytes of nonce, 32 of ciphertext, 16 of tag. */
export const wrappedLength = 60

/** The random key of a user's vault (chat identity, notes for oneself); the server only ever holds it wrapped. */
export const newVaultKey = (): Uint8Array<ArrayBuffer> => randomBytes(32)

/** AES-256-GCM. `purpose` says by what it was wrapped, so that no wrapping is taken for another. */
export async function wrapVaultKey(
  vaultKey: Uint8Array,
  wrapKey: Uint8Array,
  purpose: WrapPurpose,
): Promise<Uint8Array<ArrayBuffer>> {
  const iv = randomBytes(12)
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(purpose) },
    await aesKey(wrapKey, 'encrypt'),
    Uint8Array.from(vaultKey),
  )
  return Uint8Array.from([...iv, ...new Uint8Array(sealed)])
}
export type WrapPurpose = 'password' | 'recovery' | 'device'

/** Throws auth.failed where the key does not fit. */
export async function unwrapVaultKey(
  wrapped: Uint8Array,
  wrapKey: Uint8Array,
  purpose: WrapPurpose,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const algorithm = {
      name: 'AES-GCM',
      iv: Uint8Array.from(wrapped.subarray(0, 12)),
      additionalData: new TextEncoder().encode(purpose),
    }
    const key = await aesKey(wrapKey, 'decrypt')
    return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, Uint8Array.from(wrapped.subarray(12))))
  } catch (cause) {
    throw new AppError('auth.failed', { cause })
  }
}

const aesKey = (bytes: Uint8Array, use: 'encrypt' | 'decrypt') =>
  crypto.subtle.importKey('raw', Uint8Array.from(bytes), 'AES-GCM', false, [use])
