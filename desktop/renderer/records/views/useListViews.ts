import { useCallback, useEffect, useMemo, useRef } from 'react'
import type { AnyKind } from '../../../../shared/entity.ts'
import { go } from '../../app/navigation.ts'
import { type Route, type RouteParams, toList, toRecord } from '../../app/route.ts'
import { useViewer } from '../../data/hooks.ts'
import {
  changesIn,
  isNarrowed,
  type ListState,
  listParams,
  looksIn,
  paramsOf,
  stateOf,
  usualState,
  viewIdOf,
} from '../list/listParams.ts'
import { type SavedView, stateFrom } from './savedView.ts'
import { useSavedViews } from './useSavedViews.ts'
import { ownList, useViewChanges, useViewMemory, type ViewMemory } from './viewMemory.ts'

export interface ListViews {
  /** Which view is shown is known, and the address says so. */
  isReady: boolean
  all: readonly SavedView[]
  /** Undefined: the kind's list as its definition has it. */
  current: SavedView | undefined
  /** The address names a view that is not here. */
  isGone: boolean
  /** What the view shows, and what is shown now. */
  base: ListState
  state: ListState
  setState: (next: ListState) => void
  /** Takes back what is not saved. */
  reset: () => void
  routeOf: (view: SavedView | undefined) => Route
  isChanged: boolean
  /** Whether something of another view was left unsaved. */
  hasChanges: (view: SavedView) => boolean
  memory: ViewMemory
  keepMemory: (change: Partial<ViewMemory>) => void
}

/** Which view of a kind's list is shown, and what differs from it. The address says both; this person's last view is where a bare address leads. */
export function useListViews(kind: AnyKind, params: RouteParams, openId: string | undefined): ListViews {
  const saved = useSavedViews(kind)
  const { memory, keep } = useViewMemory(kind.name)
  const changes = useViewChanges(kind.name)
  const role = useViewer()?.role
  const named = viewIdOf(params)
  const isBare = Object.keys(listParams(params)).length === 0
  const find = (id: string | undefined) => saved?.find(view => view.id === id)
  const usual = memory?.last === ownList ? undefined : (find(memory?.last) ?? saved?.find(view => view.role === role))
  const current = isBare ? usual : find(named)
  const isKnown = saved !== undefined && memory !== undefined
  const held = changes.of(current?.id ?? ownList)
  const leadsOn = isBare && isKnown && (current !== undefined || Object.keys(held).length > 0)
  const currentId = current?.id

  const to = useCallback(
    (next: RouteParams) => (openId ? toRecord(kind.name, openId, { params: next }) : toList(kind.name, next)),
    [kind.name, openId],
  )
  useEffect(() => {
    if (leadsOn) go(to({ ...(currentId ? { view: currentId } : {}), ...held }), { replace: true })
  }, [leadsOn, currentId, held, to])

  // A link that only filters is no choice of a view.
  const chosen = isBare || named === undefined ? undefined : named === ownList ? ownList : currentId
  const last = memory?.last
  useEffect(() => {
    if (chosen !== undefined && last !== undefined ? chosen !== last : chosen !== undefined) keep({ last: chosen })
  }, [chosen, last, keep])

  const base = useMemo(() => (current ? stateFrom(kind, current.shows) : usualState(kind)), [kind, current])
  const state = useMemo(() => stateOf(kind, params, base), [kind, params, base])
  const viewParam = currentId ?? (named === ownList ? ownList : undefined)
  const later = useLater()
  const setState = useCallback(
    (next: ListState) => {
      const nextParams = paramsOf(kind, next, { base, view: viewParam })
      const isTyping = next.words !== state.words
      // Every letter typed would be a step back; a filter set or a column sorted by is one.
      go(to(nextParams), { replace: isTyping })
      const kept = currentId ? changesIn(nextParams) : looksIn(nextParams)
      later(() => changes.keep(currentId ?? ownList, kept), isTyping ? 500 : 0)
    },
    [kind, base, viewParam, currentId, state.words, to, later, changes],
  )
  const reset = useCallback(() => {
    later(() => changes.keep(currentId ?? ownList, {}), 0)
    go(to(viewParam ? { view: viewParam } : {}), { replace: true })
  }, [currentId, viewParam, changes, to, later])
  const routeOf = useCallback(
    (view: SavedView | undefined) => {
      const id = view?.id ?? ownList
      return toList(kind.name, { view: id, ...changes.of(id) })
    },
    [kind.name, changes],
  )
  const isDifferent = Object.keys(paramsOf(kind, state, { base })).length > 0
  return {
    isReady: isKnown && !leadsOn,
    all: saved ?? none,
    current,
    isGone: isKnown && named !== undefined && named !== ownList && current === undefined,
    ...{ base, state, setState, reset, routeOf },
    isChanged: current
      ? isDifferent
      : isDifferent && (isNarrowed(state) || state.groupBy !== undefined || state.layout !== 'table'),
    hasChanges: view => Object.keys(changes.of(view.id)).length > 0,
    memory: memory ?? nothing,
    keepMemory: keep,
  }
}

const none: readonly SavedView[] = []
const nothing: ViewMemory = { last: undefined, order: [], pins: {} }

/** Runs the last thing asked for after a while, and at the latest when the screen goes. */
function useLater(): (run: () => void, after: number) => void {
  const waiting = useRef<{ timer: ReturnType<typeof setTimeout>; run: () => void }>(undefined)
  useEffect(
    () => () => {
      clearTimeout(waiting.current?.timer)
      waiting.current?.run()
    },
    [],
  )
  return useCallback((run, after) => {
    clearTimeout(waiting.current?.timer)
    waiting.current = undefined
    if (after === 0) return run()
    const done = () => {
      waiting.current = undefined
      run()
    }
    waiting.current = { run, timer: setTimeout(done, after) }
  }, [])
}
