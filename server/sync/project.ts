import { projectFor } from '../../shared/permissions/project.ts'
import { canSee, type Viewer } from '../../shared/permissions/viewer.ts'
import { isGone, type RecordState, type SyncedState, type VisibilityKey, visibilityKey } from '../../shared/record.ts'

/** One log row's effect: the record's key before and after it, and the record as it stands. */
export interface Change {
  number: number
  kind: string
  id: string
  before: VisibilityKey | null
  after: VisibilityKey
  state: RecordState
}

/**
 * What a viewer is sent for a run of log rows: the present state of each record they may see, once, and `gone` for each
 * that they could see before one of the rows and may not see now. A state newer than `to` waits for its own number.
 */
export const statesFor = (viewer: Viewer, changes: readonly Change[], to: number): SyncedState[] =>
  wholeStatesFor(viewer, changes, to).map(state => (isGone(state) ? state : projectFor(viewer, state)))

/** The same with fields that are hidden from the viewer still in them: for an encoder that leaves them out itself. */
export function wholeStatesFor(viewer: Viewer, changes: readonly Change[], to: number): SyncedState[] {
  const states = new Map<string, SyncedState>()
  for (const change of changes) {
    const { state } = change
    // An id alone is not enough: what one kind shows must not stand for another.
    const key = `${change.kind}:${change.id}`
    if (canSee(viewer, change.kind, visibilityKey(state))) {
      if (state.number <= to) states.set(key, state)
    } else if (couldSee(viewer, change)) {
      states.set(key, { kind: change.kind, id: change.id, epoch: state.epoch, number: change.number, gone: true })
    }
  }
  return [...states.values()]
}

const couldSee = (viewer: Viewer, change: Change): boolean =>
  (change.before !== null && canSee(viewer, change.kind, change.before)) || canSee(viewer, change.kind, change.after)
