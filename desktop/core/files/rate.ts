/** Bytes a second over the last few seconds, by what was seen passing. */
export function createRate(now: () => number, overMs = 5_000) {
  let seen: { at: number; bytes: number }[] = []
  return {
    add(bytes: number): void {
      const at = now()
      seen = [...seen.filter(one => one.at > at - overMs), { at, bytes }]
    },
    perSecond(): number {
      const at = now()
      const recent = seen.filter(one => one.at > at - overMs)
      const [first] = recent
      if (!first) return 0
      const bytes = recent.reduce((sum, one) => sum + one.bytes, 0)
      return (bytes * 1000) / Math.max(1000, at - first.at)
    },
  }
}
