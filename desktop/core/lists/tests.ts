import type { BytesColumn, CodeColumn, NumberColumn } from './memory/columns.ts'

/** Takes slots out of a mask: 1 where a record still matches. All of them are plain passes over a column. */
export type Test = (mask: Uint8Array, size: number) => void

/** Values from `low` to `high`, both included; `inside: false` keeps the others, and those without a value. */
export function inRange({ values }: NumberColumn, low: number, high: number, inside = true): Test {
  return (mask, size) => {
    for (let slot = 0; slot < size; slot++) {
      const value = values[slot] as number
      if ((value >= low && value <= high) !== inside) mask[slot] = 0
    }
  }
}

/** Where the answer for the value (`undefined`: none) is true. Each different value is asked about once. */
export function whereCode(
  { codes, values }: CodeColumn,
  accepts: (value: string | number | undefined) => boolean,
): Test {
  return (mask, size) => {
    const accepted = new Uint8Array(values.length + 1)
    accepted[0] = accepts(undefined) ? 1 : 0
    for (let code = 0; code < values.length; code++) accepted[code + 1] = accepts(values[code]) ? 1 : 0
    for (let slot = 0; slot < size; slot++) if (accepted[(codes[slot] as number) + 1] === 0) mask[slot] = 0
  }
}

export type Match = 'whole' | 'start' | 'inside'

/** Text that has one of `needles` (folded) as a whole, at its start or inside; `keep: false` keeps the others. */
export function whereText(column: BytesColumn, needles: readonly string[], match: Match, keep = true): Test {
  const wanted = needles.map(needle => Uint8Array.from(Buffer.from(needle)))
  const only = wanted[0]
  if (wanted.length === 1 && only) {
    return (mask, size) => {
      const { bytes, starts, lengths } = column
      const find = finders[match]
      for (let slot = 0; slot < size; slot++)
        if (mask[slot] === 1 && find(bytes, starts[slot] as number, lengths[slot] as number, only) !== keep)
          mask[slot] = 0
    }
  }
  const found = any(...wanted.map((_, i) => whereText(column, [needles[i] ?? ''], match)))
  return (mask, size) => {
    const before = mask.slice(0, size)
    found(mask, size)
    if (!keep) for (let slot = 0; slot < size; slot++) mask[slot] = (before[slot] as number) & ~(mask[slot] as number)
  }
}

type Find = (bytes: Uint8Array, from: number, length: number, needle: Uint8Array) => boolean
const finders: Record<Match, Find> = {
  whole: (bytes, from, length, needle) => length === needle.length && startsAt(bytes, from, needle),
  start: (bytes, from, length, needle) => length >= needle.length && startsAt(bytes, from, needle),
  inside(bytes, from, length, needle) {
    if (needle.length === 0) return true
    const first = needle[0]
    const last = from + length - needle.length
    for (let at = from; at <= last; at++) if (bytes[at] === first && startsAt(bytes, at, needle)) return true
    return false
  },
}

function startsAt(bytes: Uint8Array, from: number, needle: Uint8Array): boolean {
  for (let i = 0; i < needle.length; i++) if (bytes[from + i] !== needle[i]) return false
  return true
}

export const all =
  (...tests: Test[]): Test =>
  (mask, size) => {
    for (const test of tests) test(mask, size)
  }

export const any =
  (...tests: Test[]): Test =>
  (mask, size) => {
    const result = new Uint8Array(size)
    for (const test of tests) {
      const own = mask.slice(0, size)
      test(own, size)
      for (let slot = 0; slot < size; slot++) if (own[slot] === 1) result[slot] = 1
    }
    mask.set(result)
  }

export const never: Test = (mask, size) => void mask.fill(0, 0, size)
