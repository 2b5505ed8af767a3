import { bagOf, newRecord, withChanges } from '../../../shared/apply.ts'
import { broughtErrors } from '../../../shared/broughtChoices.ts'
import type { AnyKind, Values } from '../../../shared/entity.ts'
import { isOwned } from '../../../shared/entity.ts'
import { AppError } from '../../../shared/errors.ts'
import { fieldRight, type Viewer } from '../../../shared/permissions/viewer.ts'
import type { RecordKey, RecordState } from '../../../shared/record.ts'
import { recordErrors } from '../../../shared/validate.ts'
import type { Workspace } from '../workspace.ts'
import { permit } from './permit.ts'

export interface Checking {
  key: RecordKey
  /** Absent: the write makes the record. */
  before: RecordState | undefined
  /** In stored form; undefined clears. */
  values: Values
  isCommand?: boolean
  /** Where parents are looked up; what is shown, if not given. */
  look?: (key: RecordKey) => RecordState | undefined
}

/**
 * The record as it will stand, when it is whole and its writer may write it so. The server's rules, asked before anything
 * is written. Throws record.invalid with each field, permission.denied, record.notFound.
 */
export function checkWrite(
  work: Workspace,
  { key, before, values, isCommand, look = work.shown }: Checking,
): RecordState {
  const kind = work.kinds().require(key.kind)
  const viewer = work.viewer()
  const after = before ? changed(work, kind, before, values) : created(work, kind, key, values, look)
  const fields = before ? Object.keys(values) : Object.keys(values).filter(name => values[name] !== undefined)
  permit(viewer, { kind, before, after, fields, ...(isCommand ? { isCommand } : {}) })
  const lacking =
    recordErrors(kind, withUnseen(viewer, kind, before, after), before ? fields : undefined) ??
    broughtErrors(kind, before && bagOf(before), bagOf(after))
  if (lacking) throw new AppError('record.invalid', { fields: lacking })
  return after
}

/** What is hidden from the writer of a record that exists may well be there: only the server can say. */
function withUnseen(viewer: Viewer, kind: AnyKind, before: RecordState | undefined, after: RecordState): Values {
  const unseen = before ? Object.keys(kind.fields).filter(name => fieldRight(viewer, kind.name, name) === 'hidden') : []
  return { ...Object.fromEntries(unseen.map(name => [name, true])), ...bagOf(after) }
}

/** A new owner brings their team with them. */
function changed(work: Workspace, kind: AnyKind, before: RecordState, values: Values): RecordState {
  const after = withChanges(before, values)
  if (!isOwned(kind) || 'team' in values || after.owner === before.owner) return after
  return withChanges(after, { team: teamOf(work, after.owner) })
}

/** Whoever makes a record owns it unless the form says otherwise; dependents follow their parent. */
function created(
  work: Workspace,
  kind: AnyKind,
  key: RecordKey,
  values: Values,
  look: (key: RecordKey) => RecordState | undefined,
): RecordState {
  const { user } = work.viewer()
  const state = withChanges<RecordState>(newRecord(key, new Date(work.now()).toISOString(), user), values)
  if (kind.shared) return state
  if (kind.parents) {
    const parent = state.parent && look(state.parent)
    if (!parent || !kind.parents.includes(parent.kind))
      throw new AppError('record.invalid', { fields: { parent: { reason: 'required' } } })
    return withChanges(state, { owner: parent.owner, team: parent.team })
  }
  const owner = state.owner ?? user
  return withChanges(state, { owner, team: teamOf(work, owner) })
}

function teamOf(work: Workspace, user: string | undefined): unknown {
  const viewer = work.viewer()
  if (user === viewer.user) return viewer.team ?? undefined
  return user && work.shown({ kind: 'user', id: user })?.values['memberOf']
}
