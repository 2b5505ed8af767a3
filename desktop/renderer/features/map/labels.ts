import { type Point, provinceCentre } from '../../../../shared/provinceCentres.ts'
import { provinces } from '../../../../shared/provinces.ts'
import { isInside, onScreen, type Pixel, type Size, type View } from './projection.ts'

export interface Town extends Pixel {
  code: string
  name: string
  /** Where its name stands; absent where there is no room for it. */
  label?: { x: number; y: number; anchor: 'start' | 'end' | 'middle' } | undefined
}

/** Width of a letter and height of a line, in pixels, rather too much than too little. */
const letter = 6.8
const line = 15
const gap = 7
/** What stands below: scale and attribution. */
const foot = 24

/**
 * The centres of provinces that are in sight, with the names for which there is room: those nearest to `first` have the
 * first choice, and no name stands over another one or over `first` itself.
 */
export function townsIn(view: View, size: Size, first: Point): Town[] {
  const middle = onScreen(first, view, size)
  const towns = provinces
    .flatMap(({ code, name }) => {
      const centre = provinceCentre(code)
      const at = centre && onScreen(centre, view, size)
      return at && isInside(at, size, -4) ? [{ code, name, ...at }] : []
    })
    .toSorted((a, b) => Math.hypot(a.x - middle.x, a.y - middle.y) - Math.hypot(b.x - middle.x, b.y - middle.y))
  const pin = { left: middle.x - 14, right: middle.x + 14, top: middle.y - 34, bottom: middle.y + 4 }
  const taken: Box[] = [pin, ...towns.map(({ x, y }) => ({ left: x - 3, right: x + 3, top: y - 3, bottom: y + 3 }))]
  return towns.map(town => ({ ...town, label: roomFor(town, size, taken) }))
}

interface Box {
  left: number
  right: number
  top: number
  bottom: number
}

function roomFor({ x, y, name }: Town, size: Size, taken: Box[]): Town['label'] {
  const width = name.length * letter
  for (const { left, middle, label } of [
    { left: x + gap, middle: y, label: { x: x + gap, y, anchor: 'start' } },
    { left: x - gap - width, middle: y, label: { x: x - gap, y, anchor: 'end' } },
    { left: x - width / 2, middle: y + line, label: { x, y: y + line, anchor: 'middle' } },
  ] as const) {
    const box = { left, right: left + width, top: middle - line / 2, bottom: middle + line / 2 }
    const fits = box.left >= 4 && box.right <= size.width - 4 && box.top >= 2 && box.bottom <= size.height - foot
    if (!fits || taken.some(other => overlap(box, other))) continue
    taken.push(box)
    return label
  }
  return undefined
}

const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
