import { addDays, dateRangeOf, instantsOf, isDate, isInstant } from '../../../shared/dates.ts'
import { AppError } from '../../../shared/errors.ts'
import type { FieldKind, Operator } from '../../../shared/fields.ts'
import { type DateRange, dateRanges, type Filter } from '../../../shared/filters.ts'
import type { ListedKind } from '../../../shared/listFields.ts'
import { normalizePhone } from '../../../shared/phone.ts'
import { provinceOf, regionOf } from '../../../shared/places.ts'
import { lowerAscii, trFold } from '../../../shared/text.ts'
import { instantOf } from '../projection/columns.ts'
import { quoted } from '../projection/narrowTable.ts'
import type { RowNumbers } from '../projection/rowNumbers.ts'
import { type Access, foldedSource, operatorsOf, presenceColumns, sourceOf } from './access.ts'
import type { BytesColumn, CodeColumn, MemoryColumn, NumberColumn } from './memory/columns.ts'
import type { ColumnSource } from './memory/load.ts'
import { any, inRange, type Match, type Test, whereCode, whereText } from './tests.ts'

/** What a filter needs to know besides its field and value. */
export interface FilterContext {
  column(source: ColumnSource): MemoryColumn
  rows: RowNumbers
  /** Stands for `me`. */
  user: string
  /** The company's zone; named ranges and days of instants are its. */
  zone: string
  now: number
}

type Value = Filter['value']
type MakeTest = (context: FilterContext, access: Access, value: Value) => Test

/**
 * What each operator means, by kind of field. Text compares folded (`isik` is `IŞIK`), phone numbers and addresses of
 * mail and web as they are stored. `isNot` and `notIn` keep records without a value; a boolean that was never set is false. Sets:
 * `in` any of, `notIn` none of. `range`, and days for instants, are those of the company's zone. Throws `input.invalid`.
 */
export function testOf(context: FilterContext, access: Access, { op, value }: Filter): Test {
  const make = operatorsOf(access.kind).includes(op) ? operators[access.kind][op] : undefined
  if (!make) throw bad(access)
  return make(context, access, value)
}

type Operators = Partial<Record<Operator, MakeTest>>

const numbers = (context: FilterContext, { column }: Access) =>
  context.column(sourceOf(column, 'number')) as NumberColumn
const codes = (context: FilterContext, column: string) => context.column(sourceOf(column, 'code')) as CodeColumn
const folded = (context: FilterContext, column: string) => context.column(foldedSource(column)) as BytesColumn

/** Asks a small column of its own: what stands in the field need not be in memory for it. */
const whereSet = (context: FilterContext, sql: string, keep: boolean) =>
  whereCode(context.column({ sql, type: 'code' }) as CodeColumn, value => (value === 1) === keep)
const presence = (keep: boolean): MakeTest => {
  return (context, access) => {
    const [first = '', ...others] = presenceColumns(access)
    // A single column is the one by which the field is filtered.
    if (others.length === 0) return whereCode(codes(context, first), value => (value !== undefined) === keep)
    return whereSet(context, [first, ...others].map(column => `${quoted(column)} IS NOT NULL`).join(' OR '), keep)
  }
}
const presences: Operators = { notEmpty: presence(true), empty: presence(false) }
const presentText =
  (keep: boolean): MakeTest =>
  (context, { column }) =>
    whereSet(context, `nullif(${quoted(column)}, '') IS NOT NULL`, keep)

const textual = (stored: (text: string) => string | string[]): Operators => {
  const compare =
    (match: Match, keep: boolean): MakeTest =>
    (context, access, value) =>
      whereText(folded(context, access.column), texts(access, value).flatMap(stored), match, keep)
  return {
    is: compare('whole', true),
    isNot: compare('whole', false),
    in: compare('whole', true),
    contains: compare('inside', true),
    startsWith: compare('start', true),
    empty: presentText(false),
    notEmpty: presentText(true),
  }
}

/** Ranges of whole units: [from, to], both included. */
type Bounds = (context: FilterContext, access: Access, value: unknown) => readonly [from: number, to: number]
const ranged = (bounds: Bounds): Operators => ({
  is: (context, access, value) => inRange(numbers(context, access), ...bounds(context, access, value)),
  isNot: (context, access, value) => inRange(numbers(context, access), ...bounds(context, access, value), false),
  atLeast: (context, access, value) =>
    inRange(numbers(context, access), bounds(context, access, value)[0], Number.POSITIVE_INFINITY),
  atMost: (context, access, value) =>
    inRange(numbers(context, access), Number.NEGATIVE_INFINITY, bounds(context, access, value)[1]),
  between: (context, access, value) => {
    const [from, to] = Array.isArray(value) && value.length === 2 ? value : []
    return inRange(numbers(context, access), bounds(context, access, from)[0], bounds(context, access, to)[1])
  },
  range: (context, access, value) => {
    if (!dateRanges.includes(value as DateRange)) throw bad(access)
    const { from, to } = dateRangeOf(value as DateRange, context.now, context.zone)
    return inRange(
      numbers(context, access),
      bounds(context, access, from)[0],
      bounds(context, access, addDays(to, -1))[1],
    )
  },
  empty: (context, access) =>
    inRange(numbers(context, access), Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, false),
  notEmpty: (context, access) => inRange(numbers(context, access), Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY),
})

const numeric = ranged((_, access, value) => {
  if (typeof value !== 'number') throw bad(access)
  return [value, value]
})
const dated = ranged((_, access, value) => {
  if (typeof value !== 'string' || !isDate(value)) throw bad(access)
  const day = Number(value.replaceAll('-', ''))
  return [day, day]
})
const timed = ranged(({ zone }, access, value) => {
  if (typeof value !== 'string') throw bad(access)
  if (isDate(value)) {
    const { from, to } = instantsOf({ from: value, to: addDays(value, 1) }, zone)
    return [Date.parse(from), Date.parse(to) - 1]
  }
  const instant = isInstant(value) ? instantOf(value) : null
  if (instant === null) throw bad(access)
  return [instant, instant]
})

/** Members that a value may be: `members` turns those of the query into those of the column. */
type Members = (context: FilterContext, values: readonly string[]) => ReadonlySet<string | number>
const plainMembers: Members = (_, values) => new Set(values)
const rowMembers: Members = ({ rows, user }, values) =>
  new Set(values.flatMap(value => rows.find(value === 'me' ? user : value) ?? []))

const keyed = (members: Members, columnOf = (access: Access) => access.column): Operators => {
  const among =
    (keep: boolean): MakeTest =>
    (context, access, value) => {
      const wanted = members(context, texts(access, value))
      return whereCode(codes(context, columnOf(access)), found => (found !== undefined && wanted.has(found)) === keep)
    }
  return { is: among(true), isNot: among(false), in: among(true), notIn: among(false), ...presences }
}

const sets = (members: Members): Operators => {
  const among =
    (keep: boolean): MakeTest =>
    (context, access, value) => {
      const wanted = members(context, texts(access, value))
      const has = (found: string | number | undefined): boolean =>
        found !== undefined && (JSON.parse(String(found)) as (string | number)[]).some(member => wanted.has(member))
      return whereCode(codes(context, access.column), found => has(found) === keep)
    }
  return { in: among(true), notIn: among(false), ...presences }
}

const province = keyed(plainMembers, ({ column }) => `${column}.province`)
const operators: Record<ListedKind, Operators> = {
  text: textual(trFold),
  email: textual(text => trFold(lowerAscii(text.trim()))),
  url: textual(text => trFold(lowerAscii(text.trim()))),
  phone: textual(storedPhone),
  taxNumber: textual(text => text.replace(/\s/g, '')),
  longText: presences,
  richText: presences,
  lines: presences,
  structure: presences,
  number: numeric,
  percent: numeric,
  money: numeric,
  date: dated,
  dateTime: timed,
  boolean: {
    is: (context, access, value) => {
      if (typeof value !== 'boolean') throw bad(access)
      return inRange(numbers(context, access), 1, 1, value)
    },
  },
  choice: keyed(plainMembers),
  reference: keyed(rowMembers),
  multiChoice: sets(plainMembers),
  references: sets(rowMembers),
  tags: sets(rowMembers),
  files: sets(rowMembers),
  address: {
    in: province.in,
    notIn: province.notIn,
    contains: (context, access, value) => {
      const [needle = ''] = texts(access, value).map(trFold)
      return any(
        whereText(folded(context, `${access.column}.line`), [needle], 'inside'),
        whereCode(codes(context, `${access.column}.district`), name => trFold(String(name ?? '')).includes(needle)),
        whereCode(codes(context, `${access.column}.province`), code =>
          trFold(provinceOf(String(code))?.name ?? String(code ?? '')).includes(needle),
        ),
      )
    },
    ...presences,
  },
  province,
  district: keyed(plainMembers, ({ column }) => `${column}.district`),
  region: {
    ...keyed(
      (_, values) => new Set(values),
      ({ column }) => `${column}.province`,
    ),
    ...regionOperators(),
  },
}

function regionOperators(): Operators {
  const among =
    (keep: boolean): MakeTest =>
    (context, access, value) => {
      const wanted = texts(access, value)
      return whereCode(codes(context, `${access.column}.province`), code => {
        const region = code === undefined ? undefined : regionOf(String(code))
        return (region !== undefined && wanted.includes(region)) === keep
      })
    }
  const known =
    (keep: boolean): MakeTest =>
    (context, access) =>
      whereCode(codes(context, `${access.column}.province`), code => (regionOf(String(code)) !== undefined) === keep)
  return {
    is: among(true),
    isNot: among(false),
    in: among(true),
    notIn: among(false),
    notEmpty: known(true),
    empty: known(false),
  }
}

/** What may stand in the column where this is typed: a whole number normalised, its beginning or a part of it. */
function storedPhone(text: string): string[] {
  const whole = normalizePhone(text)
  const digits = text.replace(/[^\d+]/g, '')
  if (digits === '') return [trFold(text)]
  const forms = [digits, ...(whole ? [whole] : []), ...(/^0[1-9]/.test(digits) ? [`+90${digits.slice(1)}`] : [])]
  return [...new Set(forms)]
}

function texts(access: Access, value: Value): string[] {
  const list = Array.isArray(value) ? value : [value]
  if (list.some(item => typeof item !== 'string')) throw bad(access)
  return list as string[]
}

const bad = ({ name }: Access): AppError =>
  new AppError('input.invalid', { fields: { [name]: { reason: 'badValue' } } })

export const operatorTable: Record<FieldKind, Operators> = operators
