import { pixelsOf } from './png.ts'

/** What macOS calls each size; most sizes stand twice, as themselves and as the doubled half. */
const types: Readonly<Record<number, string[]>> = {
  32: ['ic11'],
  64: ['ic12'],
  128: ['ic07'],
  256: ['ic08', 'ic13'],
  512: ['ic09', 'ic14'],
  1024: ['ic10'],
}

/** Sizes of the PNGs that a macOS icon is made of. */
export const icnsSizes = Object.keys(types).map(Number)

/** A macOS icon of square PNGs of `icnsSizes`. */
export function icnsOf(pngs: Uint8Array[]): Uint8Array {
  const parts = pngs.flatMap(png => {
    const { width } = pixelsOf(png)
    const names = types[width]
    if (!names) throw new Error(`A macOS icon has no size ${width}`)
    return names.map(name => block(name, png))
  })
  return block('icns', Buffer.concat(parts))
}

function block(name: string, body: Uint8Array): Buffer {
  const head = Buffer.alloc(8, name, 'latin1')
  head.writeUInt32BE(body.length + 8, 4)
  return Buffer.concat([head, body])
}
