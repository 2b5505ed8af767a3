import { createHash } from 'node:crypto'

/**
 * Whether it is this device's turn in a staged roll-out. A device keeps its place while the share grows, and has another
 * place for the next version, so that it is not always the same people who go first.
 */
export function isInRollout(device: string, version: string, percent: number): boolean {
  const place = createHash('sha256').update(`${version}\n${device}`).digest().readUInt32BE() / 2 ** 32
  return place * 100 < percent
}
