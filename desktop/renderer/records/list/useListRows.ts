import { useEffect, useMemo, useRef, useState } from 'react'
import { shallowEqual } from 'react-redux'
import type { ErrorBody } from '../../../../shared/errors.ts'
import type { ListQuery } from '../../../../shared/filters.ts'
import type { ListRow } from '../../../core/api/functions.ts'
import { useAppDispatch, useAppSelector } from '../../app/store.ts'
import { coreApi } from '../../data/api.ts'
import { useCall } from '../../data/hooks.ts'
import { argsOfPage, type Page, type PageArgs, pageSize, pagesOf } from './pages.ts'

export interface ListRows {
  /** Undefined while the row is on its way. */
  rowAt(index: number): ListRow | undefined
  /** How many rows there are as far as is known: counted, or as many as have been seen. */
  length: number
  /** Arrives beside the rows. */
  count: number | undefined
  /** The first rows (or that there are none) are here. */
  isReady: boolean
  /** Still those of the query before. */
  isOld: boolean
  error: ErrorBody | undefined
}

/**
 * The rows of a list around those on screen, page by page. Every page on screen is kept fresh; a new query keeps the
 * old rows until the first new ones are there, so that nothing blinks.
 */
export function useListRows(query: ListQuery, visible: { first: number; last: number }): ListRows {
  const key = JSON.stringify(query)
  const dispatch = useAppDispatch()
  const asked = useRef(new Map<number, PageArgs>())
  const seen = useRef({ key: '', pages: new Map<number, Page>() })
  const askedFor = useRef(key)
  if (askedFor.current !== key) {
    askedFor.current = key
    asked.current = new Map()
  }

  const wanted = useSettled(visible)
  const numbers = useMemo(() => pagesOf(wanted.first, wanted.last), [wanted])
  const here = useAppSelector(state => {
    const found: Record<number, Page | ErrorBody | undefined> = {}
    for (const page of [(numbers[0] ?? 0) - 1, ...numbers]) {
      const args = asked.current.get(page)
      if (!args) continue
      const entry = coreApi.endpoints.call.select({ name: 'records.list', args })(state)
      found[page] = (entry.data as Page | undefined) ?? (entry.error as ErrorBody | undefined)
    }
    return found
  }, shallowEqual)

  const calls = numbers.map(page => {
    const before = here[page - 1]
    const args = argsOfPage(query, page, isPage(before) ? before : undefined, asked.current.get(page))
    asked.current.set(page, args)
    return args
  })
  const callsKey = JSON.stringify(calls)
  const [, setAsked] = useState('')
  useEffect(() => {
    const subscriptions = (JSON.parse(callsKey) as PageArgs[]).map(args =>
      dispatch(coreApi.endpoints.call.initiate({ name: 'records.list', args })),
    )
    // The pages asked for in this pass are looked at from now on.
    setAsked(callsKey)
    return () => {
      for (const subscription of subscriptions) subscription.unsubscribe()
    }
  }, [dispatch, callsKey])

  const count = useCall('records.count', { query })
  let error: ErrorBody | undefined
  for (const page of numbers) {
    const found = here[page]
    if (isPage(found)) {
      if (seen.current.key !== key) seen.current = { key, pages: new Map() }
      seen.current.pages.set(page, found)
    } else if (found) error = found
  }
  const { pages } = seen.current
  const isReady = pages.size > 0
  const isOld = seen.current.key !== key
  if (!isOld) forget(pages, numbers)
  const known = Math.max(
    0,
    ...[...pages].map(([page, { rows, next }]) => page * pageSize + rows.length + (next ? 1 : 0)),
  )
  return {
    rowAt: index => pages.get(Math.floor(index / pageSize))?.rows[index % pageSize],
    length: isOld ? known : (count.data?.count ?? known),
    count: count.data?.count,
    isReady,
    isOld,
    error: isReady ? undefined : error,
  }
}

/** Pages far from those on screen are asked for again when they come near. */
function forget(pages: Map<number, Page>, numbers: readonly number[]) {
  const first = numbers[0] ?? 0
  for (const page of pages.keys()) if (Math.abs(page - first) > 20) pages.delete(page)
}

const isPage = (value: Page | ErrorBody | undefined): value is Page => value !== undefined && 'rows' in value

/** A range that is left again within 60 ms (the scrollbar being dragged) is not asked for; the next one at once. */
function useSettled(visible: { first: number; last: number }): { first: number; last: number } {
  const [settled, setSettled] = useState(visible)
  const { first, last } = visible
  useEffect(() => {
    const isFar = Math.abs(first - settled.first) > pageSize * 2
    if (first === settled.first && last === settled.last) return
    if (!isFar) return setSettled({ first, last })
    const timer = setTimeout(() => setSettled({ first, last }), 60)
    return () => clearTimeout(timer)
  }, [first, last, settled])
  return settled
}
