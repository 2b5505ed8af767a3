import { type Pixels, pixelsOf } from './png.ts'

/** From this size on the PNG itself stands in the file; below, old readers (installers among them) want a bitmap. */
const pngFrom = 256

/** A Windows icon of square PNGs, one for each size up to 256. */
export function icoOf(pngs: Uint8Array[]): Uint8Array {
  const images = pngs.map(png => {
    const pixels = pixelsOf(png)
    if (pixels.width !== pixels.height || pixels.width > 256)
      throw new Error(`${pixels.width}×${pixels.height} is no icon`)
    return { size: pixels.width, bytes: pixels.width >= pngFrom ? png : bitmapOf(pixels) }
  })
  const header = Buffer.alloc(6 + 16 * images.length)
  header.writeUInt16LE(1, 2)
  header.writeUInt16LE(images.length, 4)
  let offset = header.length
  for (const [i, { size, bytes }] of images.entries()) {
    const at = 6 + 16 * i
    // One byte for each: 256 is written as 0.
    header.writeUInt8(size % 256, at)
    header.writeUInt8(size % 256, at + 1)
    header.writeUInt16LE(1, at + 4)
    header.writeUInt16LE(32, at + 6)
    header.writeUInt32LE(bytes.length, at + 8)
    header.writeUInt32LE(offset, at + 12)
    offset += bytes.length
  }
  return Buffer.concat([header, ...images.map(({ bytes }) => bytes)])
}

/** BGRA from the bottom up, then the mask of one bit a pixel that only readers without alpha look at. */
function bitmapOf({ width, height, data }: Pixels): Uint8Array {
  const maskStride = Math.ceil(width / 32) * 4
  const out = Buffer.alloc(40 + width * height * 4 + maskStride * height)
  out.writeUInt32LE(40, 0)
  out.writeInt32LE(width, 4)
  // Picture and mask together, as the format has it.
  out.writeInt32LE(height * 2, 8)
  out.writeUInt16LE(1, 12)
  out.writeUInt16LE(32, 14)
  out.writeUInt32LE(width * height * 4 + maskStride * height, 20)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = ((height - 1 - y) * width + x) * 4
      const [r = 0, g = 0, b = 0, a = 0] = data.subarray(from, from + 4)
      out.set([b, g, r, a], 40 + (y * width + x) * 4)
      const mask = 40 + width * height * 4 + y * maskStride + (x >> 3)
      if (a === 0) out[mask] = (out[mask] ?? 0) | (0x80 >> (x & 7))
    }
  }
  return out
}
