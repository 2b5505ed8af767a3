import { addDays, dateIn, startOfDay } from '../../../../../shared/dates.ts'
import type { FieldKind, Money } from '../../../../../shared/fields.ts'
import type { Filter } from '../../../../../shared/filters.ts'
import { normalizePhone } from '../../../../../shared/phone.ts'

type Scalar = string | number | boolean
/** `from` and `to`: an instant filter reaches from the first to the last moment of a day. */
type Edge = 'from' | 'to'

interface Exchange {
  /** What an input of the field gives, as a filter compares it; undefined while it is no value yet. */
  out: (value: unknown, edge: Edge, zone: string) => Scalar | undefined
  /** What a filter holds, as the input and the chip show it. */
  back: (value: Scalar, edge: Edge, zone: string) => unknown
}

const text: Exchange = {
  out: value => (typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined),
  back: value => value,
}
const whole: Exchange = { out: value => (typeof value === 'number' ? value : undefined), back: value => value }
const bool: Exchange = { out: value => (typeof value === 'boolean' ? value : undefined), back: value => value }
const none: Exchange = { out: () => undefined, back: () => undefined }

/** Filters hold plain values: money in minor units, instants for days, phones as they are stored. */
const exchanges: Record<FieldKind, Exchange> = {
  text,
  longText: text,
  richText: none,
  number: whole,
  money: {
    out: value => (isMoney(value) ? value.amount : undefined),
    back: value => ({ amount: Number(value), currency: 'TRY' }) satisfies Money,
  },
  percent: whole,
  date: { out: value => (isDay(value) ? value : undefined), back: value => value },
  dateTime: {
    out: (value, edge, zone) => {
      if (!isDay(value)) return undefined
      if (edge === 'from') return startOfDay(value, zone)
      return new Date(Date.parse(startOfDay(addDays(value, 1), zone)) - 1).toISOString()
    },
    back: (value, _, zone) => dateIn(zone, String(value)),
  },
  choice: text,
  multiChoice: text,
  boolean: bool,
  email: {
    out: value => (typeof value === 'string' ? text.out(value.toLowerCase(), 'from', '') : undefined),
    back: v => v,
  },
  phone: { out: value => (typeof value === 'string' ? phonePart(value) : undefined), back: value => value },
  url: text,
  taxNumber: {
    out: value => (typeof value === 'string' ? value.replace(/\D/g, '') || undefined : undefined),
    back: v => v,
  },
  reference: text,
  references: text,
  tags: text,
  address: text,
  lines: none,
  structure: none,
}

export const toFilter = (kind: FieldKind, value: unknown, edge: Edge, zone: string): Scalar | undefined =>
  exchanges[kind].out(value, edge, zone)
export const fromFilter = (kind: FieldKind, value: Scalar, edge: Edge, zone: string): unknown =>
  exchanges[kind].back(value, edge, zone)

/** The values of a filter as a list, whichever form its operator gives them. */
export const valuesIn = (filter: Filter): Scalar[] =>
  filter.value === undefined ? [] : Array.isArray(filter.value) ? filter.value : [filter.value]

const isMoney = (value: unknown): value is Money =>
  typeof value === 'object' && value !== null && typeof (value as Money).amount === 'number'
const isDay = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)

/** Numbers stand as +90…; people begin with 0, with 5 or with +90. */
function phonePart(typed: string): string | undefined {
  const whole = normalizePhone(typed)
  if (whole) return whole
  const digits = typed.replace(/\D/g, '')
  if (digits === '') return undefined
  if (typed.trim().startsWith('+')) return `+${digits}`
  if (digits.startsWith('444')) return digits
  return `+90${digits.replace(/^0+/, '')}`
}
