/** Rows that are asked for at once. Core finds any position as fast as the first, so that every page is asked by it. */
export const pageSize = 50

/** The pages that rows `first` to `last` stand on. */
export function pagesOf(first: number, last: number): number[] {
  const from = Math.max(0, Math.floor(first / pageSize))
  const to = Math.max(from, Math.floor(last / pageSize))
  return Array.from({ length: to - from + 1 }, (_, i) => from + i)
}
