import type { AnyKind, Values } from './entity.ts'
import type { FieldChange, Patch, RecordKey, RecordState } from './record.ts'
import { stampChanges } from './stamps.ts'
import { merge } from './sync/merge.ts'
import { sameValue } from './value.ts'

/** A record's values with its system fields beside them: what patches, merging and history speak of. */
export function bagOf(state: Pick<RecordState, 'owner' | 'team' | 'parent' | 'archived' | 'values'>): Values {
  const bag: Values = { ...state.values }
  if (state.owner) bag['owner'] = state.owner
  if (state.team) bag['team'] = state.team
  if (state.parent) bag['parent'] = state.parent
  bag['archived'] = state.archived
  return bag
}

/**
 * Puts changed fields (undefined clears) onto a record; system fields go to their places. Where nothing else changes, the
 * result has the record's own `values`.
 */
export function withChanges<S extends Pick<RecordState, 'owner' | 'team' | 'parent' | 'archived' | 'values'>>(
  state: S,
  changes: Values,
): S {
  const next = { ...state, archived: state.archived === true }
  for (const [name, value] of Object.entries(changes)) {
    if (name === 'archived') next.archived = value === true
    else if (isPlace(name)) setOrDelete(next, name, value)
    else {
      if (next.values === state.values) next.values = { ...state.values }
      setOrDelete(next.values, name, value)
    }
  }
  return next
}

const isPlace = (name: string): boolean => name === 'owner' || name === 'team' || name === 'parent'
const setOrDelete = (target: Record<string, unknown>, key: string, value: unknown) => {
  if (value !== undefined && value !== null) target[key] = value
  else if (key in target) delete target[key]
}

/**
 * What the person sees before the server has answered: the patch wins over the copy, sets and lines are merged. Of an
 * undo what somebody changed since stays, as it will there. A patch that changes nothing gives `state` itself.
 */
export function withPatch(kind: AnyKind, state: RecordState, patch: Patch, isUndo = false): RecordState {
  const bag = bagOf(state)
  const set: Record<string, FieldChange> = {}
  for (const [name, change] of Object.entries(patch.set)) set[name] = change
  const { changes, clashes } = merge(kind, bag, set)
  if (!isUndo) for (const clash of clashes) changes[clash.field] = clash.mine
  const all = { ...changes, ...stampChanges(kind, bag, changes, set) }
  return Object.keys(all).length === 0 ? state : withChanges(state, all)
}

/** A record that exists only in this desktop's outbox so far; rev 0 is below every number the server gives. */
export const newRecord = ({ kind, id }: RecordKey, at: string, by: string): RecordState => ({
  // Not the whole of what was given: a patch is a key too, and its values would go along unseen.
  kind,
  id,
  epoch: 0,
  number: 0,
  archived: false,
  createdAt: at,
  createdBy: by,
  updatedAt: at,
  updatedBy: by,
  values: {},
})

/** The patch that takes `before` to `after`: one change per field that differs. */
export function diff(key: RecordKey, before: Values, after: Values): Patch {
  const set: Record<string, FieldChange> = {}
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (sameValue(before[name], after[name])) continue
    set[name] = {
      ...(before[name] === undefined ? {} : { base: before[name] }),
      ...(after[name] === undefined ? {} : { value: after[name] }),
    }
  }
  return { ...key, set }
}
