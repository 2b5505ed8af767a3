import type { AnyKind } from '../../shared/entity.ts'
import { isOwned, parentKinds } from '../../shared/entity.ts'
import { AppError, type FieldErrors } from '../../shared/errors.ts'
import { canSee, fieldRight, has, may, type Viewer } from '../../shared/permissions/viewer.ts'
import { changesBy, refuseChange } from '../../shared/permissions/writes.ts'
import { type Patch, type RecordState, visibilityKey } from '../../shared/record.ts'
import type { DraftRecord } from './draft.ts'

/** Throws as if it did not exist what the author may not see. */
export function requireVisible(viewer: Viewer, kind: string, state: RecordState | undefined): RecordState {
  if (!state || !canSee(viewer, kind, visibilityKey(state))) throw new AppError('record.notFound')
  return state
}

export interface FieldLicence {
  /** Fields of the definition that are `readOnly` may be written: by commands that declare it, and by undoing what one wrote. */
  readOnly: (field: string) => boolean
}

/** Refuses fields that the author may not write: hidden or read-only for the role, or kept for commands. */
export function permitFields(viewer: Viewer, kind: AnyKind, fields: readonly string[], licence: FieldLicence): void {
  const refused: FieldErrors = {}
  for (const name of fields) {
    const kept = kind.fields[name]?.readOnly === true && !licence.readOnly(name)
    if (kept || fieldRight(viewer, kind.name, name) !== undefined) refused[name] = { reason: 'readOnly' }
  }
  if (Object.keys(refused).length > 0) throw new AppError('permission.denied', { fields: refused })
}

/** Before the change: the record as it stands must be within reach, for what the patch does to it. `along`: see changesBy. */
export function permitBefore(
  viewer: Viewer,
  { kind, patch, state, along }: { kind: AnyKind; patch: Patch; state: RecordState; along: boolean },
): void {
  requireVisible(viewer, patch.kind, state)
  for (const change of changesBy(Object.keys(patch.set), along)) {
    const refusal = refuseChange(viewer, kind, change, state)
    if (refusal) throw refusal
  }
}

/** After it: nobody creates or puts a record where their right does not reach. */
export function permitAfter(viewer: Viewer, record: DraftRecord): void {
  const { kind, before, state, touched } = record
  const action = before === undefined ? 'create' : 'edit'
  const isMoved = before?.owner !== state.owner || before?.team !== state.team
  if ((before === undefined || (isMoved && touched.size > 0)) && !may(viewer, action, kind.name, visibilityKey(state)))
    throw new AppError('permission.denied')
}

/** Owner and team are set by hand only where a record has them: not on shared kinds, not on what follows a parent. */
export function permitKey(viewer: Viewer, kind: AnyKind, names: readonly string[]): void {
  const errors: FieldErrors = {}
  for (const name of names) {
    const isKey = name === 'owner' || name === 'team'
    if ((isKey && !isOwned(kind)) || (name === 'parent' && parentKinds(kind).length === 0))
      errors[name] = { reason: 'unknownField' }
  }
  if (Object.keys(errors).length > 0) throw new AppError('record.invalid', { fields: errors })
  if (kind.internal) throw new AppError('permission.denied')
  if (names.includes('team') && !has(viewer, 'admin'))
    throw new AppError('permission.denied', { fields: { team: { reason: 'readOnly' } } })
}
