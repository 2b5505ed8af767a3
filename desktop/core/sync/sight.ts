import { scopes } from '../../../shared/permissions/rights.ts'
import {
  canSee,
  fieldRight,
  isRepeating,
  repeatedKey,
  rightsOf,
  type Viewer,
} from '../../../shared/permissions/viewer.ts'
import { type Patch, type RecordState, recordKey, type VisibilityKey, visibilityKey } from '../../../shared/record.ts'

const hiddenIn = (viewer: Viewer, kind: string): Set<string> =>
  new Set(
    Object.entries(rightsOf(viewer, kind).fields ?? {})
      .filter(([, right]) => right === 'hidden')
      .map(([name]) => name),
  )

const asksForPerson = (viewer: Viewer, kind: string): boolean => ['own', 'team'].includes(rightsOf(viewer, kind).see)

/** Whether both see exactly the same records and fields of a kind. */
export function sameSight(a: Viewer, b: Viewer, kind: string): boolean {
  if (rightsOf(a, kind).see !== rightsOf(b, kind).see) return false
  if (asksForPerson(a, kind) && (a.user !== b.user || a.team !== b.team)) return false
  return hiddenIn(a, kind).symmetricDifference(hiddenIn(b, kind)).size === 0 && repeatsSame(a, b, kind)
}

const repeatsSame = (a: Viewer, b: Viewer, kind: string): boolean =>
  !isRepeating(kind) || repeatedKey(a).join() === repeatedKey(b).join()

/** Whether `now` may see a record or field of a kind that `before` did not. */
export function seesMore(before: Viewer, now: Viewer, kind: string): boolean {
  const [was, is] = [rightsOf(before, kind).see, rightsOf(now, kind).see]
  if (is === 'none') return false
  if (scopes.indexOf(is) > scopes.indexOf(was)) return true
  // A narrower scope around another person or team shows others than before.
  if (was !== 'all' && (before.user !== now.user || before.team !== now.team)) return true
  return !hiddenIn(before, kind).isSubsetOf(hiddenIn(now, kind)) || !repeatsSame(before, now, kind)
}

/**
 * An open patch as far as this viewer may see it: a role may have changed since it was written. What the user typed
 * stays in the outbox, and the server decides about it; it is only not shown. An edit needs no look at its record: where
 * the copy is gone there is nothing to put it on.
 */
export function shownPatch(
  viewer: Viewer,
  patch: Patch,
  copyOf: (id: string) => RecordState | undefined,
): Patch | undefined {
  if (rightsOf(viewer, patch.kind).see === 'none') return undefined
  if (patch.create && !canSee(viewer, patch.kind, keyOf(viewer, patch, copyOf))) return undefined
  const names = Object.keys(patch.set).filter(name => fieldRight(viewer, patch.kind, name) === 'hidden')
  if (names.length === 0) return patch
  return { ...patch, set: Object.fromEntries(Object.entries(patch.set).filter(([name]) => !names.includes(name))) }
}

/** The key that the server will give a new record: its parent's, else its writer's unless the patch says otherwise. */
function keyOf(viewer: Viewer, { set }: Patch, copyOf: (id: string) => RecordState | undefined): VisibilityKey {
  const parent = recordKey.safeParse(set['parent']?.value)
  const copy = parent.success ? copyOf(parent.data.id) : undefined
  if (copy) return visibilityKey(copy)
  const [owner, team] = [set['owner']?.value, set['team']?.value]
  return {
    owner: typeof owner === 'string' ? owner : viewer.user,
    team: typeof team === 'string' ? team : viewer.team,
  }
}
