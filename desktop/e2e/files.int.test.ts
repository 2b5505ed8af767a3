import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import type { TestCompany } from '../../server/testing/testServer.ts'
import { uuidv7 } from '../../shared/ids.ts'
import type { Core } from '../core/api/functions.ts'
import { it } from './fixtures/desks.ts'
import { values } from './fixtures/records.ts'
import { offline, online } from './fixtures/when.ts'

const colleague = (company: TestCompany, role = 'sales') => company.user({ role, team: 'Bir' })
const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

async function customerOn(core: Core): Promise<string> {
  const id = uuidv7()
  const set = values({ type: 'individual', firstName: 'Ali', lastName: 'Kaya', phone: '05321234567', status: 'active' })
  await core.call('records.save', { kind: 'customer', id, create: true, set })
  return id
}
/** As a window does. */
async function add(core: Core, parent: string, name: string, bytes: Buffer): Promise<string> {
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
const read = async (core: Core, id: string, size: number): Promise<Buffer> => {
  const pieces: Buffer[] = []
  for (let offset = 0; offset < size; offset += 1_048_576)
    pieces.push(Buffer.from((await core.call('files.read', { id, offset, length: 1_048_576 })).bytes, 'base64'))
  return Buffer.concat(pieces)
}
const valuesOf = async (core: Core, id: string) => (await core.call('records.get', { kind: 'file', id }))?.values
const here = (of: Core, id: string) =>
  expect.poll(async () => (await valuesOf(of, id))?.['uploadedAt'], { timeout: 30_000 }).toEqual(expect.any(String))

describe('a file', () => {
  it('added without a network is there for its colleague once there is one, and found by the words in it', async ({
    blobs,
    company,
    deskOf,
  }) => {
    const [one, two] = [await deskOf(await colleague(company)), await deskOf(await colleague(company))]
    const parent = await customerOn(one)
    await expect
      .poll(async () => (await two.call('records.get', { kind: 'customer', id: parent }))?.id, { timeout: 30_000 })
      .toBe(parent)
    one.wire.cut()
    await offline(one)
    const bytes = Buffer.from('Yıllık bakım sözleşmesi: hidrolik pres. '.repeat(60_000))
    const id = await add(one, parent, 'sözleşme.txt', bytes)
    // Whoever added it opens it at once.
    expect(hashOf(await read(one, id, bytes.length))).toBe(hashOf(bytes))
    expect(await one.call('files.transfers', {})).toMatchObject([{ id, direction: 'up', state: 'waiting' }])
    await one.reopen()
    one.wire.mend()
    await online(one)
    await here(two, id)
    await two.call('files.fetch', { id })
    expect(hashOf(await read(two, id, bytes.length))).toBe(hashOf(bytes))
    const found = await two.call('search.query', { words: 'hidrolik pres', limit: 5 })
    expect(found.groups.flatMap(group => group.hits.map(hit => hit.id))).toContain(id)
    expect(await one.call('files.transfers', {})).toEqual([])
    // Neither desktop nor server has it in plain.
    for (const folder of [one.folder, two.folder, blobs])
      for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
        if (entry.isFile())
          expect((await readFile(join(entry.parentPath, entry.name))).includes('hidrolik')).toBe(false)
  })

  it('comes whole through a network that breaks off again and again, up and down', async ({ company, deskOf }) => {
    const [one, two] = [await deskOf(await colleague(company)), await deskOf(await colleague(company))]
    const parent = await customerOn(one)
    const bytes = randomBytes(12_345_678)
    const id = await add(one, parent, 'çizim.bin', bytes)
    for (let i = 0; i < 4; i++) {
      await new Promise(resolve => setTimeout(resolve, 40))
      one.wire.cut()
      await offline(one)
      one.wire.mend()
      await online(one)
    }
    await here(two, id)
    const fetching = two.call('files.fetch', { id }).catch(() => undefined)
    await new Promise(resolve => setTimeout(resolve, 20))
    two.wire.cut()
    await offline(two)
    two.wire.mend()
    await online(two)
    await fetching
    await two.call('files.fetch', { id })
    expect(hashOf(await read(two, id, bytes.length))).toBe(hashOf(bytes))
  })

  it('is opened and kept through the shell, and never where it could run something', async ({ company, deskOf }) => {
    const shown: { path: string; text: string }[] = []
    const target = join(await mkdtemp(join(tmpdir(), 'kept-')), 'kept.txt')
    const one = await deskOf(await colleague(company), {
      'file.show': async ({ path }) => {
        shown.push({ path, text: await readFile(path, 'utf8') })
        return {}
      },
      'file.place': () => ({ path: target }),
    })
    const parent = await customerOn(one)
    const id = await add(one, parent, 'not.txt', Buffer.from('merhaba'))
    expect(await one.call('files.open', { id })).toEqual({ outcome: 'done' })
    expect(shown.map(({ text }) => text)).toEqual(['merhaba'])
    await writeFile(target, 'something that was there')
    expect(await one.call('files.save', { id })).toEqual({ outcome: 'done' })
    expect(await readFile(target, 'utf8')).toBe('merhaba')
    const program = await add(one, parent, 'kurulum.exe', Buffer.from('MZ'))
    await expect(one.call('files.open', { id: program })).rejects.toMatchObject({
      code: 'command.refused',
      params: { reason: 'notOpened' },
    })
    expect(shown.length).toBe(1)
  })

  it('is left to the page where the shell has no programs, for who was promised it and nobody else', async ({
    company,
    deskOf,
  }) => {
    const one = await deskOf(await colleague(company))
    const id = await add(one, await customerOn(one), 'a b.txt', Buffer.from('merhaba'))
    const { outcome, url = '' } = await one.call('files.save', { id })
    expect([outcome, url]).toEqual(['page', expect.stringMatching(/^\/files\/[\w-]{32}$/)])
    const found = one.download(url.slice('/files/'.length))
    expect(found).toMatchObject({ name: 'a b.txt', size: 7, type: 'text/plain' })
    const pieces: Uint8Array[] = []
    for await (const piece of found?.bytes() ?? []) pieces.push(piece)
    expect(Buffer.concat(pieces).toString()).toBe('merhaba')
    expect(one.download('A'.repeat(32))).toBeUndefined()
  })

  it('is not taken from who may not add it, before a byte of it is copied', async ({ company, deskOf }) => {
    const [seller, warehouse] = [
      await deskOf(await colleague(company)),
      await deskOf(await colleague(company, 'warehouse')),
    ]
    const parent = await customerOn(seller)
    await expect
      .poll(async () => (await warehouse.call('records.get', { kind: 'customer', id: parent }))?.id, {
        timeout: 30_000,
      })
      .toBe(parent)
    await expect(
      warehouse.call('files.begin', { parent: { kind: 'customer', id: parent }, name: 'a.txt', size: 1 }),
    ).rejects.toMatchObject({ code: 'permission.denied' })
  })
})
