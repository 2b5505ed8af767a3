import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newCredentials } from '../../../shared/auth/credentials.ts'
import { minimumKdf } from '../../../shared/auth/splitKey.ts'
import { fileKeyStore } from './keyStore.ts'
import { openProfile } from './profile.ts'
import { addressFrom } from './serverLook.ts'
import { signIn } from './signIn.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'profile-'))
})
afterEach(() => rm(folder, { recursive: true }))

describe('the key store in a file', () => {
  it('gives every secret back, to this user alone, also when several are written at once', async () => {
    const file = join(folder, 'keys.json')
    const store = fileKeyStore(file)
    await Promise.all(['a', 'b', 'c'].map((name, i) => store.write(name, new Uint8Array([i, 255]))))
    await store.remove('b')
    expect([...((await fileKeyStore(file).read('c')) ?? [])]).toEqual([2, 255])
    expect(await store.read('b')).toBeNull()
    expect((await stat(file)).mode & 0o777).toBe(0o600)
  })
})

describe('the profile', () => {
  it('keeps its device and its settings over a restart, and the server that it is started with', async () => {
    const first = await openProfile(folder, { server: 'http://127.0.0.1:1' })
    await Promise.all([
      first.change({ known: ['a@b.co'] }),
      first.change({ preferences: { ...first.settings.preferences, theme: 'dark' } }),
    ])
    const second = await openProfile(folder, { server: 'http://127.0.0.1:2' })
    expect(second.settings).toMatchObject({
      device: first.settings.device,
      known: ['a@b.co'],
      preferences: { theme: 'dark' },
      server: 'http://127.0.0.1:2',
    })
  })
})

describe('the server that a profile begins with', () => {
  it('is the one that was used last where none is named', async () => {
    const first = await openProfile(folder, { server: 'http://127.0.0.1:1' })
    await first.change({ server: 'https://pergel.firma.test' })
    expect((await openProfile(folder, { server: '' })).settings.server).toBe('https://pergel.firma.test')
    expect((await openProfile(folder, { server: 'http://127.0.0.1:2' })).settings.server).toBe('http://127.0.0.1:2')
  })
})

describe('an address as people type it', () => {
  it.each([
    ['crm.firma.com.tr', 'https://crm.firma.com.tr'],
    [' https://CRM.firma.com.tr:8443/giris/ ', 'https://crm.firma.com.tr:8443'],
    ['localhost:4780', 'http://localhost:4780'],
    ['127.0.0.1:4780', 'http://127.0.0.1:4780'],
    ['[::1]:4780', 'http://[::1]:4780'],
    ['192.168.1.20', 'https://192.168.1.20'],
    ['http://crm.firma.com.tr', 'http://crm.firma.com.tr'],
  ])('%s is %s', (typed, address) => {
    expect(addressFrom(typed)).toBe(address)
  })

  it.each(['', '  ', 'iki kelime', 'ftp://a.b', 'javascript:alert(1)', 'https://ben:parola@firma.test', 'firma'])(
    '%s is none',
    typed => {
      expect(addressFrom(typed)).toBeUndefined()
    },
  )
})

describe('signing in', () => {
  let server: Server
  let seen: string[]
  const password = 'uzun bir parola'
  const serve = async (answer: (path: string, body: { authKey?: string }) => [number, unknown] | string) => {
    seen = []
    server = createServer((request, response) => {
      let body = ''
      request.on('data', chunk => (body += chunk))
      request.on('end', () => {
        seen.push(body)
        const answered = answer(request.url ?? '', JSON.parse(body))
        if (typeof answered === 'string') return response.end(answered)
        response.writeHead(answered[0]).end(JSON.stringify(answered[1]))
      })
    })
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }
  afterEach(() => void server?.close())
  const id = '0190a0a0-0000-7000-8000-000000000001'
  const given = { email: 'a@b.co', password, device: id }

  it('opens the vault key without the password or its wrapping key ever being sent', async () => {
    const made = await newCredentials(password, { kdf: minimumKdf })
    const { salt, kdf, authKey, vaultKeyWrapped } = made.credentials
    const url = await serve((path, body) => {
      if (path === '/auth/salt') return [200, { salt, kdf }]
      if (body.authKey !== authKey) return [401, { code: 'auth.failed' }]
      return [
        200,
        {
          token: 't',
          user: { id, name: 'A', email: 'a@b.co' },
          company: { id, name: 'C', zone: 'Europe/Istanbul' },
          vaultKeyWrapped,
          minimumClient: 1,
        },
      ]
    })
    const session = await signIn(url, given)
    expect(Buffer.from(session.vaultKey)).toEqual(Buffer.from(made.vaultKey))
    expect(seen.join()).not.toContain(password)
    await expect(signIn(url, { ...given, password: 'ein anderes' })).rejects.toMatchObject({ code: 'auth.failed' })
  })

  it('says offline, unavailable or not a Pergel server, and asks nobody in clear text beyond this machine', async () => {
    await expect(signIn('http://127.0.0.1:9', given)).rejects.toMatchObject({ code: 'network.offline' })
    await expect(signIn('http://example.com', given)).rejects.toMatchObject({
      ...{ code: 'input.invalid', fields: { server: { reason: 'insecureServer' } } },
    })
    await expect(signIn(await serve(() => '<html>Welcome to the hotel</html>'), given)).rejects.toMatchObject({
      code: 'server.unavailable',
      params: { reason: 'notPergel' },
    })
  })

  it('leaves no half-written settings behind', async () => {
    const profile = await openProfile(folder, { server: 'http://127.0.0.1:1' })
    await profile.change({ known: ['x@y.co'] })
    expect(JSON.parse(await readFile(join(folder, 'profile.json'), 'utf8')).known).toEqual(['x@y.co'])
  })
})
