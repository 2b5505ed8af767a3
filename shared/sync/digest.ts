import type { Rev } from '../record.ts'

/**
 * What a set of records comes down to, for comparing two copies of it without sending them: the records of one kind
 * with their revs, in any order. Equal sets give equal digests; two that differ give equal ones by chance once in 2⁶⁴,
 * which is enough against faults. It is no defence against a forger, and need not be: the server is the truth.
 */
export interface Digest {
  add(id: string, rev: Rev): void
  /** 32 hexadecimal digits: sum and exclusive or of both halves of each record's 64-bit hash. */
  result(): { count: number; digest: string }
}

export function createDigest(): Digest {
  let count = 0
  const sums = [0, 0]
  const xors = [0, 0]
  return {
    add(id, { epoch, number }) {
      const [high, low] = hash64(`${id}:${epoch}:${number}`)
      count++
      sums[0] = ((sums[0] ?? 0) + high) >>> 0
      sums[1] = ((sums[1] ?? 0) + low) >>> 0
      xors[0] = ((xors[0] ?? 0) ^ high) >>> 0
      xors[1] = ((xors[1] ?? 0) ^ low) >>> 0
    },
    result: () => ({ count, digest: [...sums, ...xors].map(hex32).join('') }),
  }
}

const hex32 = (word: number): string => word.toString(16).padStart(8, '0')

/** Two 32-bit lanes with different odd multipliers over the UTF-16 units, mixed into each other at the end. */
function hash64(text: string): readonly [number, number] {
  let a = 0xdeadbeef
  let b = 0x41c6ce57
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    a = Math.imul(a ^ unit, 0x9e3779b1)
    b = Math.imul(b ^ unit, 0x5f356495)
  }
  a = Math.imul(a ^ (a >>> 16), 0x85ebca6b) ^ Math.imul(b ^ (b >>> 13), 0xc2b2ae35)
  b = Math.imul(b ^ (b >>> 16), 0x85ebca6b) ^ Math.imul(a ^ (a >>> 13), 0xc2b2ae35)
  return [a >>> 0, b >>> 0]
}
