/** A small seeded generator (mulberry32): the same seed gives the same run everywhere. */
export interface Random {
  /** From 0 up to and without `below`. */
  int(below: number): number
  chance(probability: number): boolean
  pick<T>(items: readonly [T, ...T[]]): T
  /** Each item with this probability. */
  some<T>(items: readonly T[], probability: number): T[]
}

export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  return {
    int: below => Math.floor(next() * below),
    chance: probability => next() < probability,
    pick: items => items[Math.floor(next() * items.length)] ?? items[0],
    some: (items, probability) => items.filter(() => next() < probability),
  }
}
