import { type AnyKind, customPrefix, isCustom, type Values } from '../../shared/entity.ts'
import { AppError, type FieldErrors } from '../../shared/errors.ts'
import type { Field, FieldKind, Line, Money } from '../../shared/fields.ts'
import { fromDecimalString, toDecimalString } from '../../shared/money.ts'
import { decimalToScaled, scaledToDecimal } from '../../shared/numbers.ts'
import type { RecordState } from '../../shared/record.ts'
import { revText } from './etags.ts'
import { fieldShapes, type JsonSchema } from './schemas.ts'

/** A record as REST shows it: its fields beside the system's, own fields under `custom`. */
export type RestRecord = Record<string, unknown> & { id: string; rev: string; title: string }

/** Values by field name as they stand in a body, own fields under `custom`. */
export function bodyToRest(kind: AnyKind, values: Values): Record<string, unknown> {
  const custom: Values = {}
  const own: Values = {}
  for (const [name, value] of Object.entries(values)) {
    const shown = valueToRest(kind, name, value)
    if (isCustom(name)) custom[name.slice(customPrefix.length)] = shown
    else own[name] = shown
  }
  return { ...own, ...(Object.keys(custom).length > 0 ? { custom } : {}) }
}

/** The caller has projected the record for its reader. */
export function toRest(kind: AnyKind, state: RecordState): RestRecord {
  return {
    id: state.id,
    rev: revText(state),
    title: kind.title(state.values),
    owner: state.owner,
    team: state.team,
    parent: state.parent,
    archived: state.archived,
    createdAt: state.createdAt,
    createdBy: state.createdBy,
    updatedAt: state.updatedAt,
    updatedBy: state.updatedBy,
    ...bodyToRest(kind, state.values),
    ...(state.stubs ? { stubs: state.stubs } : {}),
  }
}

/** A value of the history or of a field as REST shows it. */
export const valueToRest = (kind: AnyKind, name: string, value: unknown): unknown => {
  const field = kind.fields[name]
  return value === undefined || !field ? value : shapes[field.kind].out(value, field)
}

const writableSystem = new Set(['owner', 'team', 'parent'])

/**
 * A written body as values by field name; null clears. Throws `record.invalid` naming each field that is unknown, that
 * only the server writes, or whose form is wrong.
 */
export function fromRest(kind: AnyKind, body: Record<string, unknown>): Values {
  const { custom, ...own } = body
  const values: Values = {}
  const errors: FieldErrors = {}
  const named = [...Object.entries(own), ...customEntries(custom, errors)]
  for (const [name, value] of named) {
    const field = Object.hasOwn(kind.fields, name) ? kind.fields[name] : undefined
    if (value === null) values[name] = undefined
    else if (field) {
      const read = shapes[field.kind].in(value, field)
      if (read === undefined) errors[name] = { reason: badForm[field.kind] ?? 'badValue' }
      else values[name] = read
    } else if (writableSystem.has(name)) values[name] = value
    if (!field && !writableSystem.has(name))
      errors[name] = { reason: Object.hasOwn(serverFields, name) ? 'readOnly' : 'unknownField' }
  }
  if (Object.keys(errors).length > 0) throw new AppError('record.invalid', { fields: errors })
  return values
}

const serverFields: Record<string, true> = {
  id: true,
  rev: true,
  title: true,
  archived: true,
  createdAt: true,
  createdBy: true,
  updatedAt: true,
  updatedBy: true,
  stubs: true,
}

function customEntries(custom: unknown, errors: FieldErrors): [string, unknown][] {
  if (custom === undefined || custom === null) return []
  if (typeof custom !== 'object' || Array.isArray(custom)) {
    errors['custom'] = { reason: 'badValue' }
    return []
  }
  return Object.entries(custom).map(([key, value]) => [`${customPrefix}${key}`, value])
}

/** How a value of each kind stands in JSON. `in` gives undefined for what cannot be one; `clean` has the last word. */
interface Shape {
  out: (value: unknown, field: Field) => unknown
  in: (value: unknown, field: Field) => unknown
}
const plain: Shape = { out: value => value, in: value => value }
const badForm: Partial<Record<FieldKind, string>> = { money: 'badMoney', percent: 'badValue', lines: 'badLines' }

const shapes: Record<FieldKind, Shape> = {
  text: plain,
  longText: plain,
  richText: plain,
  number: plain,
  money: {
    out: value => {
      const { amount, currency } = value as Money
      return { amount: toDecimalString(amount, currency), currency }
    },
    in: value => {
      const { amount, currency } = (typeof value === 'object' ? value : {}) as { amount?: unknown; currency?: unknown }
      if (typeof amount !== 'string' || typeof currency !== 'string') return undefined
      const minor = fromDecimalString(amount, currency)
      return minor === null ? undefined : ({ amount: minor, currency } satisfies Money)
    },
  },
  percent: {
    out: value => scaledToDecimal(Number(value), 2),
    in: value => (typeof value === 'string' ? (decimalToScaled(value, 2) ?? undefined) : undefined),
  },
  date: plain,
  dateTime: plain,
  choice: plain,
  multiChoice: plain,
  boolean: plain,
  email: plain,
  phone: plain,
  url: plain,
  taxNumber: plain,
  reference: plain,
  references: plain,
  tags: plain,
  files: plain,
  address: plain,
  lines: {
    out: (value, field) => eachLine(value, field, (shape, column, cell) => shape.out(cell, column)),
    in: (value, field) =>
      Array.isArray(value) ? eachLine(value, field, (shape, column, cell) => shape.in(cell, column)) : undefined,
  },
  structure: plain,
}

const eachLine = (value: unknown, field: Field, change: (shape: Shape, column: Field, cell: unknown) => unknown) =>
  (value as Line[]).map(line =>
    Object.fromEntries(
      Object.entries(line).map(([name, cell]) => {
        const column = field.columns?.[name]
        return [name, column ? change(shapes[column.kind], column, cell) : cell]
      }),
    ),
  )

/** The JSON schema of a field's value. */
export const schemaOf = (field: Field): JsonSchema => fieldShapes[field.kind](field)
