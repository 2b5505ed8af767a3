import { createHash } from 'node:crypto'
import type { HashFunction } from 'rxdb/plugins/core'

/**
 * A hash for `createRxDatabase({hashFunction})`: 96 bits in 16 characters. RxDB's own has 64 and writes one into every
 * document that a pull changes.
 */
export const shortHash: HashFunction = async input =>
  createHash('sha256')
    .update(await bytesOf(input))
    .digest('base64url')
    .slice(0, 16)

const bytesOf = async (input: Parameters<HashFunction>[0]): Promise<string | Uint8Array> => {
  if (typeof input === 'string') return input
  return new Uint8Array(input instanceof Blob ? await input.arrayBuffer() : input)
}
