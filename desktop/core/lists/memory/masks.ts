/**
 * A byte a slot, 1 where a record still matches. The bytes behind a mask fill whole words and are 0, so that masks are
 * combined and counted four slots at a time.
 */
export function copyOfMask(mask: Uint8Array, size: number): Uint8Array {
  const copy = emptyMask(size)
  copy.set(mask.subarray(0, size))
  return copy
}

export const fullMask = (size: number): Uint8Array => emptyMask(size).fill(1)

const emptyMask = (size: number): Uint8Array => new Uint8Array(new ArrayBuffer((size + 3) & ~3), 0, size)

/** Takes out of `mask` what `other` has not; both made here, for the same slots. */
export function keepBoth(mask: Uint8Array, other: Uint8Array): void {
  const [words, others] = [wordsOf(mask), wordsOf(other)]
  for (let i = 0; i < words.length; i++) words[i] = (words[i] as number) & (others[i] as number)
}

/** How many slots match, of a mask made here. */
export function countOfMask(mask: Uint8Array): number {
  const words = wordsOf(mask)
  let count = 0
  for (let i = 0; i < words.length; ) {
    // Four sums side by side, for as long as none of them outgrows its byte.
    const end = Math.min(i + 255, words.length)
    let sums = 0
    for (; i < end; i++) sums += words[i] as number
    count += (sums & 255) + ((sums >>> 8) & 255) + ((sums >>> 16) & 255) + (sums >>> 24)
  }
  return count
}

const wordsOf = (mask: Uint8Array): Uint32Array => new Uint32Array(mask.buffer)
