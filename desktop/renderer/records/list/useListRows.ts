import { skipToken } from '@reduxjs/toolkit/query/react'
import { useCallback, useMemo } from 'react'
import type { ErrorBody } from '../../../../shared/errors.ts'
import type { ListQuery } from '../../../../shared/filters.ts'
import type { ListRow } from '../../../core/api/functions.ts'
import { useCall } from '../../data/hooks.ts'
import type { AskRows, Wanted } from './inSight.ts'
import { leapPage, pageSize, pagesOf, placeIn, rowIn, seenUpTo } from './pages.ts'
import type { RowGroups } from './rowModel.ts'
import { usePages } from './usePages.ts'

export interface ListRows {
  /** Undefined while the row is on its way, and where a group's header stands. */
  rowAt(place: number): ListRow | undefined
  /** How many rows there are as far as is known: counted, or as many as have been seen. Group headers are among them. */
  length: number
  /** How many records the list has. Arrives beside the rows, never before them. */
  count: number | undefined
  /** The first rows (or that there are none) are here. */
  isReady: boolean
  /** Still those of the query before. */
  isOld: boolean
  error: ErrorBody | undefined
  /** For rows that will be wanted as soon as they are here. */
  ask: AskRows
  /** Where the list is grouped: the headers between the rows. */
  groups?: RowGroups | undefined
  /** Groups that are not shown, because there are too many. */
  groupsLeft?: number
}

export interface FlatRows extends ListRows {
  /** Where a record stands, among the rows that are here. */
  placeOf(id: string): number | undefined
}

/** The rows of a list that is not grouped, at the wanted places, page by page. `query` undefined: it is. */
export function useListRows(query: ListQuery | undefined, wanted: Wanted): FlatRows {
  const key = JSON.stringify(query)
  const pagesAt = useCallback(
    ({ first, last, isLeap }: Wanted) => {
      if (query === undefined) return []
      if (isLeap) return [{ name: leapPage, query, offset: first, limit: last - first + 1 }]
      return pagesOf(first, last).map(page => ({ name: String(page), query, offset: page * pageSize, limit: pageSize }))
    },
    [query],
  )
  const pagesWanted = useMemo(() => pagesAt(wanted), [pagesAt, wanted])
  const { pages, isOld, error, areHere, ask } = usePages(key, pagesWanted)
  const count = useCall('records.count', query === undefined ? skipToken : { query })
  const known = seenUpTo(pages)
  return {
    rowAt: place => rowIn(pages, place),
    placeOf: id => placeIn(pages, id),
    length: isOld ? known : (count.data?.count ?? known),
    count: count.data?.count,
    isReady: pages.size > 0,
    isOld,
    error,
    ask: places => (areHere(pagesAt(places)) ? undefined : ask(pagesAt({ ...places, isLeap: true }))),
  }
}
