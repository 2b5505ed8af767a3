import { existsSync, readFileSync } from 'node:fs'
import { BlockList, isIP } from 'node:net'
import { join, resolve } from 'node:path'
import { createSecureContext } from 'node:tls'
import { z } from 'zod'
import { geocoderUrl, tilesUrl } from '../shared/mapServer.ts'
import { isText } from '../shared/text.ts'
import { type LogLevel, logLevels } from './http/logger.ts'

/** Paths of PEM files. */
export interface TlsFiles {
  cert: string
  key: string
}

export interface Config {
  host: string
  port: number
  dataDir: string
  /** Undefined: the embedded PostgreSQL. */
  databaseUrl: string | undefined
  publicUrl: string | undefined
  /** Undefined: the one kept in the data folder. */
  secret: Buffer | undefined
  tls: TlsFiles | undefined
  trustedProxies: BlockList
  /** How long the server goes on serving after it was told to stop, so that proxies can turn away. */
  drainSeconds: number
  smtpUrl: string | undefined
  /** Whom people ask who cannot get in, in the operator's words. */
  contact: string | undefined
  /** The map that desktops ask for pictures, and what they say beside it; undefined: nobody is asked. */
  tiles: { url: string; attribution: string } | undefined
  /** What desktops ask for the place of an address. */
  geocoder: { url: string } | undefined
  backupTarget: string | undefined
  /** The folder of installers that desktops update from. */
  updatesDir: string
  /** The folder of files' contents; one for all instances. */
  blobsDir: string
  logLevel: LogLevel
}

/** A variable that cannot be used; the message is the one line that the operator reads. */
export class ConfigError extends Error {}

const projectFolder = resolve(import.meta.dirname, '..')

const url = (protocols: readonly string[]) =>
  z.string().refine(text => URL.canParse(text) && protocols.includes(new URL(text).protocol.slice(0, -1)))
const file = z.string().refine(existsSync)
const decodeSecret = (text: string): Buffer =>
  /^([0-9a-f]{2})+$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64')

/** Every variable of contract.md: what is allowed, in words, its value when empty, and its shape. */
const variables = {
  PERGEL_HOST: {
    allowed: 'a host name or IP address to listen on, such as 127.0.0.1 or 0.0.0.0',
    shape: z
      .string()
      .regex(/^[\w.:-]+$/)
      .default('127.0.0.1'),
  },
  PERGEL_PORT: {
    allowed: 'a whole number from 0 to 65535 (0: any free port)',
    shape: z.string().regex(/^\d+$/).transform(Number).pipe(z.int().max(65_535)).default(4780),
  },
  PERGEL_DATA_DIR: { allowed: 'a folder', shape: z.string().default(join(projectFolder, '.pergel')) },
  PERGEL_DATABASE_URL: {
    allowed: 'empty, or postgres://user:password@host:port/database',
    isSecret: true,
    shape: url(['postgres', 'postgresql']).optional(),
  },
  PERGEL_PUBLIC_URL: { allowed: 'an http or https address', shape: url(['http', 'https']).optional() },
  PERGEL_SECRET: {
    allowed: 'empty, or at least 32 random bytes in hex or base64 (openssl rand -hex 32)',
    isSecret: true,
    shape: z
      .string()
      .regex(/^[A-Za-z0-9+/=_-]+$/)
      .transform(decodeSecret)
      .refine(bytes => bytes.length >= 32)
      .optional(),
  },
  PERGEL_TLS_CERT: { allowed: 'a file with a certificate chain in PEM', shape: file.optional() },
  PERGEL_TLS_KEY: { allowed: 'a file with a private key in PEM', shape: file.optional() },
  PERGEL_TRUSTED_PROXIES: {
    allowed: 'IP addresses or networks of reverse proxies, separated by commas, such as 10.0.0.0/8, ::1',
    shape: z
      .string()
      .default('')
      .transform(text => text.split(',').flatMap(part => part.trim() || []))
      .refine(parts => parts.every(isNetwork))
      .transform(networks),
  },
  PERGEL_DRAIN_SECONDS: {
    allowed: 'a whole number of seconds from 0 to 120',
    shape: z.string().regex(/^\d+$/).transform(Number).pipe(z.int().max(120)).default(0),
  },
  PERGEL_SMTP_URL: {
    allowed: 'smtp:// or smtps:// with user, password, host and port',
    isSecret: true,
    shape: url(['smtp', 'smtps']).optional(),
  },
  PERGEL_CONTACT: {
    allowed: 'a line of text of at most 200 letters, such as it@company.com or a phone number',
    shape: z.string().max(200).refine(isText).optional(),
  },
  PERGEL_TILES_URL: {
    allowed:
      'empty, or an http or https address with {z}, {x} and {y}, such as https://tiles.company.com/{z}/{x}/{y}.png',
    isSecret: true,
    shape: tilesUrl.optional(),
  },
  PERGEL_TILES_ATTRIBUTION: {
    allowed: 'a line of text of at most 300 letters, such as © OpenStreetMap contributors',
    shape: z.string().max(300).refine(isText).default(''),
  },
  PERGEL_GEOCODER_URL: {
    allowed: 'empty, or an http or https address with {q}, such as https://geo.company.com/search?format=json&q={q}',
    isSecret: true,
    shape: geocoderUrl.optional(),
  },
  PERGEL_BACKUP_TARGET: { allowed: 'a folder, or file:// or s3:// address', shape: z.string().optional() },
  PERGEL_UPDATES_DIR: { allowed: 'a folder', shape: z.string().optional() },
  PERGEL_BLOBS_DIR: { allowed: 'a folder', shape: z.string().optional() },
  PERGEL_LOG_LEVEL: { allowed: logLevels.join(', '), shape: z.enum(logLevels).default('info') },
} satisfies Record<string, { allowed: string; isSecret?: true; shape: z.ZodType }>
type Variable = keyof typeof variables

/** Reads the environment. Throws ConfigError naming the variable, its value and what is allowed. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const get = <V extends Variable>(name: V): z.infer<(typeof variables)[V]['shape']> => {
    const { allowed, shape } = variables[name]
    const raw = env[name]?.trim() || ('isSecret' in variables[name] ? fromFile(env, name) : undefined)
    const parsed = shape.safeParse(raw)
    if (parsed.success) return parsed.data as z.infer<(typeof variables)[V]['shape']>
    const shown = 'isSecret' in variables[name] ? 'the given value' : JSON.stringify(raw)
    throw new ConfigError(`${name}: ${shown} cannot be used; allowed: ${allowed}`)
  }
  return {
    host: get('PERGEL_HOST'),
    port: get('PERGEL_PORT'),
    dataDir: resolve(get('PERGEL_DATA_DIR')),
    databaseUrl: get('PERGEL_DATABASE_URL'),
    publicUrl: get('PERGEL_PUBLIC_URL'),
    secret: get('PERGEL_SECRET'),
    tls: tlsFiles(get('PERGEL_TLS_CERT'), get('PERGEL_TLS_KEY')),
    trustedProxies: get('PERGEL_TRUSTED_PROXIES'),
    drainSeconds: get('PERGEL_DRAIN_SECONDS'),
    smtpUrl: get('PERGEL_SMTP_URL'),
    contact: get('PERGEL_CONTACT'),
    tiles: tiles(get('PERGEL_TILES_URL'), get('PERGEL_TILES_ATTRIBUTION')),
    geocoder: withUrl(get('PERGEL_GEOCODER_URL')),
    backupTarget: get('PERGEL_BACKUP_TARGET'),
    updatesDir: resolve(get('PERGEL_UPDATES_DIR') ?? join(get('PERGEL_DATA_DIR'), 'updates')),
    blobsDir: resolve(get('PERGEL_BLOBS_DIR') ?? join(get('PERGEL_DATA_DIR'), 'blobs')),
    logLevel: get('PERGEL_LOG_LEVEL'),
  }
}

/** A secret may stand in a file that `<name>_FILE` names, as containers and systemd hand them over. */
function fromFile(env: NodeJS.ProcessEnv, name: Variable): string | undefined {
  const path = env[`${name}_FILE`]?.trim()
  if (!path) return undefined
  try {
    return readFileSync(path, 'utf8').trim() || undefined
  } catch {
    throw new ConfigError(`${name}_FILE: ${JSON.stringify(path)} cannot be read; allowed: a file with the value`)
  }
}

const withUrl = (url: string | undefined) => (url === undefined ? undefined : { url })
const tiles = (url: string | undefined, attribution: string) => (url === undefined ? undefined : { url, attribution })

/** Both or neither, and a pair. */
function tlsFiles(cert: string | undefined, key: string | undefined): TlsFiles | undefined {
  if (!cert && !key) return undefined
  const wrong = (name: 'PERGEL_TLS_CERT' | 'PERGEL_TLS_KEY', why: string) =>
    new ConfigError(
      `${name}: ${JSON.stringify(name === 'PERGEL_TLS_CERT' ? cert : key)} ${why}; allowed: ${variables[name].allowed}`,
    )
  if (!cert) throw wrong('PERGEL_TLS_CERT', 'is missing beside PERGEL_TLS_KEY')
  if (!key) throw wrong('PERGEL_TLS_KEY', 'is missing beside PERGEL_TLS_CERT')
  try {
    createSecureContext({ cert: readFileSync(cert), key: readFileSync(key) })
  } catch {
    throw wrong('PERGEL_TLS_KEY', `and ${JSON.stringify(cert)} are not a certificate and its key`)
  }
  return { cert, key }
}

function isNetwork(text: string): boolean {
  const [address = '', bits, more] = text.split('/')
  const family = isIP(address)
  if (family === 0 || more !== undefined) return false
  return bits === undefined || (/^\d+$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128))
}

function networks(parts: string[]): BlockList {
  const list = new BlockList()
  for (const part of parts) {
    const [address = '', bits] = part.split('/')
    const family = isIP(address) === 4 ? 'ipv4' : 'ipv6'
    if (bits === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(bits), family)
  }
  return list
}
