import type { AnyKind } from '../../../shared/entity.ts'
import { AppError } from '../../../shared/errors.ts'
import { type Field, fieldFacts, type Operator } from '../../../shared/fields.ts'
import type { Kinds } from '../../../shared/kinds.ts'
import { type ListedField, type ListedKind, listedField, mayAskBy, queryField } from '../../../shared/listFields.ts'
import type { Viewer } from '../../../shared/permissions/viewer.ts'
import { fieldColumns, setSuffix } from '../projection/columns.ts'
import { quoted } from '../projection/narrowTable.ts'
import type { ColumnSource } from './memory/load.ts'

/** A field as a query names it, and where its columns are. */
export interface Access {
  /** As the query names it. */
  name: string
  kind: ListedKind
  /** The column's name before the suffixes. */
  column: string
  choices?: Field['choices']
}

/** Throws `input.invalid` (`unknownField`) for a field that the kind has not. */
export function accessTo(kind: AnyKind, name: string): Access {
  const found = listedField(kind, name)
  if (!found) throw unknownField(name)
  return accessOf(found)
}

/** A field of the records themselves, or, with `parent`, of those that they hang on, which are of that kind. */
export interface Asked {
  access: Access
  parent?: string
}

/** Throws `input.invalid` (`unknownField`) for a field that is not there, or not there for this viewer. */
export function askedField(kinds: Kinds, kind: AnyKind, viewer: Viewer, name: string): Asked {
  const found = queryField(kinds, kind, name)
  if (!found || !mayAskBy(viewer, found)) throw unknownField(name)
  return { access: accessOf(found), ...(found.isOfParent ? { parent: found.of.name } : {}) }
}

const accessOf = ({ name, kind, field, choices }: ListedField): Access => ({
  ...{ name, kind, column: field },
  ...(choices ? { choices } : {}),
})

const unknownField = (name: string): AppError =>
  new AppError('input.invalid', { fields: { [name]: { reason: 'unknownField' } } })

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
