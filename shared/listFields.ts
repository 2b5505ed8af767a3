import { type AnyKind, parentKinds } from './entity.ts'
import type { Field, FieldKind } from './fields.ts'
import type { Condition, FilterGroup, ListQuery } from './filters.ts'
import type { Kinds } from './kinds.ts'
import { fieldRight, rightsOf, type Viewer } from './permissions/viewer.ts'

/** What lists filter, group and sort by: the kinds of field, and the parts of an address. */
export type ListedKind = FieldKind | 'province' | 'district' | 'region'

/** A field as a query names it (see shared/filters.ts). */
export interface ListedField {
  /** As the query names it. */
  name: string
  kind: ListedKind
  /** The field that holds the value: of a part, the address. */
  field: string
  choices?: Field['choices']
  /** The kind that a reference points to; absent for `parent`, which may be of several. */
  to?: string
}

/** A field of the record itself, or of the record that it hangs on. */
export interface QueryField extends ListedField {
  /** The kind that has the field. */
  of: AnyKind
  /** The field is one of the record's parent, which has to be of the kind `of`. */
  isOfParent: boolean
}

/** Fields that every kind has besides its own. */
const everyKind: Record<string, { kind: FieldKind; to?: string }> = {
  title: { kind: 'text' },
  owner: { kind: 'reference', to: 'user' },
  team: { kind: 'reference', to: 'team' },
  parent: { kind: 'reference' },
  createdBy: { kind: 'reference', to: 'user' },
  updatedBy: { kind: 'reference', to: 'user' },
  createdAt: { kind: 'dateTime' },
  updatedAt: { kind: 'dateTime' },
}
const addressParts = new Set<string>(['province', 'district', 'region'])

/** A field of the kind's own records; undefined where there is none. */
export function listedField(kind: AnyKind, name: string): ListedField | undefined {
  const own = Object.hasOwn(kind.fields, name) ? kind.fields[name] : undefined
  if (own) {
    const { choices, to } = own
    return { name, kind: own.kind, field: name, ...(choices ? { choices } : {}), ...(to ? { to } : {}) }
  }
  const common = Object.hasOwn(everyKind, name) ? everyKind[name] : undefined
  if (common) return { name, field: name, ...common }
  const dot = name.lastIndexOf('.')
  const [field, part] = [name.slice(0, dot), name.slice(dot + 1)]
  if (dot > 0 && addressParts.has(part) && Object.hasOwn(kind.fields, field) && kind.fields[field]?.kind === 'address')
    return { name, kind: part as 'province' | 'district' | 'region', field }
  return undefined
}

/** A field as a query about the kind names it, `parent.<kind>.<field>` too; undefined where there is none. */
export function queryField(kinds: Kinds, kind: AnyKind, name: string): QueryField | undefined {
  const own = listedField(kind, name)
  if (own) return { ...own, of: kind, isOfParent: false }
  const [, parentName = '', rest = ''] = ofParent.exec(name) ?? []
  const parent = parentKinds(kind).includes(parentName) ? kinds.get(parentName) : undefined
  const found = parent && listedField(parent, rest)
  return parent && found ? { ...found, name, of: parent, isOfParent: true } : undefined
}

/** Whether lists of this viewer may filter, group and add up by the field: what is hidden from them is not there. */
export const mayAskBy = (viewer: Viewer, { of, field, isOfParent }: QueryField): boolean =>
  fieldRight(viewer, of.name, field) !== 'hidden' && (!isOfParent || rightsOf(viewer, of.name).see !== 'none')

/** The other kinds that a query asks about: those whose fields its conditions name. */
export function kindsAskedBy(
  { filters, where }: { filters: ListQuery['filters']; where?: FilterGroup | undefined },
  by = '',
): Set<string> {
  const names = [by, ...fieldNames({ all: where ? [...filters, where] : filters })]
  return new Set(names.flatMap(name => ofParent.exec(name)?.[1] ?? []))
}

const fieldNames = (condition: Condition): string[] => {
  if ('field' in condition) return [condition.field]
  return ('all' in condition ? condition.all : condition.any).flatMap(fieldNames)
}

const ofParent = /^parent\.([a-zA-Z]+)\.(.+)$/

/** The name by which records of a kind are asked for by a field of the record that they hang on. */
export const parentField = (parent: string, field: string): string => `parent.${parent}.${field}`
