import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { partBytes } from '../../shared/files/transfer.ts'
import { uuidv7 } from '../../shared/ids.ts'
import { type TestCompany, type TestServer, testServer } from '../testing/testServer.ts'
import { cleanUpBlobs } from './cleanUpBlobs.ts'
import { blobStore } from './store.ts'

let root: string
let server: TestServer
let company: TestCompany
let admin: string

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'pergel-blobs-'))
  server = await testServer({}, { blobsDir: root })
  company = await server.company()
  admin = (await server.signIn(company.admin.email)).token
}, 120_000)
afterAll(async () => {
  await server?.close()
  await rm(root, { recursive: true, force: true })
})

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const personal = async (role: string, team?: string) => {
  const { email } = await company.user({ role, ...(team ? { team } : {}) })
  return (await server.signIn(email)).token
}
/** A customer of whoever makes it. */
const customer = async (token: string): Promise<string> => {
  const body = { type: 'individual', firstName: 'Ali', lastName: 'Kaya', phone: '05321234567', status: 'active' }
  const made = await server.call('POST', '/api/v1/customers', { token, body })
  expect([made.status, made.body]).toEqual([201, expect.anything()])
  return made.body.id
}
const fileOn = async (token: string, parent: string, name = 'Sözleşme.pdf'): Promise<string> => {
  const body = { name, parent: { kind: 'customer', id: parent } }
  const made = await server.call('POST', '/api/v1/files', { token, body })
  expect([made.status, made.body]).toEqual([201, expect.anything()])
  return made.body.id
}
const begin = (token: string, file: string, bytes: Uint8Array) =>
  server.call('POST', `/api/v1/files/${file}/upload`, { token, body: { size: bytes.length, hash: hashOf(bytes) } })
const put = async (token: string, file: string, part: number, bytes: Uint8Array) =>
  fetch(new URL(`/api/v1/files/${file}/upload/parts/${part}`, server.url), {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
    body: Buffer.from(bytes),
  })
const finish = (token: string, file: string, text?: string) =>
  server.call('POST', `/api/v1/files/${file}/upload/finish`, { token, body: text === undefined ? {} : { text } })
const partOf = (bytes: Uint8Array, part: number) => bytes.subarray(part * partBytes, (part + 1) * partBytes)
const sendAll = async (token: string, file: string, bytes: Uint8Array, text?: string) => {
  await begin(token, file, bytes)
  for (let part = 0; part * partBytes < bytes.length; part++)
    expect((await put(token, file, part, partOf(bytes, part))).status).toBe(204)
  return finish(token, file, text)
}
const content = async (token: string, file: string, headers: Record<string, string> = {}, method = 'GET') => {
  const answer = await fetch(new URL(`/api/v1/files/${file}/content`, server.url), {
    method,
    headers: { authorization: `Bearer ${token}`, ...headers },
  })
  return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) }
}
const filesBelow = async (folder: string) =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter(entry => entry.isFile() && /^\d{6}$/.test(entry.name))
    .map(entry => join(entry.parentPath, entry.name))

describe('a content', () => {
  it('comes in parts, goes on after an interruption, and is then the record’s', async () => {
    const token = await personal('admin')
    const bytes = randomBytes(2 * partBytes + 77)
    const file = await fileOn(token, await customer(token))
    expect((await content(token, file)).status).toBe(404)
    expect((await begin(token, file, bytes)).body).toEqual({ state: 'open', partBytes, parts: 3, have: [] })
    await put(token, file, 2, partOf(bytes, 2))
    await put(token, file, 0, partOf(bytes, 0))
    // The desktop was away; whatever it sends again does no harm.
    expect((await begin(token, file, bytes)).body.have).toEqual([
      [0, 0],
      [2, 2],
    ])
    await put(token, file, 0, partOf(bytes, 0))
    expect((await finish(token, file)).body.state).toBe('open')
    await put(token, file, 1, partOf(bytes, 1))
    expect((await finish(token, file, 'teklif metni')).body.state).toBe('done')
    // The answer was lost.
    expect((await finish(token, file)).body.state).toBe('done')
    const { body } = await server.call('GET', `/api/v1/files/${file}`, { token })
    expect(body).toMatchObject({
      mediaType: 'application/pdf',
      hash: hashOf(bytes),
      text: 'teklif metni',
      uploadedAt: expect.any(String),
    })
    expect(Number(body.size)).toBe(bytes.length)
    expect(hashOf((await content(token, file)).bytes)).toBe(hashOf(bytes))
  })

  it('of no bytes is one too', async () => {
    const file = await fileOn(admin, await customer(admin), 'boş.txt')
    expect((await sendAll(admin, file, new Uint8Array())).body.state).toBe('done')
    const got = await content(admin, file)
    expect([got.status, got.bytes.length]).toEqual([200, 0])
  })

  it('large enough for a thread of its own is checked there', async () => {
    const bytes = randomBytes(9 * partBytes + 1)
    const file = await fileOn(admin, await customer(admin))
    expect((await sendAll(admin, file, bytes)).body.state).toBe('done')
    expect(hashOf((await content(admin, file)).bytes)).toBe(hashOf(bytes))
  })

  it('that is not what was announced is thrown away', async () => {
    const file = await fileOn(admin, await customer(admin))
    const bytes = randomBytes(1000)
    await server.call('POST', `/api/v1/files/${file}/upload`, {
      token: admin,
      body: { size: bytes.length, hash: hashOf(randomBytes(10)) },
    })
    await put(admin, file, 0, bytes)
    const ended = await finish(admin, file)
    expect([ended.status, ended.body.code]).toEqual([422, 'content.damaged'])
    expect((await content(admin, file)).status).toBe(404)
    expect((await server.call('GET', `/api/v1/files/${file}/upload`, { token: admin })).status).toBe(404)
  })

  it('is never changed once it is there, by an upload or by a patch', async () => {
    const file = await fileOn(admin, await customer(admin))
    await sendAll(admin, file, Buffer.from('ilk'))
    const again = await begin(admin, file, Buffer.from('ikinci'))
    expect([again.status, again.body.code]).toEqual([409, 'record.exists'])
    for (const body of [{ hash: hashOf(Buffer.from('x')) }, { uploadedAt: new Date().toISOString() }]) {
      const patched = await server.call('PATCH', `/api/v1/files/${file}`, { token: admin, body })
      expect(patched.status).toBeGreaterThanOrEqual(400)
    }
    expect((await content(admin, file)).bytes.toString()).toBe('ilk')
  })

  it('a part of a wrong length, number or type is refused', async () => {
    const file = await fileOn(admin, await customer(admin))
    const bytes = randomBytes(partBytes + 5)
    await begin(admin, file, bytes)
    expect((await put(admin, file, 1, randomBytes(6))).status).toBe(422)
    expect((await put(admin, file, 2, randomBytes(5))).status).toBe(422)
    expect((await put(admin, file, 0, randomBytes(partBytes + 1))).status).toBe(413)
    const asJson = await server.call('PUT', `/api/v1/files/${file}/upload/parts/0`, { token: admin, body: {} })
    expect(asJson.status).toBe(415)
    expect((await server.call('DELETE', `/api/v1/files/${file}/upload`, { token: admin })).status).toBe(204)
    expect((await put(admin, file, 1, randomBytes(5))).status).toBe(404)
  })
})

describe('what is given out', () => {
  let file: string
  const bytes = randomBytes(2 * partBytes + 10)
  beforeAll(async () => {
    file = await fileOn(admin, await customer(admin), 'çizim.html')
    await sendAll(admin, file, bytes)
  })

  it('is to be kept and never shown, whatever its name says', async () => {
    const { headers } = await content(admin, file)
    expect(headers.get('content-type')).toBe('application/octet-stream')
    expect(headers.get('content-disposition')).toBe(
      `attachment; filename="cizim.html"; filename*=UTF-8''%C3%A7izim.html`,
    )
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('content-security-policy')).toContain('sandbox')
  })

  it('comes in any piece that is asked for', async () => {
    for (const [range, from, to] of [
      ['bytes=0-0', 0, 1],
      [`bytes=${partBytes - 3}-${partBytes + 3}`, partBytes - 3, partBytes + 4],
      [`bytes=${2 * partBytes}-`, 2 * partBytes, bytes.length],
      ['bytes=-7', bytes.length - 7, bytes.length],
    ] as const) {
      const got = await content(admin, file, { range })
      expect([range, got.status, got.bytes.equals(bytes.subarray(from, to))]).toEqual([range, 206, true])
    }
    expect((await content(admin, file, { range: `bytes=${bytes.length}-` })).status).toBe(416)
    const etag = `"${hashOf(bytes)}"`
    expect((await content(admin, file, { 'if-none-match': etag })).status).toBe(304)
    expect((await content(admin, file, { range: 'bytes=0-0', 'if-range': '"other"' })).status).toBe(200)
    const head = await content(admin, file, {}, 'HEAD')
    expect([head.status, head.headers.get('content-length')]).toEqual([200, String(bytes.length)])
  })

  it('a caller who hangs up in the middle is no trouble', async () => {
    const stop = new AbortController()
    const answer = await fetch(new URL(`/api/v1/files/${file}/content`, server.url), {
      headers: { authorization: `Bearer ${admin}` },
      signal: stop.signal,
    })
    await answer.body?.getReader().read()
    stop.abort()
    expect((await content(admin, file)).bytes.length).toBe(bytes.length)
  })
})

describe('nobody reads a content', () => {
  it('whose record they may not see, whose company they are not of, or without a name', async () => {
    const seller = await personal('sales', 'Bir')
    const other = await personal('sales', 'İki')
    const file = await fileOn(seller, await customer(seller))
    await sendAll(seller, file, Buffer.from('gizli teklif'))
    expect((await content(seller, file)).status).toBe(200)
    expect((await content(other, file)).status).toBe(404)
    const key = await company.key('admin')
    expect((await content(key, file)).status).toBe(200)
    const stranger = await (await server.company()).key('admin')
    expect((await content(stranger, file)).status).toBe(404)
    expect((await content('pgk_nobody', file)).status).toBe(401)
    for (const ask of [begin(other, file, Buffer.from('x')), finish(other, file)]) expect((await ask).status).toBe(404)
    expect((await put(other, file, 0, Buffer.from('x'))).status).toBe(404)
    expect((await content(seller, uuidv7())).status).toBe(404)
  })

  it('by its hash: who knows one still has to send the bytes', async () => {
    const seller = await personal('sales', 'Bir')
    const other = await personal('sales', 'İki')
    const secret = Buffer.from('yalnız birinci ekip bilir')
    await sendAll(seller, await fileOn(seller, await customer(seller)), secret)
    const own = await fileOn(other, await customer(other))
    const known = await begin(other, own, secret)
    // The same answer as for a content that nobody has.
    const unknown = await begin(other, await fileOn(other, await customer(other)), randomBytes(secret.length))
    expect(known.body).toEqual(unknown.body)
    expect((await finish(other, own)).body.state).toBe('open')
    expect((await content(other, own)).status).toBe(404)
  })

  it('and who sees a record with it need not send it again; it is kept once', async () => {
    const seller = await personal('sales', 'Bir')
    const mate = await personal('sales', 'Bir')
    const bytes = randomBytes(500)
    const first = await fileOn(seller, await customer(seller))
    await sendAll(seller, first, bytes)
    const before = (await filesBelow(root)).length
    const second = await fileOn(mate, await customer(mate), 'kopya.pdf')
    expect((await begin(mate, second, bytes)).body.state).toBe('done')
    expect((await content(mate, second)).bytes.equals(bytes)).toBe(true)
    // Whoever may not see it sends it, and it is kept once all the same.
    const other = await personal('sales', 'İki')
    const third = await fileOn(other, await customer(other))
    expect((await sendAll(other, third, bytes)).body.state).toBe('done')
    expect((await content(other, third)).bytes.equals(bytes)).toBe(true)
    expect((await filesBelow(root)).length).toBe(before)
  })
})

describe('on the disk', () => {
  it('nothing can be read, and a part that was changed or moved is not given out', async () => {
    const file = await fileOn(admin, await customer(admin))
    const words = 'Bu cümle diskte düz yazı olarak durmaz. '.repeat(40_000)
    const before = new Set(await filesBelow(root))
    await sendAll(admin, file, Buffer.from(words))
    const parts = (await filesBelow(root)).filter(path => !before.has(path)).sort()
    expect(parts.length).toBe(Math.ceil(Buffer.byteLength(words) / partBytes))
    for (const path of parts) expect((await readFile(path)).includes('cümle')).toBe(false)
    const [one = '', two = ''] = parts
    const [first, second] = [await readFile(one), await readFile(two)]
    await writeFile(one, second)
    expect((await content(admin, file)).status).toBe(500)
    await writeFile(one, first)
    expect((await content(admin, file)).bytes.toString()).toBe(words)
  })

  it('an instance with another folder takes and gives nothing', async () => {
    const file = await fileOn(admin, await customer(admin))
    const other = await mkdtemp(join(tmpdir(), 'pergel-blobs-other-'))
    const { sameFolder } = await import('./sameFolder.ts')
    const { database } = server.database
    await sendAll(admin, file, Buffer.from('x'))
    await expect(sameFolder({ database, root: other })()).rejects.toMatchObject({ code: 'storage.failed' })
    await expect(sameFolder({ database, root })()).resolves.toBeUndefined()
    await rm(other, { recursive: true })
  })
})

describe('cleaning up', () => {
  it('removes uploads that were given up and what nobody names, and nothing that a record has', async () => {
    const { database } = server.database
    const store = blobStore({ root, keys: server.server.parts.services.keys })
    const parent = await customer(admin)
    const [kept, left] = [await fileOn(admin, parent), await fileOn(admin, parent)]
    const bytes = randomBytes(100)
    await sendAll(admin, kept, bytes)
    await begin(admin, left, randomBytes(200))
    await put(admin, left, 0, randomBytes(200))
    const stray = { company: company.id, blob: uuidv7() }
    await store.put(stray, 0, randomBytes(10))
    await cleanUpBlobs(database, store, Date.now())
    expect((await server.call('GET', `/api/v1/files/${left}/upload`, { token: admin })).body.have).toEqual([[0, 0]])
    await cleanUpBlobs(database, store, Date.now() + 40 * 86_400_000)
    expect((await server.call('GET', `/api/v1/files/${left}/upload`, { token: admin })).status).toBe(404)
    expect(await store.parts(stray)).toEqual([])
    expect((await content(admin, kept)).bytes.equals(bytes)).toBe(true)
  })
})
