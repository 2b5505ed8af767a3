import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { type Release, release, releaseFile, signedRelease, signedText } from '../../shared/updates/release.ts'

export interface SignOptions {
  folder: string
  /** PEM of the private key. */
  key: string
  passphrase?: string | undefined
  /** Those that desktops are built with: a signature that none of them will take is refused here. */
  publicKeys: readonly string[]
  /** One more than the release that is signed in the folder, where not given. */
  number?: number
  minimum?: string
  now?: () => number
}

/**
 * Signs what lies in the folder as one release and writes `release.json`. The installers are hashed anew; the updater's
 * own descriptions must agree with them and with each other about the version.
 */
export async function signRelease(options: SignOptions): Promise<Release> {
  const { folder, now = Date.now } = options
  const key = privateKeyOf(options)
  const names = (await readdir(folder)).sort()
  const descriptions = names.filter(name => /^latest.*\.yml$/.test(name))
  if (descriptions.length === 0) throw new Error(`${folder} holds no latest.yml: it is not a folder of installers`)
  const files: Release['files'] = []
  for (const name of names.filter(isInstaller)) files.push({ name, ...(await measured(join(folder, name))) })
  const version = await agreedVersion(folder, descriptions, files)
  const text = JSON.stringify(
    release.parse({
      format: 1,
      product: 'pergel',
      version,
      number: options.number ?? (await nextNumber(folder)),
      at: new Date(now()).toISOString(),
      ...(options.minimum ? { minimum: options.minimum } : {}),
      // Installers of earlier versions may stay: the updater loads only what is new against their block maps.
      files: files.filter(({ name }) => name.includes(`-${version}-`)),
    } satisfies Release),
  )
  const signature = sign(null, Buffer.from(signedText(text)), key).toString('base64')
  // At once or not at all: a desktop may ask in this moment.
  const next = join(folder, `.${releaseFile}.new`)
  await writeFile(next, `${JSON.stringify({ release: text, signature })}\n`)
  await rename(next, join(folder, releaseFile))
  return release.parse(JSON.parse(text))
}

const isInstaller = (name: string) => /^\w[\w.+-]*\.(exe|dmg|zip|AppImage|deb|blockmap)$/.test(name)

function privateKeyOf({ key, passphrase, publicKeys }: SignOptions): KeyObject {
  const opened = createPrivateKey({ key, ...(passphrase ? { passphrase } : {}) })
  if (opened.asymmetricKeyType !== 'ed25519') throw new Error('The key is not an Ed25519 key')
  const own = createPublicKey(opened).export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64')
  if (!publicKeys.includes(own))
    throw new Error(`No desktop would take it: ${own} is not in resources/update-keys.json`)
  return opened
}

async function measured(file: string): Promise<{ size: number; sha512: string }> {
  const hash = createHash('sha512')
  await pipeline(createReadStream(file), hash)
  return { size: (await stat(file)).size, sha512: hash.digest('base64') }
}

/** The version of all descriptions; throws where one names another file than the one that lies here. */
async function agreedVersion(folder: string, descriptions: string[], files: Release['files']): Promise<string> {
  const versions = new Set<string>()
  for (const name of descriptions) {
    const text = await readFile(join(folder, name), 'utf8')
    versions.add(/^version: *['"]?([^'"\s]+)/m.exec(text)?.[1] ?? '')
    const entries = [...text.matchAll(/^ *- url: *['"]?([^'"\n]+?)['"]?\n +sha512: *(\S+)/gm)]
    if (entries.length === 0) throw new Error(`${name} names no file`)
    for (const [, url, sha512] of entries) {
      const file = files.find(found => found.name === url)
      if (!file) throw new Error(`${name} names ${url}, which is not in the folder`)
      if (file.sha512 !== sha512) throw new Error(`${url} is another file than ${name} says`)
    }
  }
  const [version = '', other] = versions
  if (other !== undefined) throw new Error(`The folder mixes versions: ${[...versions].join(', ')}`)
  return version
}

async function nextNumber(folder: string): Promise<number> {
  const text = await readFile(join(folder, releaseFile), 'utf8').catch(() => undefined)
  if (text === undefined) {
    throw new Error(
      'The folder holds no earlier release.json to count on from: give --number N (1 for the first release of all, ' +
        'else one more than the last)',
    )
  }
  const last = release.parse(JSON.parse(signedRelease.parse(JSON.parse(text)).release))
  return last.number + 1
}
