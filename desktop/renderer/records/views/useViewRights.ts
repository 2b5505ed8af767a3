import { useMemo } from 'react'
import { type ViewScope, viewScopes } from '../../../../shared/entities/teamwork/viewKinds.ts'
import { may, rightsOf } from '../../../../shared/permissions/viewer.ts'
import { visibilityKey } from '../../../../shared/record.ts'
import { useViewer } from '../../data/hooks.ts'
import { kindOfScope, type SavedView } from './savedView.ts'

export interface ViewRights {
  /** For whom this person may make views. */
  scopes: readonly ViewScope[]
  canEdit: (view: SavedView) => boolean
  canArchive: (view: SavedView) => boolean
  /** To whom this view may go from where it is. */
  moves: (view: SavedView) => readonly ViewScope[]
}

/** What may be done with views: never what would be refused. */
export function useViewRights(): ViewRights {
  const viewer = useViewer()
  return useMemo(() => {
    const scopes = viewScopes.filter(
      scope =>
        viewer !== undefined &&
        rightsOf(viewer, kindOfScope(scope)).create !== 'none' &&
        (scope !== 'team' || viewer.team !== null),
    )
    const can = (action: 'edit' | 'archive', { scope, record }: SavedView) =>
      viewer !== undefined && may(viewer, action, kindOfScope(scope), visibilityKey(record))
    return {
      scopes,
      canEdit: view => can('edit', view),
      canArchive: view => can('archive', view),
      moves: view => (can('archive', view) ? scopes.filter(scope => scope !== view.scope) : []),
    }
  }, [viewer])
}
