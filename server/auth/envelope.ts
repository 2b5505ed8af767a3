import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/** First byte of everything sealed here: the form below. Another form gets another number. */
const form = 1

/**
 * AES-256-GCM: form (1 byte), nonce (12), tag (16), ciphertext. `context` is authenticated with it, so that a sealed
 * value cannot be moved to another place.
 */
export function seal(key: Uint8Array, plain: Uint8Array, context: string): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context))
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([Buffer.from([form]), nonce, cipher.getAuthTag(), sealed])
}

/** Throws where key, context or bytes do not fit. */
export function openSealed(key: Uint8Array, sealed: Uint8Array, context: string): Buffer {
  if (sealed[0] !== form || sealed.length < 29) throw new Error('Not a sealed value of a known form')
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 13))
    .setAAD(Buffer.from(context))
    .setAuthTag(sealed.subarray(13, 29))
  return Buffer.concat([decipher.update(sealed.subarray(29)), decipher.final()])
}
