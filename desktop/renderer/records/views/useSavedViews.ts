import { useMemo } from 'react'
import { viewScopes } from '../../../../shared/entities/teamwork/viewKinds.ts'
import type { AnyKind } from '../../../../shared/entity.ts'
import { useCall } from '../../data/hooks.ts'
import { inOrder, kindOfScope, type SavedView, viewsAmong } from './savedView.ts'

/** The saved views of a kind that this person may see, in order; undefined until all of them are here. */
export function useSavedViews(kind: AnyKind): readonly SavedView[] | undefined {
  const mine = useCall('records.all', { kind: kindOfScope('mine') })
  const team = useCall('records.all', { kind: kindOfScope('team') })
  const company = useCall('records.all', { kind: kindOfScope('company') })
  const all = { mine, team, company }
  // Views of a scope that cannot be read are none: a list is never kept away for want of them.
  const isHere = viewScopes.every(scope => all[scope].latest !== undefined || all[scope].error !== undefined)
  return useMemo(
    () =>
      isHere
        ? inOrder([
            ...viewsAmong(kind, 'mine', mine.latest ?? []),
            ...viewsAmong(kind, 'team', team.latest ?? []),
            ...viewsAmong(kind, 'company', company.latest ?? []),
          ])
        : undefined,
    [isHere, kind, mine.latest, team.latest, company.latest],
  )
}
