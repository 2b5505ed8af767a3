import { type ViewScope, viewKinds, viewScopes } from '../../../../shared/entities/teamwork/viewKinds.ts'
import type { AnyKind } from '../../../../shared/entity.ts'
import { type ListView, listView } from '../../../../shared/filters.ts'
import type { ShownRecord } from '../../../core/api/functions.ts'
import { joined, simplified, split } from '../list/filters/filterTree.ts'
import { type ListState, usualState } from '../list/listParams.ts'

/** A list that somebody arranged and named. */
export interface SavedView {
  id: string
  scope: ViewScope
  name: string
  shows: ListView
  owner: string | undefined
  /** Stands as a tab for everybody who sees it, in this order. */
  position: number | undefined
  /** The role whose people see it at first. */
  role: string | undefined
  record: ShownRecord
}

/** The views of a kind among these records, by name; what cannot be read is no view. */
export function viewsAmong(kind: AnyKind, scope: ViewScope, records: readonly ShownRecord[]): SavedView[] {
  return records.flatMap(record => {
    const { values, id, archived, title } = record
    const shows = listView.safeParse(values['shows'])
    if (archived || values['of'] !== kind.name || !shows.success) return []
    const { position, role } = values
    return {
      ...{ id, scope, name: title, shows: shows.data, record, owner: record.owner },
      position: typeof position === 'number' ? position : undefined,
      role: typeof role === 'string' ? role : undefined,
    }
  })
}

/** First those with a place of their own, then by who has them and by name. */
export const inOrder = (views: readonly SavedView[]): SavedView[] =>
  views.toSorted(
    (a, b) =>
      (a.position ?? 10_001) - (b.position ?? 10_001) ||
      viewScopes.indexOf(a.scope) - viewScopes.indexOf(b.scope) ||
      a.name.localeCompare(b.name, 'tr'),
  )

export const kindOfScope = (scope: ViewScope): string => viewKinds[scope]

/** What a saved view shows, as a list's state. */
export function stateFrom(kind: AnyKind, shows: ListView): ListState {
  const usual = usualState(kind)
  return {
    ...usual,
    ...split(shows.filters ?? { all: [] }),
    sort: shows.sort ?? usual.sort,
    archived: shows.archived ?? usual.archived,
    words: shows.words ?? '',
    layout: shows.layout,
    ...(shows.groupBy ? { groupBy: shows.groupBy } : {}),
    ...(shows.boardBy ? { boardBy: shows.boardBy } : {}),
  }
}

/** A list's state and columns as a saved view holds them. */
export function showsFrom(state: ListState, columns: ListView['columns']): ListView {
  const filters = simplified(joined(state))
  return {
    layout: state.layout,
    ...(columns ? { columns } : {}),
    ...(filters ? { filters } : {}),
    sort: state.sort,
    archived: state.archived,
    ...(state.words.trim() === '' ? {} : { words: state.words.trim() }),
    ...(state.groupBy ? { groupBy: state.groupBy } : {}),
    ...(state.boardBy ? { boardBy: state.boardBy } : {}),
  }
}
