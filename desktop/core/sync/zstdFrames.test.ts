import { constants, zstdCompressSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { random } from '../../../shared/testing/random.ts'
import { unpack } from './zstdFrames.ts'

const chance = random('zstd')
const contents = [
  Buffer.alloc(0),
  Buffer.from('{"t":"snapshotPage"}'),
  Buffer.alloc(300_000, 'a'),
  Buffer.from(chance.bytes(200_000)),
  Buffer.from(JSON.stringify(Array.from({ length: 20_000 }, (_, i) => ({ i, name: `Müşteri ${chance.int(0, 99)}` })))),
]
const packed = (content: Buffer, checksum = 0) =>
  zstdCompressSync(content, { params: { [constants.ZSTD_c_checksumFlag]: checksum } })

test('one frame unpacks to its content, with or without a checksum', async () => {
  for (const content of contents) {
    for (const checksum of [0, 1])
      expect((await unpack(packed(content, checksum), 10_000_000)).equals(content)).toBe(true)
  }
})

test('frames put one after the other unpack to their contents one after the other', async () => {
  const all = Buffer.concat(contents.map((content, i) => packed(content, i % 2)))
  expect((await unpack(all, 10_000_000)).equals(Buffer.concat(contents))).toBe(true)
})

test('more than the limit is refused, over all frames together', async () => {
  const all = Buffer.concat([packed(Buffer.alloc(600)), packed(Buffer.alloc(600))])
  await expect(unpack(all, 1_000)).rejects.toThrow()
  expect(await unpack(all, 1_200)).toHaveLength(1_200)
})

test('what is no zstd, or was cut short, is refused', async () => {
  const good = packed(contents[4] ?? Buffer.alloc(0), 1)
  await expect(unpack(Buffer.from('{"t":"page"}'), 1_000)).rejects.toThrow()
  for (const length of [1, 4, 5, 9, good.length - 1])
    await expect(unpack(good.subarray(0, length), 1_000_000)).rejects.toThrow()
})
