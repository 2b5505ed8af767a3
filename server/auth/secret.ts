import { createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { chmodSync, closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { type Config, ConfigError } from '../config.ts'
import { makeDataFolder } from '../dataFolder.ts'

/** What the installation's secret is used for, each with a key of its own. */
const purposes = ['appPassword', 'companyKeys', 'falseSalt', 'failureNames', 'mail', 'proof', 'setupCode'] as const
type Purpose = (typeof purposes)[number]

export interface Secret {
  key: (purpose: Purpose) => Buffer
  /** HMAC-SHA256 of a text under the purpose's key. */
  mac: (purpose: Purpose, text: string) => Buffer
  /** Password of the serving role. */
  appPassword: string
  /** Kept in the database, to find at once a secret that is not the one it was made with. */
  proof: string
}

/** PERGEL_SECRET, or the one in the data folder (`secret`, mode 600), made the first time. */
export function readSecret(config: Pick<Config, 'secret' | 'dataDir'>): Secret {
  return secretOf(config.secret ?? kept(join(config.dataDir, 'secret'), config.dataDir))
}

export function secretOf(master: Buffer): Secret {
  const keys = Object.fromEntries(
    purposes.map(purpose => [
      purpose,
      Buffer.from(hkdfSync('sha256', master, Buffer.alloc(32), `pergel ${purpose} 1`, 32)),
    ]),
  ) as Record<Purpose, Buffer>
  const mac = (purpose: Purpose, text: string) => createHmac('sha256', keys[purpose]).update(text).digest()
  return {
    key: purpose => keys[purpose],
    mac,
    appPassword: keys.appPassword.toString('hex'),
    proof: mac('proof', 'pergel').toString('hex'),
  }
}

function kept(file: string, folder: string): Buffer {
  makeDataFolder(folder)
  try {
    const made = openSync(file, 'wx', 0o600)
    writeSync(made, `${randomBytes(32).toString('hex')}\n`)
    // On the disk before the first key is wrapped with it: a power cut must not leave the one without the other.
    fsyncSync(made)
    closeSync(made)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    chmodSync(file, 0o600)
  }
  const text = readFileSync(file, 'utf8').trim()
  if (!/^[0-9a-f]{64}$/.test(text))
    throw new ConfigError(`PERGEL_SECRET: the file ${file} cannot be used; allowed: 64 hex digits, as it was made`)
  return Buffer.from(text, 'hex')
}
