import type { VisibilityKey } from '../record.ts'
import { type Action, type FieldRight, type KindRights, noRights, type RoleRights, type Scope } from './rights.ts'

/** Who looks or acts: everything that the rule needs to know of a person. Two viewers with equal `viewKey` see the same. */
export interface Viewer {
  user: string
  team: string | null
  role: string
  rights: RoleRights
}

export const rightsOf = (viewer: Viewer, kind: string): KindRights => viewer.rights.kinds[kind] ?? noRights

/** The rule's first face: does the scope reach a record with this key? Its second is `scopeCondition`. */
export function scopeReaches(scope: Scope, viewer: Pick<Viewer, 'user' | 'team'>, key: VisibilityKey): boolean {
  return reaches[scope](viewer, key)
}

const reaches: Record<Scope, (viewer: Pick<Viewer, 'user' | 'team'>, key: VisibilityKey) => boolean> = {
  none: () => false,
  own: (viewer, key) => key.owner === viewer.user,
  team: (viewer, key) => key.owner === viewer.user || (viewer.team !== null && key.team === viewer.team),
  all: () => true,
}

export const may = (viewer: Viewer, action: Action, kind: string, key: VisibilityKey): boolean =>
  scopeReaches(rightsOf(viewer, kind)[action], viewer, key) &&
  (action === 'see' || scopeReaches(rightsOf(viewer, kind).see, viewer, key))

export const canSee = (viewer: Viewer, kind: string, key: VisibilityKey): boolean => may(viewer, 'see', kind, key)

export const fieldRight = (viewer: Viewer, kind: string, field: string): FieldRight | undefined =>
  rightsOf(viewer, kind).fields?.[field]

export const has = (viewer: Viewer, ability: RoleRights['abilities'][number]): boolean =>
  viewer.rights.abilities.includes(ability)

/** SQL's side of a condition: text with `?` marks and their values, for SQLite and (numbered by the caller) PostgreSQL. */
export interface Condition {
  sql: string
  values: (string | number)[]
}

/** The rule's second face: the same scope as a condition on the columns that hold owner and team. */
export function scopeCondition(
  scope: Scope,
  viewer: Pick<Viewer, 'user' | 'team'>,
  columns: { owner: string; team: string },
): Condition {
  return conditions[scope](viewer, columns)
}

const conditions: Record<
  Scope,
  (viewer: Pick<Viewer, 'user' | 'team'>, columns: { owner: string; team: string }) => Condition
> = {
  none: () => ({ sql: '1=0', values: [] }),
  own: (viewer, { owner }) => ({ sql: `${owner} = ?`, values: [viewer.user] }),
  team: (viewer, { owner, team }) =>
    viewer.team === null
      ? { sql: `${owner} = ?`, values: [viewer.user] }
      : { sql: `(${owner} = ? OR ${team} = ?)`, values: [viewer.user, viewer.team] },
  all: () => ({ sql: '1=1', values: [] }),
}

export const seeCondition = (viewer: Viewer, kind: string, columns: { owner: string; team: string }): Condition =>
  scopeCondition(rightsOf(viewer, kind).see, viewer, columns)

/** Two viewers with the same key are sent the same frames: the role as it stands, and the person only where a scope asks. */
export function viewKey(viewer: Viewer): string {
  const seen = seenKinds(viewer).map(([kind, r]) => [kind, r.see, hiddenFields(r)] as const)
  const personal = seen.some(([, see]) => see === 'own' || see === 'team')
  return JSON.stringify([seen, personal ? viewer.user : '', personal ? viewer.team : ''])
}

/** The same for one kind: what two viewers with equal keys are sent of it is the same. Most have none of a person in it. */
export function kindViewKey(viewer: Viewer, kind: string): string {
  const r = rightsOf(viewer, kind)
  const personal = r.see === 'own' || r.see === 'team'
  const hidden = [...hiddenFields(r), ...(isRepeating(kind) ? repeatedKey(viewer) : [])]
  return JSON.stringify([r.see, hidden, ...(personal ? [viewer.user, viewer.team] : [])])
}

/** A clash repeats two values of a field of another record; they are seen by the rights of that field. */
export const isRepeating = (kind: string): boolean => kind === 'clash'

/** What a viewer sees of the values that a repeating kind repeats: the kinds, and their hidden fields. */
export const repeatedKey = (viewer: Viewer): string[] =>
  seenKinds(viewer).map(([kind, r]) => `${kind} ${hiddenFields(r).join(' ')}`)

const seenKinds = (viewer: Viewer): [string, KindRights][] =>
  Object.entries(viewer.rights.kinds)
    .filter(([, r]) => r.see !== 'none')
    .sort(([a], [b]) => (a < b ? -1 : 1))

const hiddenFields = (r: KindRights): string[] =>
  Object.entries(r.fields ?? {})
    .filter(([, right]) => right === 'hidden')
    .map(([name]) => name)
    .sort()
