import { bagOf } from '../../../shared/apply.ts'
import type { Values } from '../../../shared/entity.ts'
import { AppError } from '../../../shared/errors.ts'
import { countsInBulk } from '../../../shared/permissions/bulkEdit.ts'
import type { FieldChange, Patch, RecordKey } from '../../../shared/record.ts'
import { cleanChanges } from '../../../shared/validate.ts'
import { sameValue } from '../../../shared/value.ts'
import type { Workspace } from '../workspace.ts'
import { checkWrite } from './check.ts'
import { permitBulk } from './permitBulk.ts'

export interface SaveArguments extends RecordKey {
  create: boolean
  set: Record<string, FieldChange>
}

/** Creates or changes one record by a form. Throws record.invalid with each field, permission.denied, record.notFound. */
export function saveRecord(work: Workspace, { kind, id, create, set }: SaveArguments) {
  const key = { kind, id }
  const before = work.shown(key)
  if (!before && !create) throw new AppError('record.notFound')
  if (before && create) throw new AppError('record.exists')
  const wanted = Object.fromEntries(Object.entries(set).map(([name, change]) => [name, change.value]))
  const { values, errors, warnings } = cleanChanges(work.kinds().require(kind), wanted)
  if (errors) throw new AppError('record.invalid', { fields: errors })
  const changes = create ? {} : rebased(set, values)
  const after = checkWrite(work, { key, before, values: create ? values : valuesOf(changes) })
  const patch: Patch = create ? { ...key, create, set: asNew(bagOf(after)) } : { ...key, set: changes }
  return { operation: work.act({ label: create ? 'create' : 'edit', patches: [patch] }), warnings }
}

export interface BulkArguments {
  label: string
  keys: RecordKey[]
  set?: Record<string, unknown>
  add?: Record<string, string[]>
  remove?: Record<string, string[]>
}

/** The same change on some records, as one operation; records that do not change are left out. */
export function changeRecords(work: Workspace, args: BulkArguments): { operation: string } {
  permitBulk(work, args.keys.filter(countsInBulk).length)
  return {
    operation: work.act({ label: args.label, patches: args.keys.flatMap(key => changeOf(work, args, key) ?? []) }),
  }
}

/**
 * The patch that changes one record so; undefined where it is so already. Throws as saving does, where it may not be
 * written or would not be whole.
 */
export function changeOf(
  work: Workspace,
  { set = {}, add = {}, remove = {} }: Pick<BulkArguments, 'set' | 'add' | 'remove'>,
  { kind, id }: RecordKey,
): Patch | undefined {
  const key = { kind, id }
  const before = work.shown(key)
  if (!before) throw new AppError('record.notFound')
  const bag = bagOf(before)
  const wanted: Values = { ...set }
  for (const name of new Set([...Object.keys(add), ...Object.keys(remove)]))
    wanted[name] = [...new Set([...members(bag[name]), ...(add[name] ?? [])])].filter(
      item => !remove[name]?.includes(item),
    )
  const { values, errors } = cleanChanges(work.kinds().require(kind), wanted)
  if (errors) throw new AppError('record.invalid', { fields: errors })
  const changes = rebased(Object.fromEntries(Object.keys(values).map(name => [name, { base: bag[name] }])), values)
  if (Object.keys(changes).length === 0) return undefined
  checkWrite(work, { key, before, values: valuesOf(changes) })
  return { ...key, set: changes }
}

const members = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [])
const valuesOf = (set: Record<string, FieldChange>): Values =>
  Object.fromEntries(Object.entries(set).map(([name, { value }]) => [name, value]))

/** The changes with their values in stored form, without those that change nothing. */
function rebased(set: Record<string, FieldChange>, values: Values): Record<string, FieldChange> {
  const changes = Object.entries(set).flatMap(([name, { base }]): [string, FieldChange][] => {
    const value = values[name]
    if (sameValue(base, value)) return []
    return [[name, { ...(base === undefined ? {} : { base }), ...(value === undefined ? {} : { value }) }]]
  })
  return Object.fromEntries(changes)
}

/** The server gives a new record its team. */
export const asNew = (bag: Values): Record<string, FieldChange> =>
  Object.fromEntries(
    Object.entries(bag)
      .filter(([name, value]) => name !== 'archived' && name !== 'team' && value !== undefined)
      .map(([name, value]) => [name, { value }]),
  )
