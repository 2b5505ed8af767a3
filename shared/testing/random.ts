/** A reproducible source of chance: the same seed gives the same values on every machine. Not for secrets. */
export interface Random {
  /** At least 0 and below 1. */
  next: () => number
  /** Whole number, both ends included. */
  int: (least: number, most: number) => number
  /** True this often: 0.03 is three in a hundred. */
  chance: (probability: number) => boolean
  pick: <T>(items: readonly T[]) => T
  /** Picks by weight: `[['yes', 3], ['no', 1]]` gives yes three times out of four. */
  weighted: <T>(items: readonly (readonly [T, number])[]) => T
  /** A new list in random order. */
  shuffle: <T>(items: readonly T[]) => T[]
  /** Different items in random order, all of them when fewer are there. */
  sample: <T>(items: readonly T[], count: number) => T[]
  /** A calendar date, both ends included (YYYY-MM-DD). */
  date: (from: string, to: string) => string
  /** A UTC instant (ISO 8601), both ends included. */
  instant: (from: string, to: string) => string
  bytes: (count: number) => Uint8Array
  /** A source of its own, so that drawing more in one place does not change what another place draws. */
  fork: (name: string | number) => Random
}

export function random(seed: number | string): Random {
  const next = sfc32(seed)
  const int = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))
  const pick = <T>(items: readonly T[]): T => {
    if (items.length === 0) throw new RangeError('nothing to pick from')
    return items[int(0, items.length - 1)] as T
  }
  const shuffle = <T>(items: readonly T[]): T[] => {
    const list = [...items]
    for (let i = list.length - 1; i > 0; i--) {
      const j = int(0, i)
      ;[list[i], list[j]] = [list[j] as T, list[i] as T]
    }
    return list
  }
  const instant = (from: string, to: string) => new Date(int(Date.parse(from), Date.parse(to))).toISOString()
  return {
    next,
    int,
    chance: probability => next() < probability,
    pick,
    weighted: items => {
      let rest = next() * items.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [item, weight] of items) {
        rest -= weight
        if (rest < 0) return item
      }
      throw new RangeError('no weight above zero')
    },
    shuffle,
    sample: (items, count) => shuffle(items).slice(0, count),
    date: (from, to) => new Date(int(Date.parse(from) / day, Date.parse(to) / day) * day).toISOString().slice(0, 10),
    instant,
    bytes: count => new Uint8Array(count).map(() => int(0, 255)),
    fork: name => random(`${seed}/${name}`),
  }
}

/** A maker that gives nothing twice (tax numbers, phones): draws again until something new comes. Throws when nothing does. */
export function distinct<T>(make: () => T): () => T {
  const given = new Set<T>()
  return () => {
    for (let attempt = 0; attempt < 10_000; attempt++) {
      const made = make()
      if (given.has(made)) continue
      given.add(made)
      return made
    }
    throw new RangeError('nothing new left to make')
  }
}

const day = 86_400_000

/** Small fast counter generator (Doty-Humphrey), seeded from a text by FNV-1a; 128 bits of state. */
function sfc32(seed: number | string): () => number {
  const text = String(seed)
  let [a, b, c, counter] = [fnv(`${text}a`), fnv(`${text}b`), fnv(`${text}c`), 1]
  const next = () => {
    const t = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + t) | 0
    return (t >>> 0) / 2 ** 32
  }
  for (let i = 0; i < 15; i++) next()
  return next
}

function fnv(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash
}
