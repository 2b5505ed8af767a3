import type { AnyKind } from '../entity.ts'
import { AppError } from '../errors.ts'
import { type RecordState, type VisibilityKey, visibilityKey } from '../record.ts'
import { has, may, rightsOf, type Viewer } from './viewer.ts'

/** What the rule looks at of a record that exists. */
export type Written = Pick<RecordState, 'owner' | 'team'> & Partial<Pick<RecordState, 'createdBy'>>
/** `archive` is to archive and to bring back, `move` to go along with what it hangs on; everything else is `edit`. */
export type Change = 'edit' | 'archive' | 'move'

/**
 * The one place that says who may change a record that exists: the role's scope, and of kinds that are their authors' (a
 * comment) the author. Administrators archive there too, and put words in nobody's mouth. Undefined: they may.
 * `permission.denied`, with the reason `authorOnly` where the scope alone would do.
 */
export function refuseChange(
  viewer: Viewer,
  kind: Pick<AnyKind, 'name' | 'authorOnly' | 'links'>,
  change: Change,
  record: Written,
): AppError | undefined {
  // What is only about a record is seen by the same people wherever it goes.
  const action = change !== 'move' ? change : kind.links ? 'see' : 'edit'
  if (!may(viewer, action, kind.name, visibilityKey(record))) return new AppError('permission.denied')
  if (!kind.authorOnly || change === 'move' || record.createdBy === viewer.user) return undefined
  if (change === 'archive' && has(viewer, 'admin')) return undefined
  return new AppError('permission.denied', { params: { reason: 'authorOnly' } })
}

export const mayChange = (...asked: Parameters<typeof refuseChange>): boolean => refuseChange(...asked) === undefined

/**
 * May the viewer give a record of the kind, or one that they make, to this person of this team? Nobody puts one where
 * their right does not reach.
 */
export const mayGive = (
  viewer: Viewer,
  kind: Pick<AnyKind, 'name'>,
  to: VisibilityKey,
  action: 'edit' | 'create' = 'edit',
): boolean => may(viewer, action, kind.name, to)

/**
 * Why the viewer can give no record of the kind to anybody who does not have it yet; undefined: they can. Whose right
 * reaches further than their own records can at least take them over. `permission.denied` with the reason `giveNobody`
 * (the role) or `giveNoTeam` (the role gives to the team, and the viewer is in none).
 */
export function refuseGiving(viewer: Viewer, kind: Pick<AnyKind, 'name'>): AppError | undefined {
  const colleague = { owner: null, team: viewer.team }
  if (mayGive(viewer, kind, colleague)) return undefined
  const { edit, see } = rightsOf(viewer, kind.name)
  const isByRole = [edit, see].some(scope => scope === 'none' || scope === 'own')
  return new AppError('permission.denied', { params: { reason: isByRole ? 'giveNobody' : 'giveNoTeam' } })
}

/**
 * What a change of these fields is; several, where `archived` is among others. `along`: a command moves the record with
 * what it hangs on, or the move is taken back.
 */
export function changesBy(fields: readonly string[], along = false): Change[] {
  const others = fields.filter(name => name !== 'archived')
  const isMove = along && others.length > 0 && others.every(name => name === 'parent')
  return [
    ...(others.length < fields.length ? ['archive' as const] : []),
    ...(others.length > 0 || fields.length === 0 ? [isMove ? ('move' as const) : ('edit' as const)] : []),
  ]
}
