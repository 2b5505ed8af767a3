import { useCallback, useLayoutEffect, useMemo, useRef } from 'react'
import { shallowEqual } from 'react-redux'
import type { ErrorBody } from '../../../../shared/errors.ts'
import type { ListQuery } from '../../../../shared/filters.ts'
import type { ResultOf } from '../../../core/api/functions.ts'
import { useAppSelector, useAppStore } from '../../app/store.ts'
import { coreApi } from '../../data/api.ts'
import { leapPage } from './pages.ts'

export type Page = ResultOf<'records.list'>

/** A page of a query's rows, under a name that tells it from the others of the same list. */
export interface WantedPage {
  name: string
  query: ListQuery
  offset: number
  limit: number
}

const callOf = ({ query, offset, limit }: WantedPage) => ({
  name: 'records.list' as const,
  args: { query, offset, limit },
})
const isPage = (value: Page | ErrorBody | undefined): value is Page => value !== undefined && 'rows' in value
/** Pages kept besides those on screen; they are asked for again when they come near. */
const mostKept = 80

/**
 * The pages on screen, each kept fresh. A new list (`key`) keeps the old pages until the first new one is there, so that
 * nothing blinks.
 */
export function usePages(
  key: string,
  wanted: readonly WantedPage[],
): {
  pages: ReadonlyMap<string, Page>
  isOld: boolean
  error: ErrorBody | undefined
  areHere(pages: readonly WantedPage[]): boolean
  /** For pages that will be wanted as soon as they are here: done when they are, or will not come. */
  ask(pages: readonly WantedPage[]): Promise<unknown>
} {
  const store = useAppStore()
  const { dispatch } = store
  const seen = useRef({ key: '', pages: new Map<string, Page>() })
  const calls = useMemo(() => wanted.map(callOf), [wanted])
  const areHere = useCallback(
    (pages: readonly WantedPage[]) => {
      const state = store.getState()
      return pages.every(page => coreApi.endpoints.call.select(callOf(page))(state).data !== undefined)
    },
    [store],
  )
  const ask = useCallback(
    (pages: readonly WantedPage[]) =>
      Promise.all(pages.map(page => dispatch(coreApi.endpoints.call.initiate(callOf(page), { subscribe: false })))),
    [dispatch],
  )
  // Before the picture: what is asked for meanwhile may be there for the next one.
  useLayoutEffect(() => {
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

  let error: ErrorBody | undefined
  for (const [at, answer] of answers.entries()) {
    if (isPage(answer)) {
      if (seen.current.key !== key) seen.current = { key, pages: new Map() }
      const { pages } = seen.current
      const name = wanted[at]?.name ?? ''
      // The newest stands last, so that the first ones are those to let go.
      if (pages.get(name) !== answer) pages.delete(name)
      pages.set(name, answer)
    } else if (answer) error = answer
  }
  const { pages } = seen.current
  const isOld = seen.current.key !== key
  if (!isOld) forget(pages, wanted)
  // The pages around the rows of a leap follow what changes in them; it does not.
  if (!isOld && answers.every(isPage) && !wanted.some(({ name }) => name === leapPage)) pages.delete(leapPage)
  return { pages, isOld, error: isOld || pages.size === 0 ? error : undefined, areHere, ask }
}

function forget(pages: Map<string, Page>, wanted: readonly WantedPage[]) {
  const needed = new Set(wanted.map(({ name }) => name))
  for (const name of pages.keys()) {
    if (pages.size <= mostKept) return
    if (!needed.has(name)) pages.delete(name)
  }
}
