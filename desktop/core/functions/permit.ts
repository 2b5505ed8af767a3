import { type AnyKind, isOwned, parentKinds, systemFields } from '../../../shared/entity.ts'
import { AppError, type FieldErrors } from '../../../shared/errors.ts'
import { canSee, fieldRight, has, may, type Viewer } from '../../../shared/permissions/viewer.ts'
import { changesBy, refuseChange } from '../../../shared/permissions/writes.ts'
import { type RecordState, visibilityKey } from '../../../shared/record.ts'

export interface Write {
  kind: AnyKind
  /** Absent: the write makes the record. */
  before?: RecordState | undefined
  after: RecordState
  /** Fields that it changes. */
  fields: readonly string[]
  /** A command may write what is kept for commands. */
  isCommand?: boolean
}

/**
 * The server's rules of who may write what (server/records/permit.ts), asked before anything is written, so that a
 * refusal is said at the form and not hours later. The server asks again; only its answer counts.
 * Throws record.notFound, record.invalid, permission.denied.
 */
export function permit(viewer: Viewer, write: Write): void {
  const { kind, before, after, fields, isCommand } = write
  if (before && !canSee(viewer, kind.name, visibilityKey(before))) throw new AppError('record.notFound')
  for (const change of before ? changesBy(fields, isCommand) : []) {
    const refusal = before && refuseChange(viewer, kind, change, before)
    if (refusal) throw refusal
  }
  permitKey(viewer, kind, fields)
  permitFields(viewer, write)
  // Nobody creates or puts a record where their right does not reach.
  const isMoved = before?.owner !== after.owner || before?.team !== after.team
  if (isMoved && !may(viewer, before ? 'edit' : 'create', kind.name, visibilityKey(after)))
    throw new AppError('permission.denied')
}

/** Owner and team are set by hand only where a record has them, and the team by an admin. */
function permitKey(viewer: Viewer, kind: AnyKind, fields: readonly string[]): void {
  if (kind.internal) throw new AppError('permission.denied')
  const hasKey = isOwned(kind)
  const wrong = fields.filter(name => {
    if (name === 'owner' || name === 'team') return !hasKey
    return name === 'parent' && parentKinds(kind).length === 0
  })
  if (wrong.length > 0) throw new AppError('record.invalid', { fields: reasons(wrong, 'unknownField') })
  if (fields.includes('team') && !has(viewer, 'admin'))
    throw new AppError('permission.denied', { fields: reasons(['team'], 'readOnly') })
}

function permitFields(viewer: Viewer, { kind, fields, isCommand }: Write): void {
  const isKept = (name: string) =>
    !isCommand && !(systemFields as readonly string[]).includes(name) && kind.fields[name]?.readOnly === true
  const wrong = fields.filter(name => isKept(name) || fieldRight(viewer, kind.name, name) !== undefined)
  if (wrong.length > 0) throw new AppError('permission.denied', { fields: reasons(wrong, 'readOnly') })
}

const reasons = (names: readonly string[], reason: string): FieldErrors =>
  Object.fromEntries(names.map(name => [name, { reason }]))
