import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { partBytes } from '../../../shared/files/transfer.ts'
import { uuidv7 } from '../../../shared/ids.ts'
import type { RecordState } from '../../../shared/record.ts'
import { openDatabase } from '../storage/database.ts'
import { createFiles, type Files } from './files.ts'
import { fakeLine } from './testing/fakeLine.ts'

const key = randomBytes(32)
const parent = { kind: 'customer', id: uuidv7() }
const opened: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of opened.splice(0)) await close()
})

/** A desktop's files over a real file and a made-up network. */
function desktop(given: { folder?: string; net?: ReturnType<typeof fakeLine>; limit?: number } = {}) {
  const folder = given.folder ?? mkdtempSync(join(tmpdir(), 'pergel-files-'))
  const net = given.net ?? fakeLine()
  const database = openDatabase({ file: join(folder, 'profile.sqlite'), key })
  const records = new Map<string, { state: RecordState; waiting: boolean }>()
  let isOnline = true
  let last = 0
  /** No two moments are the same. */
  const now = () => {
    last = Math.max(last + 1, Date.now())
    return last
  }
  const files: Files = createFiles({
    database,
    key,
    folder: join(folder, 'profile.files'),
    line: net.line,
    shown: ({ id }) => records.get(id),
    isOnline: () => isOnline,
    now,
    random: () => 0.5,
    newId: uuidv7,
    log: () => undefined,
    waits: { first: 5, soon: 20, late: 20, check: 5 },
    ...(given.limit === undefined ? {} : { limit: given.limit }),
  })
  let isClosed = false
  const close = async () => {
    if (isClosed) return
    isClosed = true
    await files.close()
    database.close()
  }
  opened.push(async () => {
    await close()
    rmSync(folder, { recursive: true, force: true })
  })
  const record = (id: string, values: Record<string, unknown>, waiting = false) =>
    records.set(id, {
      waiting,
      state: {
        ...{ kind: 'file', id, epoch: 1, number: 1, archived: false, parent, values },
        ...{ createdAt: '', createdBy: '', updatedAt: '', updatedBy: '' },
      },
    })
  return {
    files,
    net,
    folder,
    close,
    record,
    online(next: boolean) {
      isOnline = next
      files.kick(next)
    },
    /** As a window gives a file. */
    async add(bytes: Buffer, name = 'a.bin') {
      const id = await files.begin({ parent, name, size: bytes.length })
      for (let at = 0; at < bytes.length; at += 500_000) await files.write(id, at, bytes.subarray(at, at + 500_000))
      await files.finish(id)
      record(id, { name })
      files.kick()
      return id
    },
    /** On the server, as somebody else put it there. */
    there(bytes: Buffer, name = 'b.bin') {
      const id = uuidv7()
      const hash = hashOf(bytes)
      net.files.set(id, { size: bytes.length, hash, parts: new Map(), content: bytes })
      record(id, { name, size: bytes.length, hash, uploadedAt: new Date().toISOString() })
      return id
    },
  }
}

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const stateOf = (files: Files, id: string) => files.transfers().find(one => one.id === id)?.state
const arrived = (net: ReturnType<typeof fakeLine>, id: string) =>
  expect.poll(() => net.files.get(id)?.content && hashOf(net.files.get(id)?.content ?? Buffer.alloc(0)), {
    timeout: 20_000,
  })

describe('an upload', () => {
  it('brings the bytes there, with the words in them', async () => {
    const { files, net, add } = desktop()
    const bytes = Buffer.from('Bakım sözleşmesi '.repeat(200_000))
    const id = await add(bytes, 'a.txt')
    await arrived(net, id).toBe(hashOf(bytes))
    expect(net.files.get(id)?.text).toMatch(/^Bakım sözleşmesi/)
    await expect.poll(() => files.transfers()).toEqual([])
    // It stays here: whoever added it opens it without the network.
    expect(files.isHere(id)).toBe(true)
  })

  it('goes on where it was interrupted, however often, and sends no part twice', async () => {
    const { net, add } = desktop()
    const bytes = randomBytes(6 * partBytes + 5)
    net.failAfter(2)
    const id = await add(bytes)
    for (let i = 0; i < 5; i++) {
      await expect.poll(() => net.calls.length, { timeout: 20_000 }).toBeGreaterThan(i * 3)
      net.failAfter(3)
    }
    net.works()
    await arrived(net, id).toBe(hashOf(bytes))
    const arrivedParts = net.calls.filter(call => call.startsWith('put'))
    expect(new Set(arrivedParts).size).toBe(7)
    // Those that failed came again; those that had come did not.
    expect(arrivedParts.length).toBeLessThan(7 + 30)
  })

  it('waits for its record to be accepted, for the line and for who paused it', async () => {
    const { files, net, add, record, online } = desktop()
    online(false)
    const id = await add(randomBytes(100))
    record(id, { name: 'a' }, true)
    online(true)
    await new Promise(resolve => setTimeout(resolve, 60))
    expect([net.calls, stateOf(files, id)]).toEqual([[], 'waiting'])
    files.pause(id)
    record(id, { name: 'a' })
    files.kick()
    expect([net.calls, stateOf(files, id)]).toEqual([[], 'paused'])
    files.resume(id)
    await arrived(net, id).toBeDefined()
  })

  it('survives the end of the process', async () => {
    const net = fakeLine()
    const first = desktop({ net })
    net.failAfter(3)
    const bytes = randomBytes(4 * partBytes)
    const id = await first.add(bytes)
    await expect.poll(() => net.calls.length).toBeGreaterThan(3)
    const { folder } = first
    await first.close()
    const put = net.files.get(id)?.parts.size ?? 0
    net.works()
    net.calls.length = 0
    const second = desktop({ net, folder })
    second.record(id, { name: 'a.bin' })
    second.files.kick()
    await arrived(net, id).toBe(hashOf(bytes))
    expect(net.calls.filter(call => call.startsWith('put')).length).toBe(4 - put)
  })

  it('that the server refuses stands there with the reason, and goes on when somebody says so', async () => {
    const { files, net, add } = desktop()
    net.failAfter(0, 'permission.denied')
    const id = await add(randomBytes(10))
    await expect.poll(() => stateOf(files, id)).toBe('failed')
    expect(files.transfers()[0]?.error).toEqual({ code: 'permission.denied' })
    net.works()
    files.resume(id)
    await arrived(net, id).toBeDefined()
  })
})

describe('a file being added', () => {
  it('that is given up, or that its page left half, leaves nothing', async () => {
    const first = desktop()
    const id = await first.files.begin({ parent, name: 'a', size: 10 })
    await first.files.write(id, 0, randomBytes(5))
    expect(stateOf(first.files, id)).toBe('copying')
    await expect(first.files.write(id, 9, randomBytes(1))).rejects.toMatchObject({ code: 'input.invalid' })
    await first.files.drop(id)
    expect(first.files.transfers()).toEqual([])
    const half = await first.files.begin({ parent, name: 'b', size: 10 })
    await first.files.write(half, 0, randomBytes(5))
    await first.close()
    const second = desktop({ folder: first.folder })
    await second.files.begin({ parent, name: 'c', size: 1 })
    expect(second.files.transfers().map(({ name }) => name)).toEqual(['c'])
    expect(readdirSync(join(first.folder, 'profile.files')).length).toBe(1)
  })

  it('that is another than was announced is refused', async () => {
    const { files } = desktop()
    const id = await files.begin({ parent, name: 'a', size: 10 })
    await files.write(id, 0, randomBytes(5))
    await expect(files.finish(id)).rejects.toMatchObject({ code: 'content.damaged' })
    expect(files.transfers()).toEqual([])
  })
})

describe('a download', () => {
  it('comes when it is asked for, once for all who ask, and stays for the next time', async () => {
    const { files, net, there, online } = desktop()
    const bytes = randomBytes(2 * partBytes + 3)
    const id = there(bytes)
    await Promise.all([files.fetch(id), files.fetch(id)])
    expect(hashOf(await files.read(id, 0, bytes.length))).toBe(hashOf(bytes))
    expect(Buffer.from(await files.read(id, partBytes - 2, 5))).toEqual(bytes.subarray(partBytes - 2, partBytes + 3))
    const before = net.calls.length
    online(false)
    await files.fetch(id)
    expect(net.calls.length).toBe(before)
  })

  it('that broke off says so and goes on from where it was', async () => {
    const { files, net, there } = desktop()
    const bytes = randomBytes(5 * partBytes)
    const id = there(bytes)
    net.failAfter(9)
    await expect(files.fetch(id)).rejects.toMatchObject({ code: 'network.offline' })
    net.works()
    await files.fetch(id)
    expect(hashOf(await files.read(id, 0, bytes.length))).toBe(hashOf(bytes))
    expect(net.calls.filter(call => call.startsWith('read')).at(-1)).not.toBe('read 0')
  })

  it('of bytes that are not the record’s is thrown away', async () => {
    const { files, net, there } = desktop()
    const id = there(randomBytes(100))
    const file = net.files.get(id)
    if (file) file.content = randomBytes(100)
    await expect(files.fetch(id)).rejects.toMatchObject({ code: 'content.damaged' })
    expect(files.isHere(id)).toBe(false)
  })

  it('is not begun offline, nor for a content that has not come', async () => {
    const { files, record, there, online } = desktop()
    const id = uuidv7()
    record(id, { name: 'a' })
    await expect(files.fetch(id)).rejects.toMatchObject({ code: 'content.notHere' })
    await expect(files.fetch(uuidv7())).rejects.toMatchObject({ code: 'record.notFound' })
    online(false)
    await expect(files.fetch(there(randomBytes(10)))).rejects.toMatchObject({ code: 'network.offline' })
  })

  it('that was not used for longest makes room; what is still to be sent never does', async () => {
    const { files, there, add, online } = desktop({ limit: 2_500 })
    online(false)
    const own = await add(randomBytes(2_000))
    online(true)
    await expect.poll(() => files.transfers()).toEqual([])
    const [one, two, three] = [there(randomBytes(1_000)), there(randomBytes(1_000)), there(randomBytes(1_000))]
    for (const id of [one, two]) await files.fetch(id)
    await files.fetch(one)
    await files.fetch(three)
    await expect.poll(() => [one, two, three, own].map(files.isHere)).toEqual([true, false, true, false])
    expect(files.space()).toEqual({ used: 2_000, limit: 2_500 })
    await files.makeRoom()
    expect(files.space().used).toBe(0)
  })

  it('that is larger than all that is kept stays until another one is used', async () => {
    const { files, there } = desktop({ limit: 2_500 })
    const [large, other] = [there(randomBytes(5_000)), there(randomBytes(1_000))]
    await files.fetch(large)
    // What makes room comes behind the answer.
    await new Promise(resolve => setTimeout(resolve, 50))
    expect((await files.read(large, 0, 5_000)).length).toBe(5_000)
    await files.fetch(other)
    await expect.poll(() => [large, other].map(files.isHere)).toEqual([false, true])
  })

  it('is handed to a program as a plain copy that goes when the app ends', async () => {
    const { files, there, close, folder } = desktop()
    const id = there(Buffer.from('merhaba'), '../a/Teklif:1.txt')
    await files.fetch(id)
    const path = await files.plainCopy(id)
    expect(path.startsWith(join(folder, 'profile.files', 'open'))).toBe(true)
    expect(path).toMatch(/[/\\]_a_Teklif_1\.txt$/)
    expect(readFileSync(path, 'utf8')).toBe('merhaba')
    await close()
    expect(readdirSync(join(folder, 'profile.files'))).not.toContain('open')
  })
})
