import { goesAlong } from '../../shared/command.ts'
import type { AnyKind } from '../../shared/entity.ts'
import { parentKinds } from '../../shared/entity.ts'
import type { Field } from '../../shared/fields.ts'
import type { Kinds } from '../../shared/kinds.ts'
import { type Patch, type RecordKey, uuid } from '../../shared/record.ts'
import { type FieldCipher, type Row, tableName } from '../db/columns.ts'
import type { Transaction } from '../db/database.ts'
import { type RowForm, rowForm } from '../db/rows.ts'
import { isFactKind } from './companyFacts.ts'
import type { WorkingSet } from './workingSet.ts'

/** Records to be read together: one statement per kind. */
export interface Wanted {
  keys: RecordKey[]
  childrenOf: RecordKey[]
  /** Besides what hangs on these, what is about them: for commands. */
  aboutOf?: RecordKey[]
  /** Ids that new records shall have: no record of another kind may have one of them. */
  newIds?: string[]
}

/** The kinds whose records hang on records of this kind. */
export function dependentKinds(kinds: Kinds, parent: string): readonly AnyKind[] {
  let byParent = dependents.get(kinds)
  if (!byParent) {
    byParent = new Map()
    for (const kind of kinds.all)
      for (const name of kind.parents ?? []) byParent.set(name, [...(byParent.get(name) ?? []), kind])
    dependents.set(kinds, byParent)
  }
  return byParent.get(parent) ?? []
}
const dependents = new WeakMap<Kinds, Map<string, AnyKind[]>>()

/** Everything that the checks of these patches will look at, as far as it can be told before they are applied. */
export function wantedBy(kinds: Kinds, patches: readonly Patch[]): Wanted {
  const newIds: string[] = []
  const wanted: Wanted = { keys: [], childrenOf: [], newIds }
  for (const { kind: name, id, create, set } of patches) {
    const kind = kinds.get(name)
    if (!kind) continue
    wanted.keys.push({ kind: name, id })
    if (create) newIds.push(id)
    for (const [field, { value }] of Object.entries(set)) wanted.keys.push(...referencesIn(kind, field, value))
    // On a new record nothing hangs yet.
    const moves = !create && ('owner' in set || 'team' in set || 'parent' in set)
    if (moves && dependentKinds(kinds, name).length > 0) wanted.childrenOf.push({ kind: name, id })
  }
  return wanted
}

/** The records that a value of this field points to; nothing where it is not what it should be. */
export function referencesIn(kind: AnyKind, field: string, value: unknown): RecordKey[] {
  if (field === 'owner') return keysOf('user', value)
  if (field === 'team') return keysOf('team', value)
  if (field === 'parent') return isKey(value) && parentKinds(kind).includes(value.kind) ? [value] : []
  const definition = kind.fields[field]
  return definition ? referencesOf(definition, value) : []
}

function referencesOf(field: Field, value: unknown): RecordKey[] {
  if (field.kind === 'lines' && Array.isArray(value))
    return value.flatMap(line =>
      Object.entries(field.columns ?? {}).flatMap(([name, column]) =>
        referencesOf(column, (line as Record<string, unknown> | null)?.[name]),
      ),
    )
  return field.to ? keysOf(field.to, value) : []
}

const isUuid = (value: unknown): value is string => typeof value === 'string' && uuid.safeParse(value).success
const isKey = (value: unknown): value is RecordKey =>
  typeof value === 'object' && value !== null && 'id' in value && 'kind' in value && isUuid(value.id)
const keysOf = (kind: string, value: unknown): RecordKey[] =>
  (Array.isArray(value) ? value : [value]).filter(isUuid).map(id => ({ kind, id }))

/** Reads what of `wanted` is not in the set yet. All statements are sent at once; they run in the caller's order. */
export async function load(loader: Loader, set: WorkingSet, kinds: Kinds, wanted: Wanted): Promise<void> {
  const missing = wanted.keys.filter(key => !set.isLoaded(key) && kinds.get(key.kind))
  const parents = wanted.childrenOf.filter(key => !set.areChildrenLoaded(key))
  const newIds = [...new Set(wanted.newIds)].filter(id => !set.isIdKnown(id))
  await Promise.all([
    newIds.length > 0 ? loader.kindsOf(kinds, newIds).then(found => set.idsLoaded(newIds, found)) : undefined,
    ...[...Map.groupBy(missing, key => key.kind)].map(async ([kind, keys]) => {
      const ids = [...new Set(keys.map(key => key.id))]
      set.loaded(kind, ids, await loader.records(kinds.require(kind), 'id', ids))
    }),
    ...[...Map.groupBy(parents, key => key.kind)].map(async ([parent, keys]) => {
      const ids = [...new Set(keys.map(key => key.id))]
      const children = await Promise.all(
        dependentKinds(kinds, parent).map(kind => loader.records(kind, 'parent_id', ids)),
      )
      set.childrenLoaded(keys, children.flat())
    }),
    ...[...Map.groupBy(wanted.aboutOf ?? [], key => key.kind)].flatMap(([parent, keys]) => {
      const ids = [...new Set(keys.map(key => key.id))]
      const about = kinds.all.filter(kind => kind.links && goesAlong(kind, parent))
      return about.map(async kind => set.childrenLoaded([], await loader.records(kind, 'parent_id', ids)))
    }),
  ])
}

/** Reads records of one company inside a transaction. */
export function createLoader(tx: Transaction, company: string, cipher: FieldCipher | undefined) {
  return {
    async records(kind: AnyKind, column: 'id' | 'parent_id', ids: readonly string[]) {
      const rows = await tx.unsafe<Row[]>(
        `select found.* from unnest($2::text::uuid[]) as wanted(id) cross join lateral (${lookUp(kind, '*', column)}) found`,
        [company, literal(ids)],
        { prepare: true },
      )
      return rows.map(formOf(kind, cipher).stateOf)
    },
    /** The records of whatever kind that have these ids. */
    async kindsOf(kinds: Kinds, ids: readonly string[]) {
      // The working set knows those of the fact kinds.
      const found = kinds.all.filter(kind => !isFactKind(kind.name)).map(kind => `(${having(kind)})`)
      // Awaited here as the others are, or the driver sends it before them, and so before the lock.
      return await tx.unsafe<RecordKey[]>(found.join(' union all '), [company, literal(ids)], { prepare: true })
    },
  }
}
export type Loader = ReturnType<typeof createLoader>

/**
 * One id after the other by its index (`offset 0` keeps the planner from joining otherwise). An array of all ids looks the
 * same and is planned by statistics, which a young company has not: it read the company's whole table for a few ids. To
 * PostgreSQL the other indexes, which all begin with the company, are as good as this one while tables are small, and
 * the plan is kept when they have grown: the order, which no other index has, decides. With a plain `=` there is none.
 */
const lookUp = (kind: AnyKind, what: string, column: 'id' | 'parent_id'): string =>
  `select ${what} from "${tableName(kind)}"
   where company_id = $1::uuid and ${column} = any(array[wanted.id]) order by ${column} offset 0`

/**
 * Which of many ids are of this kind, in one pass over its index: new ids lie behind all that are there. The order decides
 * here too, and to the primary key's index an array is no hindrance to it.
 */
const having = (kind: AnyKind): string =>
  `select '${kind.name}' as kind, id from "${tableName(kind)}"
   where company_id = $1::uuid and id = any($2::text::uuid[]) order by id offset 0`

/** UUIDs as PostgreSQL writes an array: a third of the time that the driver takes for one. */
const literal = (ids: readonly string[]): string => `{${ids.join(',')}}`

const forms = new Map<string, RowForm>()

/** The row form of a kind, made once; kinds with encrypted fields get one for the company's cipher. */
export function formOf(kind: AnyKind, cipher: FieldCipher | undefined): RowForm {
  if (hasSpecial(kind)) return rowForm(kind, cipher)
  const known = forms.get(kind.name)
  if (known) return known
  const form = rowForm(kind)
  forms.set(kind.name, form)
  return form
}

const hasSpecial = (kind: AnyKind): boolean => Object.values(kind.fields).some(field => field.special)
