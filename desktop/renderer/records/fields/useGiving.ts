import { skipToken } from '@reduxjs/toolkit/query/react'
import { useMemo } from 'react'
import { type AnyKind, isOwned } from '../../../../shared/entity.ts'
import type { AppError } from '../../../../shared/errors.ts'
import { mayGive, refuseGiving } from '../../../../shared/permissions/writes.ts'
import { useCall, useViewer } from '../../data/hooks.ts'

export interface Giving {
  /** May a record of the kind be given to this person? */
  mayGive: (user: string) => boolean
  /** Why nobody can be given one who does not have it yet; undefined: somebody can. */
  refusal: AppError | undefined
}

/** To whom the viewer may give records of a kind, or a new one; undefined until the colleagues are known. */
export function useGiving(kind: AnyKind, action: 'edit' | 'create' = 'edit'): Giving | undefined {
  const viewer = useViewer()
  const { latest } = useCall('records.all', isOwned(kind) ? { kind: 'user' } : skipToken)
  return useMemo(() => {
    if (!viewer || !latest) return undefined
    const people = latest
      .filter(({ archived, values }) => !archived && values['isActive'] !== false)
      .map(({ id, values }) => ({
        owner: id,
        team: typeof values['memberOf'] === 'string' ? values['memberOf'] : null,
      }))
    const reached = new Set(people.filter(person => mayGive(viewer, kind, person, action)).map(({ owner }) => owner))
    return { mayGive: user => reached.has(user), refusal: refuseGiving(viewer, kind) }
  }, [viewer, latest, kind, action])
}
