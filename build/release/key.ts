import { generateKeyPairSync } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'

/**
 * Makes the vendor's key pair: the private key goes into `file` (PEM, for its owner only, encrypted where there is a
 * passphrase), the public one is added to `keys`. Gives the public key. Never overwrites a key.
 */
export async function makeKey(options: {
  file: string
  keys: string
  passphrase: string | undefined
}): Promise<string> {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const { passphrase } = options
  const pem = privateKey.export({
    format: 'pem',
    type: 'pkcs8',
    ...(passphrase ? { cipher: 'aes-256-cbc', passphrase } : {}),
  })
  await writeFile(options.file, pem, { mode: 0o600, flag: 'wx' })
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64')
  const before = JSON.parse(await readFile(options.keys, 'utf8')) as string[]
  await writeFile(options.keys, `${JSON.stringify([...before, raw], null, 2)}\n`)
  return raw
}
