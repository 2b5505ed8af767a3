/** CSS pixels at 100 %. */
export interface PageSize {
  width: number
  height: number
}
/** Where the pages of a document lie, one below the other: CSS pixels. */
export interface PageLayout {
  tops: readonly number[]
  heights: readonly number[]
  width: number
  height: number
}
/** A point of the document that stays where it is when its pages get another size: `share` of the page is above it. */
export interface PagePlace {
  page: number
  share: number
}

/** A point is the 72nd part of an inch, a CSS pixel the 96th. */
export const pixelsPerPoint = 96 / 72
/** Around and between pages, whatever their size. */
export const pageGap = 12

export function layoutPages(sizes: readonly PageSize[], scale: number): PageLayout {
  const heights = sizes.map(({ height }) => Math.round(height * scale))
  const tops: number[] = []
  let at = pageGap
  for (const height of heights) {
    tops.push(at)
    at += height + pageGap
  }
  const width = Math.round(sizes.reduce((most, size) => Math.max(most, size.width), 0) * scale)
  return { tops, heights, width, height: at }
}

/** The page at a height; a gap belongs to the page above it. */
export function pageAt({ tops }: PageLayout, y: number): number {
  let [low, high] = [0, tops.length - 1]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((tops[middle] ?? 0) <= y) low = middle
    else high = middle - 1
  }
  return low
}

/** First and last page of which something is seen. */
export const pagesBetween = (layout: PageLayout, top: number, bottom: number): [first: number, last: number] => [
  pageAt(layout, top),
  pageAt(layout, bottom),
]

export function placeAt(layout: PageLayout, y: number): PagePlace {
  const page = pageAt(layout, y)
  const height = layout.heights[page] ?? 0
  return { page, share: height > 0 ? (y - (layout.tops[page] ?? 0)) / height : 0 }
}

export const heightOf = ({ tops, heights }: PageLayout, { page, share }: PagePlace): number =>
  (tops[page] ?? 0) + share * (heights[page] ?? 0)
