import { useMemo } from 'react'
import { viewScopes } from '../../../../shared/entities/teamwork/viewKinds.ts'
import type { AnyKind } from '../../../../shared/entity.ts'
import { useCall } from '../../data/hooks.ts'
import { inOrder, kindOfScope, type SavedView, viewsAmong } from './savedView.ts'

/** The saved views of several kinds, for a place that leads to all of them. */
export function usePaletteViews(kinds: readonly AnyKind[]): readonly { kind: AnyKind; view: SavedView }[] {
  const mine = useCall('records.all', { kind: kindOfScope('mine') }).latest
  const team = useCall('records.all', { kind: kindOfScope('team') }).latest
  const company = useCall('records.all', { kind: kindOfScope('company') }).latest
  return useMemo(() => {
    const records = { mine, team, company }
    return kinds.flatMap(kind =>
      inOrder(viewScopes.flatMap(scope => viewsAmong(kind, scope, records[scope] ?? []))).map(view => ({ kind, view })),
    )
  }, [kinds, mine, team, company])
}
