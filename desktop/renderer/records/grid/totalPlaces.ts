/** Left and right of what stands in a cell. */
const cellPadding = 20
const gap = 8

/**
 * How many totals are shown whole in a cell of this width in pixels, and on how many lines: side by side where they all
 * fit, else under each other up to `mostLines`. Where not all are shown, "+n" takes the last place; a single line becomes
 * two close ones where it has none beside the first.
 */
export function totalPlaces(
  texts: readonly string[],
  width: number,
  mostLines: number,
): { shown: number; lines: number } {
  const room = width - cellPadding
  const all = texts.length
  if (all <= 1 || wide(texts) <= room) return { shown: all, lines: 1 }
  if (mostLines > 1) return { shown: all <= mostLines ? all : mostLines - 1, lines: Math.min(all, mostLines) }
  let shown = all - 1
  const isTooWide = () => wide([...texts.slice(0, shown), `+${all - shown}`]) > room
  while (shown > 1 && isTooWide()) shown -= 1
  return { shown, lines: isTooWide() ? 2 : 1 }
}

const wide = (texts: readonly string[]): number =>
  texts.reduce((sum, text) => sum + widthOf(text), gap * (texts.length - 1))

/** Rather too wide than too narrow: the figures of 13 px are all as wide as each other, the points between them narrow. */
const widthOf = (text: string): number =>
  [...text].reduce((sum, sign) => sum + (/[.,\s’'-]/.test(sign) ? 4.5 : /[A-Z]/.test(sign) ? 10 : 8.6), 0)
