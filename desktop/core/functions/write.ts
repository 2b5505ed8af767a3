import { bagOf, withChanges } from '../../../shared/apply.ts'
import { type AnyKind, systemFields, type Values } from '../../../shared/entity.ts'
import { AppError, type FieldErrors } from '../../../shared/errors.ts'
import { fieldRight, has, may, type Viewer } from '../../../shared/permissions/viewer.ts'
import {
  type FieldChange,
  type Patch,
  type RecordKey,
  type RecordState,
  visibilityKey,
} from '../../../shared/record.ts'
import { cleanChanges, recordErrors } from '../../../shared/validate.ts'
import type { Workspace } from '../workspace.ts'

/**
 * The same rules that the server applies, asked before anything is written, so that a mistake is said at the form and
 * not hours later. The server asks them again; only its answer counts.
 */

export interface SaveArguments extends RecordKey {
  create: boolean
  set: Record<string, FieldChange>
}

/** Creates or changes one record by a form. Throws record.invalid with each field, permission.denied, record.notFound. */
export function saveRecord(work: Workspace, args: SaveArguments) {
  const kind = work.kinds().require(args.kind)
  const viewer = work.viewer()
  const before = work.shown(args)
  if (!before && !args.create) throw new AppError('record.notFound')
  if (before && args.create) throw new AppError('record.exists')
  const wanted = Object.fromEntries(Object.entries(args.set).map(([name, change]) => [name, change.value]))
  const { values, errors, warnings } = cleanChanges(kind, wanted)
  if (errors) throw new AppError('record.invalid', { fields: errors })

  const after = before ? withChanges(before, values) : created(work, kind, args, values)
  permit(viewer, kind, before, after, args.create ? Object.keys(values) : Object.keys(args.set))
  const missing = recordErrors(kind, bagOf(after), args.create ? undefined : Object.keys(values))
  if (missing) throw new AppError('record.invalid', { fields: missing })

  const set = args.create ? valuesOnly(bagOf(after)) : rebased(args.set, values)
  const patch: Patch = { kind: args.kind, id: args.id, set, ...(args.create ? { create: true as const } : {}) }
  return { operation: work.act({ label: args.create ? 'create' : 'edit', patches: [patch] }), warnings }
}

export interface BulkArguments {
  label: string
  keys: RecordKey[]
  set?: Record<string, unknown>
  add?: Record<string, string[]>
  remove?: Record<string, string[]>
}

/** The same change on many records, as one operation; records that do not change are left out. */
export function changeRecords(
  work: Workspace,
  { label, keys, set = {}, add = {}, remove = {} }: BulkArguments,
): { operation: string } {
  const viewer = work.viewer()
  if (
    keys.length > 1 &&
    !has(viewer, 'bulkEdit') &&
    Object.keys(set).some(name => name !== 'archived' && name !== 'owner')
  )
    throw new AppError('permission.denied')
  const patches = keys.flatMap(key => {
    const kind = work.kinds().require(key.kind)
    const before = work.shown(key)
    if (!before) throw new AppError('record.notFound')
    const bag = bagOf(before)
    const wanted: Values = { ...set }
    for (const name of new Set([...Object.keys(add), ...Object.keys(remove)]))
      wanted[name] = [...new Set([...members(bag[name]), ...(add[name] ?? [])])].filter(
        item => !remove[name]?.includes(item),
      )
    const { values, errors } = cleanChanges(kind, wanted)
    if (errors) throw new AppError('record.invalid', { fields: errors })
    const after = withChanges(before, values)
    permit(viewer, kind, before, after, Object.keys(values))
    const missing = recordErrors(kind, bagOf(after), Object.keys(values))
    if (missing) throw new AppError('record.invalid', { fields: missing })
    const changed = rebased(Object.fromEntries(Object.keys(values).map(name => [name, basedOn(bag[name])])), values)
    return Object.keys(changed).length > 0 ? [{ ...key, set: changed }] : []
  })
  return { operation: work.act({ label, patches }) }
}

const members = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [])
const basedOn = (base: unknown): FieldChange => (base === undefined ? {} : { base })

/** The patch's changes in their stored form, without those that change nothing. */
function rebased(set: Record<string, FieldChange>, values: Values): Record<string, FieldChange> {
  const changes = Object.entries(set).flatMap(([name, { base }]): [string, FieldChange][] => {
    const value = values[name]
    if (JSON.stringify(base) === JSON.stringify(value)) return []
    return [[name, { ...basedOn(base), ...(value === undefined ? {} : { value }) }]]
  })
  return Object.fromEntries(changes)
}

const valuesOnly = (bag: Values): Record<string, FieldChange> =>
  Object.fromEntries(
    Object.entries(bag)
      .filter(([name, value]) => name !== 'archived' && name !== 'team' && value !== undefined)
      .map(([name, value]) => [name, { value }]),
  )

/** A new record as it will stand: whoever makes it owns it unless the form says otherwise; dependents follow their parent. */
function created(work: Workspace, kind: AnyKind, key: RecordKey, values: Values): RecordState {
  const viewer = work.viewer()
  const at = new Date(work.now()).toISOString()
  const empty: RecordState = {
    kind: key.kind,
    id: key.id,
    epoch: 0,
    number: 0,
    archived: false,
    createdAt: at,
    createdBy: viewer.user,
    updatedAt: at,
    updatedBy: viewer.user,
    values: {},
  }
  const state = withChanges(empty, values)
  if (kind.shared) return state
  if (kind.parents) {
    const parent = state.parent && work.shown(state.parent)
    if (!parent || !kind.parents.includes(parent.kind))
      throw new AppError('record.invalid', { fields: { parent: { reason: 'required' } } })
    return withChanges(state, { owner: parent.owner, team: parent.team })
  }
  return withChanges(state, { owner: state.owner ?? viewer.user, team: teamOf(work, state.owner ?? viewer.user) })
}

function teamOf(work: Workspace, user: string): unknown {
  const viewer = work.viewer()
  return user === viewer.user ? (viewer.team ?? undefined) : work.shown({ kind: 'user', id: user })?.values['memberOf']
}

/** Asks the role for the action on the key before and after, and for every field that is written. */
export function permit(
  viewer: Viewer,
  kind: AnyKind,
  before: RecordState | undefined,
  after: RecordState,
  fields: string[],
): void {
  const denied = () => new AppError('permission.denied')
  if (!before) {
    if (!may(viewer, 'create', kind.name, visibilityKey(after))) throw denied()
  } else {
    const archives = fields.includes('archived')
    if (archives && !may(viewer, 'archive', kind.name, visibilityKey(before))) throw denied()
    if (fields.some(name => name !== 'archived') && !may(viewer, 'edit', kind.name, visibilityKey(before)))
      throw denied()
  }
  const wrong: FieldErrors = {}
  for (const name of fields) {
    const isOwnWord = (systemFields as readonly string[]).includes(name)
    if (fieldRight(viewer, kind.name, name) || (!isOwnWord && kind.fields[name]?.readOnly))
      wrong[name] = { reason: 'readOnly' }
  }
  if (Object.keys(wrong).length > 0) throw new AppError('permission.denied', { fields: wrong })
}
