import { skipToken } from '@reduxjs/toolkit/query/react'
import { useCallback, useMemo } from 'react'
import type { ErrorBody } from '../../../../shared/errors.ts'
import type { ListQuery } from '../../../../shared/filters.ts'
import type { ListRow } from '../../../core/api/functions.ts'
import { useCall } from '../../data/hooks.ts'
import type { AskRows, Places } from './inSight.ts'
import { pageSize, pagesOf } from './pages.ts'
import type { RowGroups } from './rowModel.ts'
import { type Page, usePages } from './usePages.ts'

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
export function useListRows(query: ListQuery | undefined, wanted: Places): FlatRows {
  const key = JSON.stringify(query)
  const pagesAt = useCallback(
    ({ first, last }: Places) =>
      query === undefined ? [] : pagesOf(first, last).map(page => ({ name: String(page), query, page })),
    [query],
  )
  const pagesWanted = useMemo(() => pagesAt(wanted), [pagesAt, wanted])
  const { pages, isOld, error, ask } = usePages(key, pagesWanted)
  const count = useCall('records.count', query === undefined ? skipToken : { query })
  const known = Math.max(0, ...[...pages].map(seenUpTo))
  return {
    rowAt: index => pages.get(String(Math.floor(index / pageSize)))?.rows[index % pageSize],
    placeOf: id => {
      for (const [page, { rows }] of pages) {
        const at = rows.findIndex(row => row.id === id)
        if (at >= 0) return Number(page) * pageSize + at
      }
      return undefined
    },
    length: isOld ? known : (count.data?.count ?? known),
    count: count.data?.count,
    isReady: pages.size > 0,
    isOld,
    error,
    ask: places => ask(pagesAt(places)),
  }
}

const seenUpTo = ([page, { rows, next }]: [string, Page]): number =>
  Number(page) * pageSize + rows.length + (next === undefined ? 0 : 1)
