import { inflateSync } from 'node:zlib'

export interface Pixels {
  width: number
  height: number
  /** RGBA, row by row from the top. */
  data: Uint8Array
}

/** The pixels of a PNG as browsers write them: 8 bits a channel, RGBA, not interlaced. Throws for any other. */
export function pixelsOf(png: Uint8Array): Pixels {
  const bytes = Buffer.from(png.buffer, png.byteOffset, png.byteLength)
  if (!bytes.subarray(0, 8).equals(signature)) throw new Error('This is no PNG')
  const parts: Buffer[] = []
  let [width, height] = [0, 0]
  for (let at = 8; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at)
    const type = bytes.toString('latin1', at + 4, at + 8)
    const body = bytes.subarray(at + 8, at + 8 + length)
    if (type === 'IHDR') {
      width = body.readUInt32BE(0)
      height = body.readUInt32BE(4)
      if (body.toString('hex', 8) !== '0806000000') throw new Error('Only RGBA with 8 bits and no interlace is read')
    }
    if (type === 'IDAT') parts.push(body)
    at += length + 12
  }
  return { width, height, data: unfiltered(inflateSync(Buffer.concat(parts)), width, height) }
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const channels = 4

/** Takes back what PNG does to each row so that it compresses well (PNG specification, 9.2). */
function unfiltered(raw: Buffer, width: number, height: number): Uint8Array {
  const stride = width * channels
  const out = new Uint8Array(stride * height)
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)] ?? 0
    const guess = filters[filter]
    if (!guess) throw new Error(`PNG filter ${filter} does not exist`)
    for (let x = 0; x < stride; x++) {
      const to = y * stride + x
      const left = x < channels ? 0 : (out[to - channels] ?? 0)
      const up = out[to - stride] ?? 0
      const corner = x < channels ? 0 : (out[to - stride - channels] ?? 0)
      out[to] = (raw[y * (stride + 1) + 1 + x] ?? 0) + guess(left, up, corner)
    }
  }
  return out
}

const filters: ((left: number, up: number, corner: number) => number)[] = [
  () => 0,
  left => left,
  (_left, up) => up,
  (left, up) => (left + up) >> 1,
  (left, up, corner) => {
    const guess = left + up - corner
    const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)]
    return a <= b && a <= c ? left : b <= c ? up : corner
  },
]
