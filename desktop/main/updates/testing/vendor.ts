import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { type Release, signedText } from '../../../../shared/updates/release.ts'

/** A vendor with a key pair, who signs what a test wants signed. */
export function vendor() {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  return {
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64'),
    signed: (release: unknown) => {
      const text = JSON.stringify(release)
      const signature = sign(null, Buffer.from(signedText(text)), privateKey).toString('base64')
      return JSON.stringify({ release: text, signature })
    },
  }
}

export const sha512 = (bytes: string) => createHash('sha512').update(bytes).digest('base64')

/** Release `number` of `version` with one installer. */
export const releaseOf = (version: string, number: number, bytes: string, rest: Partial<Release> = {}): Release => ({
  format: 1,
  product: 'pergel',
  version,
  number,
  at: '2027-03-01T09:00:00.000Z',
  files: [{ name: `Pergel-${version}-win-x64.exe`, size: Buffer.byteLength(bytes), sha512: sha512(bytes) }],
  ...rest,
})
