import { createHash } from 'node:crypto'

/**
 * A hash for `createRxDatabase({hashFunction})`: 96 bits in 16 characters. RxDB's own has 64 and writes one into every
 * document that a pull changes.
 */
export const shortHash = async (text: string): Promise<string> =>
  createHash('sha256').update(text).digest('base64url').slice(0, 16)
