import { randomBytes } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { deflateSync } from 'node:zlib'
import { describe, expect, it, vi } from 'vitest'
import { makePdf } from '../../../../shared/testing/makePdf.ts'
import { pdfText } from './pdfText.ts'

const most = 40_000

describe('the words of a PDF', () => {
  it('are found page by page, with the letters of Turkish', async () => {
    const text = await pdfText(makePdf({ pages: [['Bakım sözleşmesi', 'Işıldar Güç A.Ş.'], ['İkinci sayfa']] }), most)
    expect(text.split('\n').filter(Boolean)).toEqual(['Bakım sözleşmesi', 'Işıldar Güç A.Ş.', 'İkinci sayfa'])
  })

  it('are not more than search keeps, and end with the pages that are read', async () => {
    const pages = Array.from({ length: 30 }, (_, i) => [`Sayfa ${i + 1}`, 'x'.repeat(80)])
    expect((await pdfText(makePdf({ pages }), 200)).length).toBeLessThan(400)
    expect(await pdfText(makePdf({ pages }), most, { pages: 2 })).not.toContain('Sayfa 3')
  })

  it('are none where it is protected, broken or no PDF; its scripts are only bytes', async () => {
    const pages = [['Gizli']]
    expect(await pdfText(makePdf({ pages, isProtected: true }), most)).toBe('')
    expect(await pdfText(makePdf({ pages }).slice(0, 60), most)).toBe('')
    expect(await pdfText(Uint8Array.from(randomBytes(5_000)), most)).toBe('')
    expect(await pdfText(makePdf({ pages, script: 'while(true){}' }), most)).toContain('Gizli')
  })

  it('are given up where it takes too long', async () => {
    const pages = Array.from({ length: 300 }, () => Array.from({ length: 40 }, () => 'Uzun belge'))
    expect(await pdfText(makePdf({ pages }), 10_000_000, { milliseconds: 0 })).not.toContain('Uzun belge')
  })

  it('are read of the next one after one that could not be read at all', async () => {
    const spent = makePdf({ pages: [['Gitti']] })
    structuredClone(spent, { transfer: [spent.buffer] })
    const turns = [pdfText(spent, most), pdfText(makePdf({ pages: [['Sıradaki']] }), most)]
    expect(await Promise.allSettled(turns)).toMatchObject([
      { status: 'rejected' },
      { status: 'fulfilled', value: 'Sıradaki\n' },
    ])
  })

  it('are given up at the end of the app, of the one being read and of those that wait', async () => {
    vi.resetModules()
    const another = await import('./pdfText.ts')
    const pages = Array.from({ length: 300 }, () => ['Uzun belge'])
    const turns = [another.pdfText(makePdf({ pages }), most), another.pdfText(makePdf({ pages }), most)]
    await setTimeout(0)
    another.endPdfText()
    expect((await turns[0])?.split('\n').length).toBeLessThan(300)
    expect(await turns[1]).toBe('')
  })

  it('are given up where a small document unpacks to more than there is room for', async () => {
    const swollen = bomb(150_000_000, 'Sonunda')
    expect(await pdfText(swollen.slice(), most, { memory: 60_000_000, milliseconds: 60_000 })).toBe('')
    expect(await pdfText(swollen, most, { memory: 4_000_000_000, milliseconds: 60_000 })).toContain('Sonunda')
  }, 150_000)

  it('are read to the end while the rest of the process takes more than there is room for', async () => {
    const pages = Array.from({ length: 40 }, (_, i) => [`Sayfa ${i + 1}`])
    const reading = pdfText(makePdf({ pages }), most, { memory: 200_000_000 })
    await setTimeout(0)
    const held = Buffer.alloc(300_000_000, 1)
    expect(await reading).toContain('Sayfa 40')
    expect(held.at(-1)).toBe(1)
  })
})

/** A page of so many spaces before its word, packed into a thousandth. */
function bomb(size: number, word: string): Uint8Array<ArrayBuffer> {
  const content = Buffer.concat([Buffer.alloc(size, ' '), Buffer.from(`BT /F 11 Tf 56 700 Td (${word}) Tj ET`)])
  const packed = deflateSync(content).toString('latin1')
  const text = Buffer.from(makePdf({ pages: [['x']] })).toString('latin1')
  const swollen = text.replace(
    /<< \/Length \d+ >>\nstream\n[\s\S]*?\nendstream/,
    () => `<< /Length ${packed.length} /Filter /FlateDecode >>\nstream\n${packed}\nendstream`,
  )
  return Uint8Array.from(Buffer.from(swollen, 'latin1'))
}
