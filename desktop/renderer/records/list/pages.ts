import type { ListQuery } from '../../../../shared/filters.ts'
import type { ArgsOf, ResultOf } from '../../../core/api/functions.ts'

export type PageArgs = ArgsOf<'records.list'>
export type Page = ResultOf<'records.list'>

/** Rows that are asked for at once. */
export const pageSize = 100

/** The pages that rows `first` to `last` stand on. */
export function pagesOf(first: number, last: number): number[] {
  const from = Math.max(0, Math.floor(first / pageSize))
  const to = Math.max(from, Math.floor(last / pageSize))
  return Array.from({ length: to - from + 1 }, (_, i) => from + i)
}

/**
 * How a page is asked for: from where the page before it ends, if that one is here, since core finds that place at
 * once however far down it is; else by position. A page once asked for by position stays so; one that continues
 * another moves with it when rows come or go above.
 */
export function argsOfPage(
  query: ListQuery,
  page: number,
  before: Page | undefined,
  asked: PageArgs | undefined,
): PageArgs {
  if (asked && asked.after === undefined) return asked
  if (page > 0 && before?.next !== undefined) {
    return asked?.after === before.next ? asked : { query, after: before.next, limit: pageSize }
  }
  return asked ?? { query, offset: page * pageSize, limit: pageSize }
}
