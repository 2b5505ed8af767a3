import { promisify } from 'node:util'
import { zstdDecompress } from 'node:zlib'

const decompress = promisify(zstdDecompress)

/** In Node's own 16 kB a page takes sixty turns of the event loop, which is busy storing the one before. */
const chunkSize = 256_000

/**
 * The question's id and a snapshot page (snapshotPage.ts) from its binary frame: the id in four bytes, then the page as all
 * who see the same are sent it, under zstd. Throws where it is none, is cut short, or comes to more than `limit` bytes.
 */
export async function readSnapshotFrame(binary: Buffer, limit: number): Promise<{ id: number; text: Buffer }> {
  const id = binary.readUInt32BE(0)
  const page = await decompress(binary.subarray(4), { maxOutputLength: limit, chunkSize })
  return { id, text: page }
}
