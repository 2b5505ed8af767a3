import { skipToken } from '@reduxjs/toolkit/query/react'
import { useMemo, useRef } from 'react'
import { favourite } from '../../../../shared/entities/teamwork/favourite.ts'
import { rightsOf } from '../../../../shared/permissions/viewer.ts'
import type { RecordKey } from '../../../../shared/record.ts'
import type { ShownRecord } from '../../../core/api/functions.ts'
import { useCall, useViewer } from '../../data/hooks.ts'

export interface FavouriteRecord extends RecordKey {
  /** What its owner calls it, or what the record is called. */
  title: string
  /** What the record itself is called. */
  recordTitle: string
  /** What its owner calls it. */
  name: string | undefined
  favouriteId: string
  position: number | undefined
}

/** One's own favourites in their order, as far as their records may be seen. `undefined` until they are known. */
export function useFavouriteRecords(): readonly FavouriteRecord[] | undefined {
  const viewer = useViewer()
  const maySee = viewer !== undefined && rightsOf(viewer, favourite.name).see !== 'none'
  const { latest } = useCall('records.all', maySee ? { kind: favourite.name } : skipToken)
  const own = useMemo(() => (latest && viewer ? ordered(latest, viewer.user) : undefined), [latest, viewer])
  // Sorted: in another order they are the same question, and each answer is told by its key.
  const keys = useMemo(() => own?.map(({ kind, id }) => ({ kind, id })).sort((a, b) => (a.id < b.id ? -1 : 1)), [own])
  const { data: titles } = useCall('records.titles', keys && keys.length > 0 ? { keys } : skipToken)
  const named = useMemo(() => {
    if (own?.length === 0) return []
    if (!own || !keys || !titles) return undefined
    const titleOf = new Map(keys.map(({ id }, at) => [id, titles[at]]))
    return own.flatMap(one => {
      const title = titleOf.get(one.id)
      return title === null || title === undefined ? [] : [{ ...one, recordTitle: title, title: one.name ?? title }]
    })
  }, [own, keys, titles])
  // While titles of one more or one less are asked for, the list stays as it was.
  const shown = useRef(named)
  if (named) shown.current = named
  return named ?? shown.current
}

const mostTitles = 500

/** By the order that their owner gave them, then the newest first. */
function ordered(records: readonly ShownRecord[], owner: string) {
  return records
    .filter(record => !record.archived && record.owner === owner)
    .toSorted((a, b) => placeOf(a) - placeOf(b) || (a.createdAt < b.createdAt ? 1 : -1))
    .flatMap(({ id: favouriteId, parent, values: { name, position } }) =>
      parent
        ? [
            {
              ...{ kind: parent.kind, id: parent.id, favouriteId },
              name: typeof name === 'string' && name !== '' ? name : undefined,
              position: typeof position === 'number' ? position : undefined,
            },
          ]
        : [],
    )
    .slice(0, mostTitles)
}

const placeOf = ({ values }: ShownRecord): number =>
  typeof values['position'] === 'number' ? values['position'] : Number.POSITIVE_INFINITY
