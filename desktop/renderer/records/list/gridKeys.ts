/** The row that a key leads to; undefined for other keys. */
export function moveTo(key: string, { active, count, page }: { active: number; count: number; page: number }) {
  const step = steps[key]
  if (!step || count === 0) return undefined
  return Math.min(count - 1, Math.max(0, step({ active, count, page })))
}

const steps: Record<string, (at: { active: number; count: number; page: number }) => number> = {
  ArrowDown: ({ active }) => active + 1,
  ArrowUp: ({ active }) => active - 1,
  PageDown: ({ active, page }) => active + page,
  PageUp: ({ active, page }) => active - page,
  Home: () => 0,
  End: ({ count }) => count - 1,
}
