import { sha256 } from './sha256.ts'
import { trFold } from './text.ts'

export const isUuid = (value: string): boolean =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(value)

/** Clock (milliseconds since 1970) and chance of an id source; tests give their own. */
export interface IdSource {
  now: () => number
  fill: (bytes: Uint8Array) => void
}

/**
 * A maker of version 7 UUIDs (RFC 9562): 48 bits of time, a 12-bit counter, 62 random bits. Each id of one maker is
 * greater than the one before, also within a millisecond and when the clock goes back: a full counter or an earlier
 * clock goes on from the last time used.
 */
export function uuidv7Maker(source: IdSource): () => string {
  let time = -1
  let counter = 0
  const bytes = new Uint8Array(10)
  return () => {
    source.fill(bytes)
    const now = source.now()
    if (now > time) {
      time = now
      // The upper bit starts empty, so that a burst has room to count.
      counter = (((bytes[8] ?? 0) << 8) | (bytes[9] ?? 0)) & 0x7ff
    } else if (++counter > 0xfff) {
      time++
      counter = 0
    }
    bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x80
    const head = time.toString(16).padStart(12, '0')
    return uuidOf(`${head}7${counter.toString(16).padStart(3, '0')}${hex(bytes.subarray(0, 8))}`)
  }
}

/** A new id; later ones of this process sort behind earlier ones. */
export const uuidv7: () => string = uuidv7Maker({ now: Date.now, fill })

/** Drawn for many ids at once: asking for random bytes takes far longer than they do. */
const drawn = new Uint8Array(2000)
let used = drawn.length
function fill(bytes: Uint8Array): void {
  if (used + bytes.length > drawn.length) {
    crypto.getRandomValues(drawn)
    used = 0
  }
  bytes.set(drawn.subarray(used, used + bytes.length))
  used += bytes.length
}

/** The time in a version 7 id as milliseconds since 1970; null for other ids. */
export const uuidTime = (id: string): number | null =>
  isUuid(id) && id[14] === '7' ? Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16) : null

/**
 * The id that a name has within a namespace (a kind, a list of choices, a company), so that two desktops which add the
 * same tag offline make the same record. Spellings that fold alike (`Önemli`, `onemli `) are one name. Version 8, from
 * SHA-256; both texts are free.
 */
export function derivedId(namespace: string, name: string): string {
  const folded = trFold(name).trim().replace(/\s+/g, ' ')
  // The length keeps ('a', 'b c') apart from ('a b', 'c').
  const digest = sha256(new TextEncoder().encode(`${namespace.length}:${namespace}${folded}`)).subarray(0, 16)
  digest[6] = ((digest[6] ?? 0) & 0x0f) | 0x80
  digest[8] = ((digest[8] ?? 0) & 0x3f) | 0x80
  return uuidOf(hex(digest))
}

/** The id of a new record that follows from what it is called; undefined for kinds that give every record its own. */
export function idFromValues(
  kind: { name: string; idFrom?: string | undefined },
  values: Readonly<Record<string, unknown>>,
): string | undefined {
  const text = kind.idFrom === undefined ? undefined : values[kind.idFrom]
  return typeof text === 'string' && text.trim() !== '' ? derivedId(kind.name, text) : undefined
}

const hexPairs = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

function hex(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += hexPairs[byte]
  return text
}

const uuidOf = (digits: string): string =>
  `${digits.slice(0, 8)}-${digits.slice(8, 12)}-${digits.slice(12, 16)}-${digits.slice(16, 20)}-${digits.slice(20)}`
