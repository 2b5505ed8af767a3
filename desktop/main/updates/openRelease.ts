import { createPublicKey, verify } from 'node:crypto'
import { type Release, release, signedRelease, signedText } from '../../../shared/updates/release.ts'
import { UpdateRefused } from './updateRefused.ts'

/**
 * The release in `release.json`, checked before anything in it is believed. `keys` are the vendor's public keys in
 * base64 (32 bytes each); more than one while an old key is being replaced. Throws UpdateRefused `signature`.
 */
export function openRelease(text: string, keys: readonly string[]): Release {
  const signed = signedRelease.safeParse(parsed(text))
  if (!signed.success) throw new UpdateRefused('signature', 'the file is not a signed release')
  const message = Buffer.from(signedText(signed.data.release))
  const signature = Buffer.from(signed.data.signature, 'base64')
  if (!keys.some(key => verify(null, message, publicKey(key), signature))) {
    throw new UpdateRefused('signature', 'no key of this build has signed the release')
  }
  const opened = release.safeParse(parsed(signed.data.release))
  // Signed, but by a vendor of later days whose format this build does not know.
  if (!opened.success) throw new UpdateRefused('signature', 'the release has a format that this build does not know')
  return opened.data
}

/** What stands before the 32 bytes of an Ed25519 key in its SPKI form (RFC 8410). */
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex')

function publicKey(base64: string) {
  const raw = Buffer.from(base64, 'base64')
  if (raw.length !== 32) throw new Error('resources/update-keys.json: a key is 32 bytes in base64')
  return createPublicKey({ key: Buffer.concat([spkiPrefix, raw]), format: 'der', type: 'spki' })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
