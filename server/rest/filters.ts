import { addDays, dateRangeOf, instantsOf, isDate, isInstant } from '../../shared/dates.ts'
import { AppError } from '../../shared/errors.ts'
import type { Operator } from '../../shared/fields.ts'
import { type DateRange, dateRanges, type Filter } from '../../shared/filters.ts'
import { isUuid } from '../../shared/ids.ts'
import { normalizePhone } from '../../shared/phone.ts'
import { provinces, provincesOfRegion, type Region, regions } from '../../shared/places.ts'
import { lowerAscii, trFold } from '../../shared/text.ts'
import type { SqlText } from '../db/sqlText.ts'
import type { Access, ListedKind } from './access.ts'

/** What a filter needs to know besides its field and value. */
export interface FilterContext {
  text: SqlText
  /** Stands for `me`. */
  user: string
  /** The company's zone; named ranges and days of instants are its. */
  zone: string
  now: number
}
type Value = Filter['value']
type Compile = (context: FilterContext, access: Access, value: Value) => string
type Operators = Partial<Record<Operator, Compile>>

/**
 * A filter as an SQL condition, with the meaning it has on the desktop (desktop/core/lists/operators.ts): text compares
 * folded; `isNot` and `notIn` keep records without a value; a boolean that was never set is false; days are the
 * company's. Throws `input.invalid`.
 */
export function filterCondition(context: FilterContext, access: Access, { op, value }: Filter): string {
  const compile = operators[access.kind][op]
  if (!compile) throw bad(access)
  return compile(context, access, value)
}

/** What may be asked of a field of each kind. */
export const operatorsOf = (kind: ListedKind): Operator[] => Object.keys(operators[kind]) as Operator[]

const presence: Operators = {
  empty: (_, { sql }) => `${sql} is null`,
  notEmpty: (_, { sql }) => `${sql} is not null`,
}

/** `stored`: what is typed as it would stand in the column, folded. */
const textual = (stored: (text: string) => string): Operators => {
  const each =
    (make: (folded: string, list: string) => string): Compile =>
    ({ text }, access, value) =>
      make(`tr_fold(${access.sql})`, text.value(texts(access, value).map(stored), 'text[]'))
  const first =
    (make: (folded: string, one: string) => string): Compile =>
    ({ text }, access, value) =>
      make(`tr_fold(${access.sql})`, text.value(stored(texts(access, value)[0] ?? ''), 'text'))
  return {
    is: each((folded, list) => `${folded} = any(${list})`),
    in: each((folded, list) => `${folded} = any(${list})`),
    isNot: each((folded, list) => `(${folded} = any(${list})) is not true`),
    contains: first((folded, one) => `position(${one} in ${folded}) > 0`),
    startsWith: first((folded, one) => `starts_with(${folded}, ${one})`),
    ...presence,
  }
}

/** The first and last value that a written one stands for, as text of the column's type. */
type Bounds = (context: FilterContext, access: Access, value: unknown) => readonly [from: string, to: string]

const ranged = (type: string, bounds: Bounds): Operators => {
  const between: Compile = (context, access, value) => {
    const [first, last] = Array.isArray(value) && value.length === 2 ? value : []
    return within(context, access, bounds(context, access, first)[0], bounds(context, access, last)[1])
  }
  const within = ({ text }: FilterContext, { sql }: Access, from: string, to: string) =>
    `${sql} between ${text.value(from, type)} and ${text.value(to, type)}`
  return {
    is: (context, access, value) => within(context, access, ...bounds(context, access, value)),
    isNot: (context, access, value) => `(${within(context, access, ...bounds(context, access, value))}) is not true`,
    atLeast: (context, access, value) =>
      `${access.sql} >= ${context.text.value(bounds(context, access, value)[0], type)}`,
    atMost: (context, access, value) =>
      `${access.sql} <= ${context.text.value(bounds(context, access, value)[1], type)}`,
    between,
    ...presence,
  }
}

const number: Bounds = (_, access, value) => {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw bad(access)
  return [String(value), String(value)]
}
const numeric = ranged('double precision', number)

const day: Bounds = (_, access, value) => {
  if (typeof value !== 'string' || !isDate(value)) throw bad(access)
  return [value, value]
}
const moment: Bounds = ({ zone }, access, value) => {
  if (typeof value === 'string' && isDate(value)) {
    const { from, to } = instantsOf({ from: value, to: addDays(value, 1) }, zone)
    return [from, new Date(Date.parse(to) - 1).toISOString()]
  }
  if (typeof value !== 'string' || !isInstant(value)) throw bad(access)
  return [value, value]
}
const withRanges = (all: Operators): Operators => ({
  ...all,
  range: (context, access, value) => {
    if (!dateRanges.includes(value as DateRange)) throw bad(access)
    const { from, to } = dateRangeOf(value as DateRange, context.now, context.zone)
    return all.between?.(context, access, [from, addDays(to, -1)]) ?? 'false'
  },
})
const dated = withRanges(ranged('date', day))
const timed = withRanges(ranged('timestamptz', moment))

/** `members`: the written values as those of the column. */
type Members = (context: FilterContext, access: Access, value: Value) => string[]
const plain: Members = (_, access, value) => texts(access, value)
const ids: Members = ({ user }, access, value) =>
  texts(access, value).map(text => {
    const id = text === 'me' ? user : text
    if (!isUuid(id)) throw bad(access)
    return id
  })

const keyed = (type: string, members: Members): Operators => {
  const among =
    (tail: string): Compile =>
    (context, access, value) =>
      `(${access.sql} = any(${context.text.value(members(context, access, value), `${type}[]`)})) ${tail}`
  return { is: among(''), in: among(''), isNot: among('is not true'), notIn: among('is not true'), ...presence }
}
const sets = (type: string, members: Members): Operators => {
  const among =
    (tail: string): Compile =>
    (context, access, value) =>
      `(${access.sql} && ${context.text.value(members(context, access, value), `${type}[]`)}) ${tail}`
  return { in: among(''), notIn: among('is not true'), ...presence }
}

const province = keyed('text', plain)
const operators: Record<ListedKind, Operators> = {
  text: textual(trFold),
  email: textual(text => trFold(lowerAscii(text.trim()))),
  url: textual(text => trFold(lowerAscii(text.trim()))),
  phone: textual(storedPhone),
  taxNumber: textual(text => text.replace(/\s/g, '')),
  longText: presence,
  richText: presence,
  lines: presence,
  structure: presence,
  number: numeric,
  percent: numeric,
  money: numeric,
  date: dated,
  dateTime: timed,
  boolean: {
    is: (_, access, value) => {
      if (typeof value !== 'boolean') throw bad(access)
      return `coalesce(${access.sql}, false) = ${value}`
    },
  },
  choice: keyed('text', plain),
  reference: keyed('uuid', ids),
  multiChoice: sets('text', plain),
  references: sets('uuid', ids),
  tags: sets('uuid', ids),
  files: sets('uuid', ids),
  address: { ...onProvince(), contains: addressContains, ...presence },
  province,
  district: keyed('text', plain),
  region: {
    ...keyed('text', (_, access, value) => texts(access, value).flatMap(region => provincesIn(access, region))),
    empty: (context, access) => `not (${inAnyRegion(context, access)})`,
    notEmpty: (context, access) => inAnyRegion(context, access),
  },
}

function provincesIn(access: Access, region: string): string[] {
  if (!Object.hasOwn(regions, region)) throw bad(access)
  return provincesOfRegion(region as Region)
}

const inAnyRegion = ({ text }: FilterContext, { sql }: Access) =>
  `coalesce(${sql} = any(${text.value(
    provinces.map(({ code }) => code),
    'text[]',
  )}), false)`

/** The street or district as written, or the province by its name. */
function addressContains({ text }: FilterContext, access: Access, value: Value): string {
  const needle = trFold(texts(access, value)[0] ?? '')
  const wanted = text.value(needle, 'text')
  const codes = provinces.filter(({ name }) => trFold(name).includes(needle)).map(({ code }) => code)
  const part = (name: string) => `tr_fold(${access.sql} ->> '${name}')`
  return `(position(${wanted} in ${part('line')}) > 0 or position(${wanted} in ${part('district')}) > 0
    or position(${wanted} in ${part('province')}) > 0
    or ${access.sql} ->> 'province' = any(${text.value(codes, 'text[]')})) is true`
}

/** What stands in the column where this is typed: a whole number normalised, the beginning or a part as its digits. */
function storedPhone(text: string): string {
  const whole = normalizePhone(text)
  if (whole) return whole
  const digits = text.replace(/[^\d+]/g, '')
  return /^0[1-9]/.test(digits) ? `+90${digits.slice(1)}` : digits.replace(/^00/, '+')
}

function texts(access: Access, value: Value): string[] {
  const list = Array.isArray(value) ? value : [value]
  if (list.some(item => typeof item !== 'string')) throw bad(access)
  return list as string[]
}

const bad = ({ asked, kind }: Access): AppError =>
  new AppError('input.invalid', { fields: { [asked]: { reason: badValues[kind] ?? 'badValue' } } })

const badValues: Partial<Record<ListedKind, string>> = { date: 'badDate', number: 'notANumber' }

/** An address as a whole is `in` the provinces named. */
function onProvince(): Operators {
  const of =
    (op: 'in' | 'notIn'): Compile =>
    (context, access, value) =>
      province[op]?.(context, { ...access, sql: `(${access.sql} ->> 'province')` }, value) ?? 'false'
  return { in: of('in'), notIn: of('notIn') }
}
