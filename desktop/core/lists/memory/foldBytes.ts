import { trFold } from '../../../../shared/text.ts'

/**
 * `trFold` of UTF-8 bytes, for whole columns at once: letter by letter from a table, where the text as such (normalised,
 * replaced, lower-cased) takes ten times as long. Text with letters beyond U+07FF goes the long way.
 */
export function foldBytes(bytes: Uint8Array): Uint8Array {
  const folded = new Uint8Array(bytes.length * 2)
  let end = 0
  for (let i = 0; i < bytes.length; ) {
    const byte = bytes[i] as number
    if (byte < 0x80) {
      folded[end++] = byte >= 65 && byte <= 90 ? byte + 32 : byte
      i++
    } else if (byte < 0xe0) {
      const letter = table[((byte & 0x1f) << 6) | ((bytes[i + 1] as number) & 0x3f)] as Uint8Array
      for (let k = 0; k < letter.length; k++) folded[end++] = letter[k] as number
      i += 2
    } else return Buffer.from(trFold(Buffer.from(bytes).toString()))
  }
  return folded.subarray(0, end)
}

const table: readonly Uint8Array[] = Array.from({ length: 0x800 }, (_, code) =>
  Uint8Array.from(Buffer.from(trFold(String.fromCharCode(code)))),
)
