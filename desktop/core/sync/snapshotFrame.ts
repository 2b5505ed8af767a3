import { promisify } from 'node:util'
import { zstdDecompress } from 'node:zlib'

const decompress = promisify(zstdDecompress)

/**
 * The JSON text of a snapshot page from its binary frame: the question's id in four bytes, then the page as all who see
 * the same are sent it, under zstd. Throws where it is none, is cut short, or comes to more than `limit` bytes.
 */
export async function readSnapshotFrame(binary: Buffer, limit: number): Promise<string> {
  const id = binary.readUInt32BE(0)
  const page = await decompress(binary.subarray(4), { maxOutputLength: limit })
  return `{"id":${id},${page.toString('utf8').slice(1)}`
}
