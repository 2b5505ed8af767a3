import type { AnyKind } from '../../../shared/entity.ts'
import { rightsOf, type Viewer } from '../../../shared/permissions/viewer.ts'

/** Whose records alone a role shows of a kind; undefined: everybody's, or none. Without a team one has one's own. */
export function narrowedTo(kind: AnyKind, viewer: Viewer | undefined): 'own' | 'team' | undefined {
  if (!viewer || kind.personal) return undefined
  const { see } = rightsOf(viewer, kind.name)
  if (see !== 'own' && see !== 'team') return undefined
  return viewer.team === null ? 'own' : see
}
