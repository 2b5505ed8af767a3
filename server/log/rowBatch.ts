import { isWhole, type RowShape } from './rowBytes.ts'

/** Rows one after the other, each behind its length (4 bytes), in memory that goes from thread to thread. */
export interface RowBatch {
  bytes: Buffer<ArrayBuffer>
  used: number
}

export const emptyBatch = (size: number): RowBatch => ({ bytes: Buffer.allocUnsafeSlow(size), used: 0 })

/** False: there is no room for it. */
export function addRow(batch: RowBatch, row: Buffer): boolean {
  if (batch.used + 4 + row.length > batch.bytes.length) return false
  batch.bytes.writeUInt32BE(row.length, batch.used)
  row.copy(batch.bytes, batch.used + 4)
  batch.used += 4 + row.length
  return true
}

/** Where the rows begin that do not give their own hash. */
export function alteredIn({ bytes, used }: RowBatch, shape: RowShape): number[] {
  const altered: number[] = []
  for (let at = 0; at < used; ) {
    const start = at + 4
    const end = start + bytes.readUInt32BE(at)
    if (!isWhole(bytes, start, end, shape)) altered.push(start)
    at = end
  }
  return altered
}
