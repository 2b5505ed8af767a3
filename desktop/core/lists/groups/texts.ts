import type { BytesColumn } from '../memory/columns.ts'

/** Codes of texts, equal where the bytes are, by slot; -1 where there is none. `size`: how many codes there are. */
export function codesOfTexts(
  { bytes, starts, lengths }: BytesColumn,
  slots: number,
): { codes: Int32Array; size: number } {
  const codes = new Int32Array(slots).fill(-1)
  const places = 2 ** Math.ceil(Math.log2(slots * 2 + 2))
  /** Codes by hash, from there on where that place is taken, plus 1. */
  const table = new Int32Array(places)
  const firstSlots = new Int32Array(slots)
  let size = 0
  for (let slot = 0; slot < slots; slot++) {
    const [start, length] = [starts[slot] as number, lengths[slot] as number]
    if (length === 0) continue
    let hash = 0x811c9dc5
    for (let at = start; at < start + length; at++) hash = Math.imul(hash ^ (bytes[at] as number), 0x01000193)
    let place = (hash ^ (hash >>> 15)) & (places - 1)
    for (;;) {
      const code = (table[place] as number) - 1
      if (code < 0) {
        table[place] = size + 1
        firstSlots[size] = slot
        codes[slot] = size++
        break
      }
      const other = firstSlots[code] as number
      if (lengths[other] === length && isSame(bytes, start, starts[other] as number, length)) {
        codes[slot] = code
        break
      }
      place = (place + 1) & (places - 1)
    }
  }
  return { codes, size }
}

function isSame(bytes: Uint8Array, a: number, b: number, length: number): boolean {
  for (let i = 0; i < length; i++) if (bytes[a + i] !== bytes[b + i]) return false
  return true
}
