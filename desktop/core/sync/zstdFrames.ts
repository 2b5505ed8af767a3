import { promisify } from 'node:util'
import { constants, zstdDecompress } from 'node:zlib'

const decompress = promisify(zstdDecompress)

/**
 * Unpacks zstd data of one or more frames (RFC 8878 §3.1: frames put one after the other unpack to their contents one
 * after the other; Node reads only the first). Throws where it is no zstd, is cut short, or comes to more than `limit`
 * bytes.
 */
export async function unpack(binary: Buffer, limit: number): Promise<Buffer> {
  const parts: Buffer[] = []
  let size = 0
  for (let rest = binary; rest.length > 0; ) {
    const length = frameLength(rest)
    const part = await decompress(rest.subarray(0, length), {
      maxOutputLength: limit - size,
      params: { [constants.ZSTD_d_windowLogMax]: 27 },
    })
    size += part.length
    parts.push(part)
    rest = rest.subarray(length)
  }
  return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts, size)
}

const magic = 0xfd2fb528

/** Bytes of the first frame: its header, its blocks up to the one marked last, its checksum (§3.1.1). */
function frameLength(data: Buffer): number {
  // Reading past the end throws, which is right for a frame that was cut short.
  if (data.readUInt32LE(0) !== magic) throw new Error('no zstd frame')
  const descriptor = data.readUInt8(4)
  const isSingleSegment = (descriptor & 0b10_0000) !== 0
  const contentSize = [isSingleSegment ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0
  const dictionaryId = [0, 1, 2, 4][descriptor & 0b11] ?? 0
  let at = 5 + (isSingleSegment ? 0 : 1) + dictionaryId + contentSize
  for (let isLast = false; !isLast; ) {
    const header = data.readUIntLE(at, 3)
    isLast = (header & 1) === 1
    const isRepeated = ((header >> 1) & 0b11) === 1
    at += 3 + (isRepeated ? 1 : header >> 3)
  }
  const end = at + ((descriptor & 0b100) !== 0 ? 4 : 0)
  if (end > data.length) throw new Error('a zstd frame that was cut short')
  return end
}
