import { useEffect, useMemo, useRef, useState } from 'react'
import { shallowEqual } from 'react-redux'
import type { ErrorBody } from '../../../../shared/errors.ts'
import type { ListQuery } from '../../../../shared/filters.ts'
import type { ArgsOf, ListRow, ResultOf } from '../../../core/api/functions.ts'
import { useAppDispatch, useAppSelector } from '../../app/store.ts'
import { coreApi } from '../../data/api.ts'
import { useCall } from '../../data/hooks.ts'
import { pageSize, pagesOf } from './pages.ts'

export interface ListRows {
  /** Undefined while the row is on its way. */
  rowAt(index: number): ListRow | undefined
  /** How many rows there are as far as is known: counted, or as many as have been seen. */
  length: number
  /** Arrives beside the rows, never before them. */
  count: number | undefined
  /** The first rows (or that there are none) are here. */
  isReady: boolean
  /** Still those of the query before. */
  isOld: boolean
  error: ErrorBody | undefined
}

type Page = ResultOf<'records.list'>
const isPage = (value: Page | ErrorBody | undefined): value is Page => value !== undefined && 'rows' in value

/**
 * The rows of a list around those on screen, page by page. Every page on screen is kept fresh; a new query keeps the
 * old rows until the first new ones are there, so that nothing blinks.
 */
export function useListRows(query: ListQuery, visible: { first: number; last: number }): ListRows {
  const key = JSON.stringify(query)
  const dispatch = useAppDispatch()
  const seen = useRef({ key: '', pages: new Map<number, Page>() })
  const wanted = useSettled(visible)
  const numbers = useMemo(() => pagesOf(wanted.first, wanted.last), [wanted])
  const calls = useMemo(
    () =>
      numbers.map(page => {
        const args: ArgsOf<'records.list'> = { query, offset: page * pageSize, limit: pageSize }
        return { name: 'records.list' as const, args }
      }),
    [numbers, query],
  )
  useEffect(() => {
    const subscriptions = calls.map(call => dispatch(coreApi.endpoints.call.initiate(call)))
    return () => {
      for (const subscription of subscriptions) subscription.unsubscribe()
    }
  }, [dispatch, calls])
  const answers = useAppSelector(
    state =>
      calls.map(call => {
        const { data, error } = coreApi.endpoints.call.select(call)(state)
        return (data as Page | undefined) ?? (error as ErrorBody | undefined)
      }),
    shallowEqual,
  )
  const count = useCall('records.count', { query })

  let error: ErrorBody | undefined
  for (const [at, answer] of answers.entries()) {
    if (isPage(answer)) {
      if (seen.current.key !== key) seen.current = { key, pages: new Map() }
      seen.current.pages.set(numbers[at] ?? 0, answer)
    } else if (answer) error = answer
  }
  const { pages } = seen.current
  const isOld = seen.current.key !== key
  if (!isOld) forget(pages, numbers[0] ?? 0)
  const known = Math.max(
    0,
    ...[...pages].map(([page, { rows, next }]) => page * pageSize + rows.length + (next === undefined ? 0 : 1)),
  )
  return {
    rowAt: index => pages.get(Math.floor(index / pageSize))?.rows[index % pageSize],
    length: isOld ? known : (count.data?.count ?? known),
    count: count.data?.count,
    isReady: pages.size > 0,
    isOld,
    error: isOld || pages.size === 0 ? error : undefined,
  }
}

/** Pages far from those on screen are asked for again when they come near. */
function forget(pages: Map<number, Page>, first: number) {
  for (const page of pages.keys()) if (Math.abs(page - first) > 20) pages.delete(page)
}

/** A range far away that is left again within 60 ms (the scrollbar being dragged) is not asked for. */
function useSettled(visible: { first: number; last: number }): { first: number; last: number } {
  const [settled, setSettled] = useState(visible)
  const { first, last } = visible
  useEffect(() => {
    if (first === settled.first && last === settled.last) return
    if (Math.abs(first - settled.first) <= pageSize * 2) return setSettled({ first, last })
    const timer = setTimeout(() => setSettled({ first, last }), 60)
    return () => clearTimeout(timer)
  }, [first, last, settled])
  return settled
}
