import type { FieldKind, Money } from '../../../../../shared/fields.ts'
import type { Filter } from '../../../../../shared/filters.ts'

export type Scalar = string | number | boolean

interface Exchange {
  /** What an input of the field gives, as a filter compares it; undefined while it is no value yet. */
  out: (value: unknown) => Scalar | undefined
  /** What a filter holds, as the input and the chip show it. */
  back: (value: Scalar) => unknown
}

const text: Exchange = {
  out: value => (typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined),
  back: value => value,
}
const whole: Exchange = { out: value => (typeof value === 'number' ? value : undefined), back: value => value }
/** Days, of instants too: core knows where a day begins in the company's zone. */
const day: Exchange = { out: value => (isDay(value) ? value : undefined), back: value => value }
const none: Exchange = { out: () => undefined, back: () => undefined }

/** Filters hold plain values: money in minor units, days, parts of numbers as they are typed (core brings them into form). */
const exchanges: Record<FieldKind, Exchange> = {
  text,
  longText: none,
  richText: none,
  number: whole,
  money: {
    out: value => (isMoney(value) ? value.amount : undefined),
    back: value => ({ amount: Number(value), currency: 'TRY' }) satisfies Money,
  },
  percent: whole,
  date: day,
  dateTime: day,
  choice: text,
  multiChoice: text,
  boolean: { out: value => (typeof value === 'boolean' ? value : undefined), back: value => value },
  email: text,
  phone: text,
  url: text,
  taxNumber: text,
  reference: text,
  references: text,
  tags: text,
  files: text,
  address: text,
  lines: none,
  structure: none,
}

export const toFilter = (kind: FieldKind, value: unknown): Scalar | undefined => exchanges[kind].out(value)
export const fromFilter = (kind: FieldKind, value: Scalar): unknown => exchanges[kind].back(value)

/** The values of a filter as a list, whichever form its operator gives them. */
export const valuesIn = (filter: Filter): Scalar[] =>
  filter.value === undefined ? [] : Array.isArray(filter.value) ? filter.value : [filter.value]

/** From and to, whichever of them was given first: a day or a figure is never between others the wrong way round. */
export const inOrder = (a: Scalar, b: Scalar): [Scalar, Scalar] => (a <= b ? [a, b] : [b, a])

/** Has everything that its operator needs; otherwise it filters nothing (yet). */
export const isWhole = ({ op, value }: Filter): boolean => op === 'empty' || op === 'notEmpty' || value !== undefined

const isMoney = (value: unknown): value is Money =>
  typeof value === 'object' && value !== null && typeof (value as Money).amount === 'number'
const isDay = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)
