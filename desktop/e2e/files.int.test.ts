import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type TestCompany, type TestServer, testPassword, testServer } from '../../server/testing/testServer.ts'
import { uuidv7 } from '../../shared/ids.ts'
import type { HostHandlers } from '../core/api/host.ts'
import { hostHere } from '../core/api/hostLine.ts'
import { type OpenCore, openCore } from '../core/core.ts'
import { fileKeyStore } from '../core/session/keyStore.ts'
import { type Wire, wireTo } from './fixtures/wire.ts'

interface Desktop extends OpenCore {
  wire: Wire
  folder: string
  restart(): Promise<void>
}

let root: string
let server: TestServer
let company: TestCompany
let desktops: Desktop[] = []
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'pergel-e2e-blobs-'))
  server = await testServer({}, { blobsDir: root })
})
afterAll(async () => {
  await server?.close()
  await rm(root, { recursive: true, force: true })
})
beforeEach(async () => {
  company = await server.company()
})
afterEach(async () => {
  for (const desktop of desktops) {
    await desktop.close()
    desktop.wire.close()
    await rm(desktop.folder, { recursive: true, force: true })
  }
  desktops = []
})

async function desktop(email: string, host: HostHandlers = {}): Promise<Desktop> {
  const [folder, wire] = await Promise.all([mkdtemp(join(tmpdir(), 'desk-files-')), wireTo(server.url)])
  const open = () =>
    openCore({
      profile: folder,
      server: wire.url,
      keys: fileKeyStore(join(folder, 'keys.json')),
      host: hostHere(host),
      log: () => undefined,
      connection: { waits: { first: 30, soon: 60, late: 100 } },
    })
  let opened = await open()
  await opened.core.call('session.signIn', { email, password: testPassword })
  const made: Desktop = {
    get core() {
      return opened.core
    },
    download: ticket => opened.download(ticket),
    noteUnexpected: () => undefined,
    wire,
    folder,
    close: () => opened.close(),
    restart: async () => {
      await opened.close()
      opened = await open()
    },
  }
  desktops.push(made)
  await online(made)
  return made
}
const stateOf = async ({ core }: Desktop) => (await core.call('sync.state', {})).connection
const online = (of: Desktop) => expect.poll(() => stateOf(of), { timeout: 30_000 }).toBe('online')

const person = async (role: string, team = 'Bir') => (await company.user({ role, team })).email
const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

async function customerOn({ core }: Desktop): Promise<string> {
  const id = uuidv7()
  const values = { type: 'individual', firstName: 'Ali', lastName: 'Kaya', phone: '05321234567', status: 'active' }
  const set = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]))
  await core.call('records.save', { kind: 'customer', id, create: true, set })
  return id
}
/** As a window does. */
async function add({ core }: Desktop, parent: string, name: string, bytes: Buffer): Promise<string> {
  const { id } = await core.call('files.begin', { parent: { kind: 'customer', id: parent }, name, size: bytes.length })
  for (let offset = 0; offset < bytes.length; offset += 700_000)
    await core.call('files.write', {
      id,
      offset,
      bytes: bytes.subarray(offset, offset + 700_000).toString('base64'),
    })
  await core.call('files.finish', { id })
  return id
}
const read = async ({ core }: Desktop, id: string, size: number): Promise<Buffer> => {
  const pieces: Buffer[] = []
  for (let offset = 0; offset < size; offset += 1_048_576)
    pieces.push(Buffer.from((await core.call('files.read', { id, offset, length: 1_048_576 })).bytes, 'base64'))
  return Buffer.concat(pieces)
}
const valuesOf = async ({ core }: Desktop, id: string) => (await core.call('records.get', { kind: 'file', id }))?.values
const here = (of: Desktop, id: string) =>
  expect.poll(async () => (await valuesOf(of, id))?.['uploadedAt'], { timeout: 30_000 }).toEqual(expect.any(String))

describe('a file', () => {
  it('added without a network is there for its colleague once there is one, and found by the words in it', async () => {
    const [one, two] = [await desktop(await person('sales')), await desktop(await person('sales'))]
    const parent = await customerOn(one)
    await expect
      .poll(async () => (await two.core.call('records.get', { kind: 'customer', id: parent }))?.id, { timeout: 30_000 })
      .toBe(parent)
    one.wire.cut()
    await expect.poll(() => stateOf(one), { timeout: 30_000 }).not.toBe('online')
    const bytes = Buffer.from('Yıllık bakım sözleşmesi: hidrolik pres. '.repeat(60_000))
    const id = await add(one, parent, 'sözleşme.txt', bytes)
    // Whoever added it opens it at once.
    expect(hashOf(await read(one, id, bytes.length))).toBe(hashOf(bytes))
    expect(await one.core.call('files.transfers', {})).toMatchObject([{ id, direction: 'up', state: 'waiting' }])
    await one.restart()
    one.wire.mend()
    await online(one)
    await here(two, id)
    await two.core.call('files.fetch', { id })
    expect(hashOf(await read(two, id, bytes.length))).toBe(hashOf(bytes))
    const found = await two.core.call('search.query', { words: 'hidrolik pres', limit: 5 })
    expect(found.groups.flatMap(group => group.hits.map(hit => hit.id))).toContain(id)
    expect(await one.core.call('files.transfers', {})).toEqual([])
    // Neither desktop nor server has it in plain.
    for (const folder of [one.folder, two.folder, root])
      for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
        if (entry.isFile())
          expect((await readFile(join(entry.parentPath, entry.name))).includes('hidrolik')).toBe(false)
  })

  it('comes whole through a network that breaks off again and again, up and down', async () => {
    const [one, two] = [await desktop(await person('sales')), await desktop(await person('sales'))]
    const parent = await customerOn(one)
    const bytes = randomBytes(12_345_678)
    const id = await add(one, parent, 'çizim.bin', bytes)
    for (let i = 0; i < 4; i++) {
      await new Promise(resolve => setTimeout(resolve, 40))
      one.wire.cut()
      await expect.poll(() => stateOf(one), { timeout: 30_000 }).not.toBe('online')
      one.wire.mend()
      await online(one)
    }
    await here(two, id)
    const fetching = two.core.call('files.fetch', { id }).catch(() => undefined)
    await new Promise(resolve => setTimeout(resolve, 20))
    two.wire.cut()
    await expect.poll(() => stateOf(two), { timeout: 30_000 }).not.toBe('online')
    two.wire.mend()
    await online(two)
    await fetching
    await two.core.call('files.fetch', { id })
    expect(hashOf(await read(two, id, bytes.length))).toBe(hashOf(bytes))
  })

  it('is opened and kept through the shell, and never where it could run something', async () => {
    const shown: { path: string; text: string }[] = []
    const target = join(await mkdtemp(join(tmpdir(), 'kept-')), 'kept.txt')
    const one = await desktop(await person('sales'), {
      'file.show': async ({ path }) => {
        shown.push({ path, text: await readFile(path, 'utf8') })
        return {}
      },
      'file.place': () => ({ path: target }),
    })
    const parent = await customerOn(one)
    const id = await add(one, parent, 'not.txt', Buffer.from('merhaba'))
    expect(await one.core.call('files.open', { id })).toEqual({ outcome: 'done' })
    expect(shown.map(({ text }) => text)).toEqual(['merhaba'])
    await writeFile(target, 'something that was there')
    expect(await one.core.call('files.save', { id })).toEqual({ outcome: 'done' })
    expect(await readFile(target, 'utf8')).toBe('merhaba')
    const program = await add(one, parent, 'kurulum.exe', Buffer.from('MZ'))
    await expect(one.core.call('files.open', { id: program })).rejects.toMatchObject({
      code: 'command.refused',
      params: { reason: 'notOpened' },
    })
    expect(shown.length).toBe(1)
  })

  it('is left to the page where the shell has no programs, for who was promised it and nobody else', async () => {
    const one = await desktop(await person('sales'))
    const id = await add(one, await customerOn(one), 'a b.txt', Buffer.from('merhaba'))
    const { outcome, url = '' } = await one.core.call('files.save', { id })
    expect([outcome, url]).toEqual(['page', expect.stringMatching(/^\/files\/[\w-]{32}$/)])
    const found = one.download(url.slice('/files/'.length))
    expect(found).toMatchObject({ name: 'a b.txt', size: 7, type: 'text/plain' })
    const pieces: Uint8Array[] = []
    for await (const piece of found?.bytes() ?? []) pieces.push(piece)
    expect(Buffer.concat(pieces).toString()).toBe('merhaba')
    expect(one.download('A'.repeat(32))).toBeUndefined()
  })

  it('is not taken from who may not add it, before a byte of it is copied', async () => {
    const [seller, warehouse] = [await desktop(await person('sales')), await desktop(await person('warehouse'))]
    const parent = await customerOn(seller)
    await expect
      .poll(async () => (await warehouse.core.call('records.get', { kind: 'customer', id: parent }))?.id, {
        timeout: 30_000,
      })
      .toBe(parent)
    await expect(
      warehouse.core.call('files.begin', { parent: { kind: 'customer', id: parent }, name: 'a.txt', size: 1 }),
    ).rejects.toMatchObject({ code: 'permission.denied' })
  })
})
