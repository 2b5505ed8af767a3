import { skipToken } from '@reduxjs/toolkit/query/react'
import { useCallback, useMemo, useState } from 'react'
import type { ListQuery } from '../../../../shared/filters.ts'
import { inGroup } from '../../../../shared/groups.ts'
import type { Kinds } from '../../../../shared/kinds.ts'
import type { Group } from '../../../core/api/groups.ts'
import { useCall, useKinds } from '../../data/hooks.ts'
import type { ShownField } from '../fields/shownFields.ts'
import { type GroupPlaces, groupPlaces } from './groupPlaces.ts'
import type { Places } from './inSight.ts'
import { pageSize, pagesOf } from './pages.ts'
import type { RowGroups } from './rowModel.ts'
import type { ListRows } from './useListRows.ts'
import { usePages, type WantedPage } from './usePages.ts'

/** What a list is grouped by, and the fields whose totals each group shows. */
export interface Grouping {
  by: ShownField
  totals: readonly string[]
}

/**
 * The rows of a grouped list at the wanted places, with a header above each group. Core tells the groups and how many
 * records each has; the rows of a group are a list of its own, of which only pages on screen are asked for.
 */
export function useGroupedRows(query: ListQuery, grouping: Grouping | undefined, wantedPlaces: Places): ListRows {
  const kinds = useKinds()
  const by = grouping?.by
  const key = JSON.stringify([query, by?.name])
  const asked = useCall(
    'records.groups',
    by === undefined
      ? skipToken
      : { query, by: by.name, ...(grouping?.totals.length ? { totals: [...grouping.totals] } : {}) },
  )
  const answer = by === undefined ? undefined : (asked.data ?? asked.latest)
  const { isFolded, fold } = useFolded(`${query.kind} ${by?.name ?? ''}`)
  const groups = useMemo(
    () => (answer?.groups ?? []).map(group => ({ ...group, isFolded: isFolded(nameOf(group)) })),
    [answer, isFolded],
  )
  const places = useMemo(() => groupPlaces(groups), [groups])
  const pagesAt = useCallback(
    (at: Places) => (by && asked.data ? pagesOnScreen({ kinds, query, by: by.name, groups, places, ...at }) : []),
    [by, asked.data, kinds, query, groups, places],
  )
  const wanted = useMemo(() => pagesAt(wantedPlaces), [pagesAt, wantedPlaces])
  const { pages, isOld, error, areHere, ask } = usePages(key, wanted)

  const between = useMemo(
    (): RowGroups | undefined =>
      by && {
        headerAt: place => {
          if (place < 0 || place >= places.length || places.rowIn(place) !== -1) return undefined
          const group = groups[places.groupAt(place)]
          if (!group) return undefined
          const { count, totals, title, isFolded: folded, key: value } = group
          return { key: nameOf(group), field: by, value, title, count, totals, isFolded: folded }
        },
        headerOver: place => places.headerOf(places.groupAt(place)),
        nextHeader: place => places.headerOf(places.groupAt(place) + 1),
        toggle: (place, options) => {
          const group = groups[places.groupAt(place)]
          if (group) fold(options?.all ? groups.map(nameOf) : [nameOf(group)], !group.isFolded)
        },
        recordsBefore: places.recordsBefore,
        placeOf: places.placeOf,
      },
    [by, groups, places, fold],
  )
  // Where every group is folded there is nothing to wait for.
  const waits = wanted.length > 0 && isOld
  return {
    rowAt: place => {
      const row = places.rowIn(place)
      const group = groups[places.groupAt(place)]
      if (!group || row < 0) return undefined
      return pages.get(pageName(group, Math.floor(row / pageSize)))?.rows[row % pageSize]
    },
    length: places.length,
    count: asked.data?.count,
    isReady: answer !== undefined,
    isOld: asked.data === undefined || waits,
    error: asked.data === undefined ? (asked.error ?? error) : error,
    ask: at => {
      const there = pagesAt(at)
      return areHere(there) ? undefined : ask(there)
    },
    groups: between,
    groupsLeft: answer?.left ?? 0,
  }
}

interface OnScreen {
  kinds: Kinds
  query: ListQuery
  by: string
  groups: readonly (Group & { isFolded: boolean })[]
  places: GroupPlaces
  first: number
  last: number
}

function pagesOnScreen({ kinds, query, by, groups, places, first, last }: OnScreen): WantedPage[] {
  const wanted: WantedPage[] = []
  const end = Math.min(last, places.length - 1)
  for (let at = places.groupAt(first); at < groups.length && places.headerOf(at) <= end; at++) {
    const group = groups[at]
    if (!group || group.isFolded || group.count === 0) continue
    const header = places.headerOf(at)
    const from = Math.max(0, first - header - 1)
    const to = Math.min(group.count - 1, end - header - 1)
    if (to < from) continue
    const rows = inGroup(kinds, query, by, group.key)
    for (const page of pagesOf(from, to))
      wanted.push({ name: pageName(group, page), query: rows, offset: page * pageSize, limit: pageSize })
  }
  return wanted
}

/** No value is a group of its own, and no text is the same as it. */
const nameOf = ({ key }: Pick<Group, 'key'>): string => (key === null ? '' : `=${key}`)
const pageName = (group: Pick<Group, 'key'>, page: number): string => `${page} ${nameOf(group)}`

/** Which groups of a list are folded, while the window is open. */
const folds = new Map<string, ReadonlySet<string>>()

function useFolded(list: string) {
  const [, setCount] = useState(0)
  const folded = folds.get(list) ?? noFolds
  const fold = useCallback(
    (groups: readonly string[], isFolded: boolean) => {
      const next = new Set(folds.get(list))
      for (const group of groups)
        if (isFolded) next.add(group)
        else next.delete(group)
      folds.set(list, next)
      setCount(count => count + 1)
    },
    [list],
  )
  const isFolded = useCallback((group: string) => folded.has(group), [folded])
  return { isFolded, fold }
}

const noFolds: ReadonlySet<string> = new Set()
