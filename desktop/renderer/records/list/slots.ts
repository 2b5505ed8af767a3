import type { Places } from './inSight.ts'

/** Rows above and below those on screen that are drawn too. */
const overscan = 8

/** The places to be drawn, of a list of this length; empty (`last` before `first`) where it has none. */
export const aroundSight = ({ first, last }: Places, length: number): Places => ({
  first: Math.max(0, Math.min(first - overscan, length - 1)),
  last: Math.min(length - 1, last + overscan),
})

/** Which element draws which place: `place - base` names it. */
export interface Slots {
  places: Places
  base: number
}

/**
 * Scrolling by a little, a place keeps its element. Far from where it was, the elements that stand take on the rows of
 * the new places: to write into one costs a fraction of what it takes to make it.
 */
export function movedSlots(before: Slots | undefined, places: Places): Slots {
  if (!before) return { places, base: places.first }
  const { places: old, base } = before
  const common = Math.min(old.last, places.last) - Math.max(old.first, places.first) + 1
  const isFar = common < (places.last - places.first + 1) / 2
  return { places, base: isFar ? places.first - (old.first - base) : base }
}
