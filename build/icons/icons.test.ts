import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { root } from '../childProcess.ts'
import { appIcon, markPaths, templateIcon } from './drawings.ts'
import { icnsOf, icnsSizes } from './icns.ts'
import { icoOf } from './ico.ts'
import { pixelsOf } from './png.ts'

/** A PNG of RGBA rows, each behind the filter it is given. */
function png(width: number, rows: { filter: number; bytes: number[] }[]): Uint8Array {
  const chunk = (type: string, body: Buffer) => {
    const head = Buffer.alloc(8)
    head.writeUInt32BE(body.length)
    head.write(type, 4, 'latin1')
    return Buffer.concat([head, body, Buffer.alloc(4)])
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(rows.length, 4)
  head.set([8, 6, 0, 0, 0], 8)
  const raw = Buffer.concat(rows.map(({ filter, bytes }) => Buffer.from([filter, ...bytes])))
  const signature = Buffer.from('89504e470d0a1a0a', 'hex')
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(raw)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
const plain = (size: number, pixel: number[]) =>
  png(
    size,
    Array.from({ length: size }, () => ({ filter: 0, bytes: Array.from({ length: size }, () => pixel).flat() })),
  )
const resource = (name: string) => readFileSync(join(root, 'resources/icons', name))

describe('a PNG', () => {
  it('gives its pixels whatever filter a row has', () => {
    const file = png(2, [
      { filter: 0, bytes: [10, 20, 30, 40, 50, 60, 70, 80] },
      { filter: 1, bytes: [1, 2, 3, 4, 5, 6, 7, 8] },
      { filter: 2, bytes: [1, 1, 1, 1, 1, 1, 1, 1] },
      { filter: 3, bytes: [0, 0, 0, 0, 0, 0, 0, 0] },
      { filter: 4, bytes: [250, 0, 0, 0, 0, 0, 0, 0] },
    ])
    // Left: 1+5; up: plus 1; average of left and up; the nearest of left, up and corner.
    expect([...pixelsOf(file).data]).toEqual(
      [
        [10, 20, 30, 40, 50, 60, 70, 80],
        [1, 2, 3, 4, 6, 8, 10, 12],
        [2, 3, 4, 5, 7, 9, 11, 13],
        [1, 1, 2, 2, 4, 5, 6, 7],
        [251, 1, 2, 2, 251, 5, 6, 7],
      ].flat(),
    )
  })

  it('is refused when it is another kind, instead of being drawn wrongly', () => {
    expect(() => pixelsOf(Buffer.from('GIF89a, and nothing more'))).toThrow('no PNG')
    const grey = Buffer.from(plain(1, [1, 2, 3, 4]))
    grey[25] = 0
    expect(() => pixelsOf(grey)).toThrow('Only RGBA')
  })
})

describe('a Windows icon', () => {
  it('names every size, and keeps bitmaps from the bottom up with their mask', () => {
    const two = png(2, [
      { filter: 0, bytes: [1, 2, 3, 255, 4, 5, 6, 0] },
      { filter: 0, bytes: [7, 8, 9, 255, 10, 11, 12, 255] },
    ])
    const big = plain(256, [0, 0, 0, 255])
    const ico = Buffer.from(icoOf([two, big]))
    expect([...ico.subarray(0, 6)]).toEqual([0, 0, 1, 0, 2, 0])
    const [first, second] = [6, 22].map(at => ({
      size: ico[at],
      bits: ico.readUInt16LE(at + 6),
      bytes: ico.subarray(ico.readUInt32LE(at + 12), ico.readUInt32LE(at + 12) + ico.readUInt32LE(at + 8)),
    }))
    expect(first).toMatchObject({ size: 2, bits: 32 })
    expect([...(first?.bytes.subarray(40) ?? [])]).toEqual([
      ...[9, 8, 7, 255, 12, 11, 10, 255, 3, 2, 1, 255, 6, 5, 4, 0],
      ...[0, 0, 0, 0, 0b01000000, 0, 0, 0],
    ])
    expect(second?.size).toBe(0)
    expect(second?.bytes.equals(big)).toBe(true)
  })

  it('takes no picture that is not square', () => {
    expect(() => icoOf([png(2, [{ filter: 0, bytes: [0, 0, 0, 0, 0, 0, 0, 0] }])])).toThrow('no icon')
  })
})

describe('a macOS icon', () => {
  it('holds each size under its names', () => {
    const icns = Buffer.from(icnsOf([plain(32, [1, 2, 3, 4]), plain(256, [1, 2, 3, 4])]))
    expect(icns.toString('latin1', 0, 4)).toBe('icns')
    expect(icns.readUInt32BE(4)).toBe(icns.length)
    const names: string[] = []
    for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4)) names.push(icns.toString('latin1', at, at + 4))
    expect(names).toEqual(['ic11', 'ic08', 'ic13'])
    expect(() => icnsOf([plain(20, [0, 0, 0, 0])])).toThrow('no size 20')
  })
})

describe('the icons that are shipped', () => {
  const mark = readFileSync(join(root, 'desktop/renderer/theme/mark.svg'), 'utf8')

  it('are drawn from the two strokes of the mark', () => {
    for (const d of markPaths(mark)) {
      expect(appIcon(mark, { size: 256, inset: 0 })).toContain(d)
      expect(templateIcon(mark, 16)).toContain(d)
    }
  })

  it('are there in every size that the systems ask for', () => {
    const ico = resource('icon.ico')
    const sizes = Array.from({ length: ico.readUInt16LE(4) }, (_, i) => ico[6 + 16 * i] || 256)
    expect(sizes).toEqual([16, 20, 24, 32, 40, 48, 64, 128, 256])
    expect(resource('icon.icns').readUInt32BE(4)).toBe(resource('icon.icns').length)
    expect(icnsSizes).toContain(1024)
    for (const size of [16, 32, 48, 128, 256, 512])
      expect(pixelsOf(resource(`app/${size}x${size}.png`)).width).toBe(size)
  })

  it('have a tray icon for macOS that is black and clear only, as a template must be', () => {
    const { data, width } = pixelsOf(resource('trayTemplate@2x.png'))
    expect(width).toBe(32)
    const coloured = Array.from({ length: data.length / 4 }, (_, i) => data.subarray(i * 4, i * 4 + 3)).filter(rgb =>
      rgb.some(channel => channel > 0),
    )
    expect(coloured).toHaveLength(0)
  })
})
