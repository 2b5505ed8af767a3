/** Rows that are asked for at once. Core finds any position as fast as the first, so that every page is asked by it. */
export const pageSize = 50

/** The pages that rows `first` to `last` stand on. */
export function pagesOf(first: number, last: number): number[] {
  const from = Math.max(0, Math.floor(first / pageSize))
  const to = Math.max(from, Math.floor(last / pageSize))
  return Array.from({ length: to - from + 1 }, (_, i) => from + i)
}

/** Names the rows of the last leap: just those that came on screen, so that one small answer brings all of them. */
export const leapPage = 'leap'

/** Rows from a place on, of a list that is not grouped; `next`: more follow. */
interface PageOfRows<R> {
  rows: readonly R[]
  from?: number | undefined
  next?: string | undefined
}
type Pages<R> = ReadonlyMap<string, PageOfRows<R>>

/** The row at a place; of a leap, where the page around it is not here. */
export function rowIn<R>(pages: Pages<R>, place: number): R | undefined {
  const leap = pages.get(leapPage)
  return pages.get(String(Math.floor(place / pageSize)))?.rows[place % pageSize] ?? leap?.rows[place - (leap.from ?? 0)]
}

export function placeIn(pages: Pages<{ id: string }>, id: string): number | undefined {
  for (const { rows, from = 0 } of pages.values()) {
    const at = rows.findIndex(row => row.id === id)
    if (at >= 0) return from + at
  }
  return undefined
}

/** How many rows there are at least. */
export function seenUpTo(pages: Pages<unknown>): number {
  return Math.max(0, ...[...pages.values()].map(({ rows, from = 0, next }) => from + rows.length + (next ? 1 : 0)))
}
