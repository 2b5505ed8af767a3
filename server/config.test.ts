import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readSecret } from './auth/secret.ts'
import { readConfig } from './config.ts'

const folder = mkdtempSync(join(tmpdir(), 'pergel-config-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('the configuration', () => {
  it('needs nothing: this machine only, the usual port, the embedded database', () => {
    expect(readConfig({})).toMatchObject({ host: '127.0.0.1', port: 4780, databaseUrl: undefined, logLevel: 'info' })
    expect(readConfig({ PERGEL_HOST: '', PERGEL_PORT: ' ' })).toMatchObject({ host: '127.0.0.1', port: 4780 })
  })

  it.each([
    ['PERGEL_PORT', 'abc', /^PERGEL_PORT: "abc" cannot be used; allowed: a whole number from 0 to 65535/],
    ['PERGEL_PORT', '70000', /^PERGEL_PORT: "70000" cannot be used/],
    ['PERGEL_HOST', 'a b', /^PERGEL_HOST: "a b" cannot be used; allowed: a host name/],
    ['PERGEL_DRAIN_SECONDS', '1h', /^PERGEL_DRAIN_SECONDS: "1h" cannot be used; allowed: a whole number of seconds/],
    ['PERGEL_PUBLIC_URL', 'ftp://x', /^PERGEL_PUBLIC_URL: "ftp:\/\/x"/],
    ['PERGEL_LOG_LEVEL', 'loud', /^PERGEL_LOG_LEVEL: "loud" cannot be used; allowed: error, warn, info, debug/],
    ['PERGEL_TRUSTED_PROXIES', '10.0.0.0/33', /^PERGEL_TRUSTED_PROXIES: "10.0.0.0\/33"/],
    ['PERGEL_TLS_CERT', '/nowhere.pem', /^PERGEL_TLS_CERT: "\/nowhere.pem" cannot be used; allowed: a file/],
  ])('stops the start where %s is %j, saying what is allowed', (name, value, line) => {
    expect(() => readConfig({ [name]: value })).toThrow(line)
  })

  it.each([
    'https://tiles.test/{z}/{x}.png',
    'ftp://tiles.test/{z}/{x}/{y}.png',
    'https://{z}.tiles.test/{x}/{y}.png',
    'https://tiles.test/{z}/{z}/{x}/{y}.png',
  ])('takes no map address that is not whole, or whose host is not the operator’s: %s', url => {
    expect(() => readConfig({ PERGEL_TILES_URL: url })).toThrow(/^PERGEL_TILES_URL: the given value cannot be used/)
  })

  it('names map servers only where the operator did', () => {
    expect(readConfig({})).toMatchObject({ tiles: undefined, geocoder: undefined })
    const [tiles, geocoder] = ['https://tiles.test/{z}/{x}/{y}.png?key=gizli', 'http://geo.test/search?q={q}']
    expect(
      readConfig({ PERGEL_TILES_URL: tiles, PERGEL_TILES_ATTRIBUTION: '© Harita', PERGEL_GEOCODER_URL: geocoder }),
    ).toMatchObject({ tiles: { url: tiles, attribution: '© Harita' }, geocoder: { url: geocoder } })
    expect(() => readConfig({ PERGEL_GEOCODER_URL: 'http://geo.test/search' })).toThrow(
      /^PERGEL_GEOCODER_URL: the given value cannot be used; allowed: .*\{q\}/,
    )
  })

  it('never shows a secret that cannot be used', () => {
    expect(() => readConfig({ PERGEL_SECRET: 'kısa-sır' })).toThrow(/^PERGEL_SECRET: the given value cannot be used/)
    const smtp = 'http://ben:parola@posta'
    expect(() => readConfig({ PERGEL_SMTP_URL: smtp })).toThrow(/^PERGEL_SMTP_URL: the given value/)
    const database = 'mysql://ben:parola@veri'
    expect(() => readConfig({ PERGEL_DATABASE_URL: database })).toThrow(
      /^PERGEL_DATABASE_URL: the given value cannot be used; allowed: empty, or postgres:/,
    )
  })

  it('takes a secret from a file where that is named, and says which file it cannot read', () => {
    const file = join(folder, 'url')
    writeFileSync(file, 'postgres://ben:parola@veri/pergel\n')
    expect(readConfig({ PERGEL_DATABASE_URL_FILE: file }).databaseUrl).toBe('postgres://ben:parola@veri/pergel')
    expect(
      readConfig({ PERGEL_DATABASE_URL: 'postgres://other/one', PERGEL_DATABASE_URL_FILE: file }).databaseUrl,
    ).toBe('postgres://other/one')
    expect(() => readConfig({ PERGEL_SECRET_FILE: '/nowhere' })).toThrow(
      /^PERGEL_SECRET_FILE: "\/nowhere" cannot be read/,
    )
  })

  it('wants certificate and key together, and as a pair', () => {
    const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
    writeFileSync(cert, 'no certificate')
    writeFileSync(key, 'no key')
    expect(() => readConfig({ PERGEL_TLS_CERT: cert })).toThrow(/^PERGEL_TLS_KEY: undefined is missing/)
    expect(() => readConfig({ PERGEL_TLS_CERT: cert, PERGEL_TLS_KEY: key })).toThrow(
      /are not a certificate and its key/,
    )
  })

  it('takes a secret in hex and in base64', () => {
    const bytes = Buffer.alloc(32, 7)
    for (const text of [bytes.toString('hex'), bytes.toString('base64'), bytes.toString('base64url')])
      expect(readConfig({ PERGEL_SECRET: text }).secret).toEqual(bytes)
  })
})

describe('the secret', () => {
  it('is made once, and kept where only its owner reads it', () => {
    const config = { secret: undefined, dataDir: join(folder, 'data') }
    const first = readSecret(config)
    expect(statSync(join(config.dataDir, 'secret')).mode & 0o777).toBe(0o600)
    expect(readSecret(config).proof).toBe(first.proof)
    expect(readSecret({ ...config, secret: Buffer.alloc(32) }).proof).not.toBe(first.proof)
  })

  it('gives each use a key of its own', () => {
    const { key, appPassword, proof } = readSecret({ secret: Buffer.alloc(32, 1), dataDir: folder })
    const keys = [key('companyKeys'), key('falseSalt'), key('failureNames')].map(bytes => bytes.toString('hex'))
    expect(new Set([...keys, appPassword, proof]).size).toBe(5)
  })
})
