import type { Order } from './memory/order.ts'

/** A list in its order, of which only so much is read as somebody looks at: a window of millions takes what it shows. */
export interface Walk {
  order: Order
  descending: boolean
  /** 1 for each slot that the query finds. */
  mask: Uint8Array
}

/** The slot at a place in the order, found or not; those without a value stand at the end either way. */
export function slotAt({ order: { slots, filled }, descending }: Walk, place: number): number {
  if (!descending) return slots[place] as number
  return slots[place < filled ? filled - 1 - place : slots.length - 1 - (place - filled)] as number
}

/** Slots found from a place on, after leaving out `skip` of them; at most `limit`. */
export function slotsFrom(walk: Walk, place: number, skip: number, limit: number): number[] {
  const { mask } = walk
  const { length } = walk.order.slots
  const found: number[] = []
  let left = skip
  for (let at = place; at < length && found.length < limit; at++) {
    const slot = slotAt(walk, at)
    if (mask[slot] === 0) continue
    if (left > 0) left--
    else found.push(slot)
  }
  return found
}

/** How many slots are found before a place. */
export function foundBefore(walk: Walk, place: number): number {
  const { mask } = walk
  let count = 0
  for (let at = 0; at < place; at++) count += mask[slotAt(walk, at)] as number
  return count
}

/** The first place of which `isBehind` is true, as it then is of all that follow. */
export function placeBehind(walk: Walk, isBehind: (slot: number) => boolean): number {
  let [low, high] = [0, walk.order.slots.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (isBehind(slotAt(walk, middle))) high = middle
    else low = middle + 1
  }
  return low
}
