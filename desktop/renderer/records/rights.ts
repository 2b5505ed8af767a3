import { useMemo } from 'react'
import type { AnyKind } from '../../../shared/entity.ts'
import type { Action } from '../../../shared/permissions/rights.ts'
import { fieldRight, may, rightsOf, type Viewer } from '../../../shared/permissions/viewer.ts'
import { mayChange, type Written } from '../../../shared/permissions/writes.ts'
import { visibilityKey } from '../../../shared/record.ts'
import { useViewer } from '../data/hooks.ts'

export type Keyed = Written

export interface Rights {
  /** May the viewer make one of their own (for kinds with parents: below this parent, or without one below any)? */
  canCreate(parent?: Keyed): boolean
  can(action: Action, record: Keyed): boolean
  /** Whether this field of this record (absent: a new one) can be written by the viewer. */
  canWrite(name: string, record?: Keyed): boolean
}

/** What the screens offer of a kind; core and server ask the same rule again. */
export function useRights(kind: AnyKind): Rights {
  const viewer = useViewer()
  return useMemo(() => rightsFor(kind, viewer), [kind, viewer])
}

export function rightsFor(kind: AnyKind, viewer: Viewer | undefined): Rights {
  const can = (action: Action, record: Keyed) => {
    if (!viewer) return false
    return action === 'edit' || action === 'archive'
      ? mayChange(viewer, kind, action, record)
      : may(viewer, action, kind.name, visibilityKey(record))
  }
  return {
    can,
    canCreate: parent => {
      if (!viewer) return false
      if (parent) return can('create', parent)
      if (kind.parents) return rightsOf(viewer, kind.name).create !== 'none'
      return can('create', { owner: viewer.user, ...(viewer.team ? { team: viewer.team } : {}) })
    },
    canWrite: (name, record) => {
      if (!viewer || kind.fields[name]?.readOnly) return false
      if (fieldRight(viewer, kind.name, name) !== undefined) return false
      return record === undefined || can('edit', record)
    },
  }
}
