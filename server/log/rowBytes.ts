import { type ChainTag, hashBytes, rowHash } from './chain.ts'

/** How a chain's rows are laid out: the header's columns, then previous hash, hash and changes. */
export interface RowShape {
  tag: ChainTag
  /** Number of columns in the header: company, epoch and number first. */
  headerColumns: number
}

/** Whether the row at `start` to `end`, as binary COPY sends it, gives the hash that it says. */
export function isWhole(bytes: Buffer, start: number, end: number, { tag, headerColumns }: RowShape): boolean {
  try {
    const headerEnd = headerEndOf(bytes, start, headerColumns)
    const [previous, hash] = [headerEnd + 4, headerEnd + 8 + hashBytes]
    if (columnEnd(bytes, headerEnd) !== hash - 4 || columnEnd(bytes, hash - 4) !== hash + hashBytes) return false
    const changes = hash + hashBytes + 4
    return rowHash(tag, bytes, previous, bytes, start, headerEnd, bytes, changes, end) === hashAt(bytes, hash)
  } catch {
    return false
  }
}

/** Where the header of the row at `start` ends, and the previous hash begins. */
export function headerEndOf(bytes: Buffer, start: number, headerColumns: number): number {
  let at = start
  for (let column = 0; column < headerColumns; column++) at = columnEnd(bytes, at)
  return at
}

/** Of the row at `start`. */
export const placeOf = (bytes: Buffer, start = 0): { epoch: number; number: number } => ({
  epoch: integerAt(bytes, start + 24),
  number: integerAt(bytes, start + 36),
})

/** One character a byte: what verifying has time for. */
export const hashAt = (bytes: Buffer, at: number): string => bytes.toString('latin1', at, at + hashBytes)

/** Where the column that begins at `at` ends. */
const columnEnd = (bytes: Buffer, at: number): number => at + 4 + Math.max(bytes.readInt32BE(at), 0)
const integerAt = (bytes: Buffer, at: number): number => bytes.readInt32BE(at) * 2 ** 32 + bytes.readUInt32BE(at + 4)
