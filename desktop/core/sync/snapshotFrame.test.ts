import { zstdCompressSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { parsePage } from './serverFrames.ts'
import { readSnapshotFrame } from './snapshotFrame.ts'

const frame = (id: number, page: object) => {
  const head = Buffer.alloc(4)
  head.writeUInt32BE(id)
  return Buffer.concat([head, zstdCompressSync(Buffer.from(JSON.stringify(page)))])
}
const page = {
  t: 'snapshotPage',
  kind: 'thing',
  states: Array.from({ length: 5000 }, (_, i) => ({ i, name: `Müşteri ${i}` })),
}

test('a page comes back under the id of its question', async () => {
  for (const id of [0, 1, 70_000, 4_294_967_295]) {
    const read = await readSnapshotFrame(frame(id, page), 10_000_000)
    expect(read.id).toBe(id)
    expect(JSON.parse(String(read.text))).toEqual(page)
    expect(await parsePage(read.text, read.id)).toMatchObject({ ok: true, frame: { t: 'snapshotPage', id } })
  }
})

test('a page above the limit is refused before it is unpacked whole', async () => {
  await expect(readSnapshotFrame(frame(1, page), 1_000)).rejects.toThrow()
})

test('what is no zstd, or was cut short, is refused', async () => {
  const good = frame(1, page)
  await expect(readSnapshotFrame(Buffer.from('{"t":"page"}'), 1_000)).rejects.toThrow()
  for (const length of [0, 3, 4, 9, good.length - 1])
    await expect(readSnapshotFrame(good.subarray(0, length), 1_000_000)).rejects.toThrow()
})
