/** So much of a text is shown; more would take its time to lay out, and nobody reads it here. */
export const mostTextBytes = 500_000

/** A file's bytes as text, as far as it is shown; undefined where they are none. */
export function textOf(bytes: Uint8Array): string | undefined {
  const shown = bytes.subarray(0, mostTextBytes)
  const mark = marks.find(({ begins }) => begins.every((byte, at) => shown[at] === byte))
  const decoded = mark ? decode(mark.encoding, shown) : (decode('utf-8', shown) ?? decode(older, shown))
  // Texts have none; in anything else one is soon met.
  return decoded?.includes('\0') ? undefined : decoded?.replaceAll('\r\n', '\n')
}

/** What stands before texts that say how they are written. */
const marks = [
  { begins: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { begins: [0xff, 0xfe], encoding: 'utf-16le' },
  { begins: [0xfe, 0xff], encoding: 'utf-16be' },
]
/** What Turkish programs wrote before UTF-8, and Excel still writes into CSV; any bytes are a text in it. */
const older = 'windows-1254'

function decode(encoding: string, bytes: Uint8Array): string | undefined {
  try {
    // As a stream: the end may be in the middle of a letter.
    return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true })
  } catch {
    // It is written in another way.
    return undefined
  }
}
