import { useMemo } from 'react'
import type { AnyKind } from '../../../shared/entity.ts'
import { rightsOf, type Viewer } from '../../../shared/permissions/viewer.ts'
import { useKinds, useViewer } from '../data/hooks.ts'

export interface Modules {
  /** What people work on. */
  main: AnyKind[]
  /** What hangs on it, across all of them. */
  dependent: AnyKind[]
  /** What is shared by all; only for those who may change it. */
  shared: AnyKind[]
  /** How the company is set up, for those who may change it: the admin window's. */
  system: AnyKind[]
}

/** The kinds that the rail and the palette offer to this viewer, in the order of the definitions. */
export function modulesFor(kinds: readonly AnyKind[], viewer: Viewer | undefined): Modules {
  const offered = kinds.filter(
    kind => !kind.internal && kind.list && viewer && rightsOf(viewer, kind.name).see !== 'none',
  )
  const mayChange = (kind: AnyKind) => viewer !== undefined && rightsOf(viewer, kind.name).edit !== 'none'
  return {
    main: offered.filter(kind => !kind.parents && !kind.shared),
    dependent: offered.filter(kind => kind.parents),
    shared: offered.filter(kind => kind.shared && kind.module !== 'system' && mayChange(kind)),
    system: offered.filter(kind => kind.shared && kind.module === 'system' && mayChange(kind)),
  }
}

export function useModules(): Modules {
  const kinds = useKinds()
  const viewer = useViewer()
  return useMemo(() => modulesFor(kinds.all, viewer), [kinds, viewer])
}

export const mayCreate = (viewer: Viewer | undefined, kind: string): boolean =>
  viewer !== undefined && rightsOf(viewer, kind).create !== 'none'
