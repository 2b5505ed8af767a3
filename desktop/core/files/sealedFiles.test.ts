import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lengthOfPart, partBytes, partsOf } from '../../../shared/files/transfer.ts'
import { uuidv7 } from '../../../shared/ids.ts'
import { createFilesThread, type FilesThread } from './createFilesThread.ts'

let folder: string
let thread: FilesThread
const key = randomBytes(32)

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pergel-sealed-'))
  thread = createFilesThread({ folder, key }, thrown => {
    throw thrown
  })
})
afterAll(async () => {
  await thread.close()
  rmSync(folder, { recursive: true, force: true })
})

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const kept = async (bytes: Buffer, name = 'a.bin', step = 700_001) => {
  const id = uuidv7()
  await thread.ask('begin', { id })
  for (let at = 0; at < bytes.length; at += step)
    await thread.ask('append', { id, bytes: bytes.subarray(at, at + step) })
  return { id, ...(await thread.ask('end', { id, name })) }
}

describe('a file on this machine', () => {
  it('comes back byte for byte, whatever pieces it came in, and cannot be read on the disk', async () => {
    const bytes = Buffer.concat([Buffer.from('Gizli teklif metni. '.repeat(100_000)), randomBytes(1_234_567)])
    const { id, hash, size } = await kept(bytes)
    expect([hash, size]).toEqual([hashOf(bytes), bytes.length])
    const parts: Uint8Array[] = []
    for (let part = 0; part < partsOf(size); part++)
      parts.push(await thread.ask('read', { id, part, length: lengthOfPart(size, part) }))
    expect(Buffer.concat(parts).equals(bytes)).toBe(true)
    expect(await thread.ask('hash', { id, size })).toBe(hash)
    const onDisk = readFileSync(join(folder, `${id}.content`))
    expect(onDisk.includes('teklif')).toBe(false)
    // Only this person of this machine.
    if (process.platform !== 'win32') expect(statSync(join(folder, `${id}.content`)).mode & 0o077).toBe(0)
  })

  it('of no bytes, and of exactly two parts, are files too', async () => {
    for (const bytes of [Buffer.alloc(0), randomBytes(2 * partBytes)]) {
      const { id, hash, size } = await kept(bytes)
      expect([hash, await thread.ask('hash', { id, size })]).toEqual([hashOf(bytes), hashOf(bytes)])
      const path = join(folder, `${id}.out`)
      await thread.ask('copyTo', { id, size, path, overwrite: true })
      expect(readFileSync(path).equals(bytes)).toBe(true)
    }
  })

  it('that somebody changed on the disk is told, not given out', async () => {
    const { id, size } = await kept(randomBytes(1000))
    const path = join(folder, `${id}.content`)
    const sealed = readFileSync(path)
    sealed[500] = (sealed[500] ?? 0) ^ 1
    writeFileSync(path, sealed)
    await expect(thread.ask('read', { id, part: 0, length: size })).rejects.toMatchObject({ code: 'storage.damaged' })
    const other = await kept(randomBytes(1000))
    writeFileSync(path, readFileSync(join(folder, `${other.id}.content`)))
    await expect(thread.ask('read', { id, part: 0, length: size })).rejects.toMatchObject({ code: 'storage.damaged' })
  })

  it('that was downloaded in parts is whole, and what nothing names is removed', async () => {
    const bytes = randomBytes(partBytes + 99)
    const id = uuidv7()
    await thread.ask('put', { id, part: 0, bytes: bytes.subarray(0, partBytes) })
    await thread.ask('put', { id, part: 1, bytes: bytes.subarray(partBytes) })
    expect(await thread.ask('hash', { id, size: bytes.length })).toBe(hashOf(bytes))
    await thread.ask('keepOnly', { ids: [id] })
    expect(readdirSync(folder).filter(name => name.endsWith('.content'))).toEqual([`${id}.content`])
    await thread.ask('remove', { id })
    expect(readdirSync(folder).filter(name => name.endsWith('.content'))).toEqual([])
  })

  it('a copy for a program may only be read', async () => {
    const { id, size } = await kept(Buffer.from('x'))
    const path = join(folder, 'plain.txt')
    await thread.ask('copyTo', { id, size, path, overwrite: false })
    expect(statSync(path).mode & 0o222).toBe(0)
    await expect(thread.ask('copyTo', { id, size, path, overwrite: false })).rejects.toThrow()
  })
})

describe('words for search', () => {
  it('are those of the text, in the encodings that are about', async () => {
    expect((await kept(Buffer.from('\ufeffGüneş  enerjisi\r\n\r\n\r\nteklifi\t2026'), 'a.txt')).text).toBe(
      'Güneş enerjisi\nteklifi 2026',
    )
    const windows = Buffer.from([0x47, 0xfc, 0x6e, 0x65, 0xfe])
    expect((await kept(windows, 'a.csv')).text).toBe('Güneş')
    expect((await kept(Buffer.from('\ufeffŞartname', 'utf16le'), 'a.txt')).text).toBe('Şartname')
  })

  it('leave the markup, the scripts and all that is too much behind', async () => {
    const html =
      '<html><head><title>x</title></head><body><p>Bir&nbsp;iki &#351;</p><script>steal()</script><p>üç</p></body></html>'
    expect((await kept(Buffer.from(html), 'a.html')).text).toBe('Bir iki ş\nüç')
    expect((await kept(Buffer.from('ab '.repeat(50_000)), 'a.txt')).text.length).toBeLessThanOrEqual(20_000)
    expect((await kept(randomBytes(5000), 'a.pdf')).text).toBe('')
    expect((await kept(randomBytes(5000), 'a.docx')).text).toBe('')
  })

  it('of a document are found in its archive', async () => {
    const docx = zipOf({
      '[Content_Types].xml': '<Types/>',
      'word/document.xml':
        '<w:document><w:p><w:r><w:t>Bakım</w:t></w:r><w:r><w:t xml:space="preserve"> sözleşmesi</w:t></w:r></w:p><w:p><w:t>A &amp; B</w:t></w:p></w:document>',
    })
    expect((await kept(docx, 'a.docx')).text).toBe('Bakım sözleşmesi\nA & B')
    const xlsx = zipOf({
      'xl/sharedStrings.xml': '<sst><si><t>Ürün</t></si><si><t>Fiyat</t></si></sst>',
      'xl/worksheets/sheet1.xml':
        '<worksheet><row><c t="s"><v>0</v></c><c t="inlineStr"><is><t>Vida</t></is></c></row></worksheet>',
    })
    expect((await kept(xlsx, 'a.xlsx')).text).toBe('Ürün\nFiyat\nVida')
  })
})

/** An archive with stored entries; enough of the format for what reads it. */
function zipOf(entries: Record<string, string>): Buffer {
  const local: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const [name, text] of Object.entries(entries)) {
    const [nameBytes, bytes] = [Buffer.from(name), Buffer.from(text)]
    const header = Buffer.alloc(30)
    header.writeUInt32LE(0x04034b50, 0)
    header.writeUInt32LE(bytes.length, 18)
    header.writeUInt32LE(bytes.length, 22)
    header.writeUInt16LE(nameBytes.length, 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt32LE(bytes.length, 20)
    entry.writeUInt32LE(bytes.length, 24)
    entry.writeUInt16LE(nameBytes.length, 28)
    entry.writeUInt32LE(at, 42)
    local.push(header, nameBytes, bytes)
    directory.push(entry, nameBytes)
    at += 30 + nameBytes.length + bytes.length
  }
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(directory.length / 2, 10)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...local, ...directory, end])
}
