import type { AnyKind } from '../../../shared/entity.ts'
import { AppError } from '../../../shared/errors.ts'
import { type Field, type FieldKind, fieldFacts, type Operator } from '../../../shared/fields.ts'
import { fieldColumns, setSuffix } from '../projection/columns.ts'
import { quoted } from '../projection/narrowTable.ts'
import type { ColumnSource } from './memory/load.ts'

/** What lists can filter and sort by: the kinds of field, and the parts of an address. */
export type ListedKind = FieldKind | 'province' | 'district' | 'region'

/** A field as a query names it, and where its columns are. */
export interface Access {
  /** As the query names it. */
  name: string
  kind: ListedKind
  /** The column's name before the suffixes. */
  column: string
  choices?: Field['choices']
}

/** Fields that every kind has besides its own. */
const everyKind: Record<string, FieldKind> = {
  title: 'text',
  owner: 'reference',
  team: 'reference',
  parent: 'reference',
  createdBy: 'reference',
  updatedBy: 'reference',
  createdAt: 'dateTime',
  updatedAt: 'dateTime',
}
const addressParts = new Set<string>(['province', 'district', 'region'])

/** Throws `input.invalid` (`unknownField`) for a field that the kind has not. */
export function accessTo(kind: AnyKind, name: string): Access {
  const own = Object.hasOwn(kind.fields, name) ? kind.fields[name] : undefined
  if (own) return { name, kind: own.kind, column: name, ...(own.choices ? { choices: own.choices } : {}) }
  const common = Object.hasOwn(everyKind, name) ? everyKind[name] : undefined
  if (common) return { name, kind: common, column: name }
  const dot = name.lastIndexOf('.')
  const [field, part] = [name.slice(0, dot), name.slice(dot + 1)]
  if (dot > 0 && addressParts.has(part) && Object.hasOwn(kind.fields, field) && kind.fields[field]?.kind === 'address')
    return { name, kind: part as 'province' | 'district' | 'region', column: field }
  throw new AppError('input.invalid', { fields: { [name]: { reason: 'unknownField' } } })
}

const placeOperators: readonly Operator[] = ['is', 'isNot', 'in', 'notIn', 'empty', 'notEmpty']
export const operatorsOf = (kind: ListedKind): readonly Operator[] =>
  kind === 'province' || kind === 'district' || kind === 'region' ? placeOperators : fieldFacts[kind].operators

export const isSortable = (kind: ListedKind): boolean =>
  kind === 'province' || kind === 'district' || kind === 'region' || fieldFacts[kind].sortable

/** A column of the field's narrow table, as memory loads it. */
export const sourceOf = (column: string, type: ColumnSource['type']): ColumnSource => ({ sql: quoted(column), type })
export const foldedSource = (column: string): ColumnSource => ({ sql: quoted(column), type: 'bytes', fold: true })

/** The columns of which one has a value where the field has one. */
export function presenceColumns({ kind, column }: Access): string[] {
  if (kind === 'province' || kind === 'region') return [`${column}.province`]
  if (kind === 'district') return [`${column}.district`]
  if (kind === 'address') return fieldColumns.address.parts.map(([suffix]) => column + suffix)
  return [fieldFacts[kind].listable ? column : column + setSuffix]
}
