/**
 * A byte a slot, 1 where a record still matches. The bytes behind a mask fill whole words and are 0, so that masks are
 * combined and counted four slots at a time.
 */
export function copyOfMask(mask: Uint8Array, size: number): Uint8Array {
  const copy = rawMask(size)
  copy.set(mask.subarray(0, size))
  return copy
}

export const fullMask = (size: number): Uint8Array => rawMask(size).fill(1)

/** Of masks that nobody looks at any more, of whichever kind. */
const spare: ArrayBuffer[] = []
const mostSpare = 4

/** The mask will not be looked at again: the next one of its size is made in its place, where it need not be zeroed. */
export function giveBack(mask: Uint8Array): void {
  if (spare.length >= mostSpare) spare.shift()
  spare.push(mask.buffer as ArrayBuffer)
}

/** To be filled by whoever asked: what stood there before may still do. The bytes behind it are 0. */
function rawMask(size: number): Uint8Array {
  const bytes = (size + 3) & ~3
  const at = spare.findIndex(({ byteLength }) => byteLength === bytes)
  const [buffer = new ArrayBuffer(bytes)] = at < 0 ? [] : spare.splice(at, 1)
  // The mask that was here before may have been longer by some.
  new Uint8Array(buffer).fill(0, size)
  return new Uint8Array(buffer, 0, size)
}

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
    for (; i < end; i++) sums = (sums + (words[i] as number)) | 0
    count += (sums & 255) + ((sums >>> 8) & 255) + ((sums >>> 16) & 255) + (sums >>> 24)
  }
  return count
}

/** Signed: what is added up stays a small number to the processor, which takes half the time. */
const wordsOf = (mask: Uint8Array): Int32Array => new Int32Array(mask.buffer)
