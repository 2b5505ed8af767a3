import { type Address, type FieldKind, fieldFacts, type Money } from '../../../shared/fields.ts'
import { trSortKey } from '../../../shared/text.ts'
import { isEmpty } from '../../../shared/value.ts'
import type { RowNumbers } from './rowNumbers.ts'

export type SqlValue = string | number | Buffer | null

/** A column of a narrow table. `NUMERIC` keeps whole numbers whole; the driver binds every number as a float. */
export interface Column {
  name: string
  type: 'INTEGER' | 'NUMERIC' | 'TEXT'
}

/** How a field stands in a narrow table: its columns by suffix, and the way there and back. */
export interface FieldColumns {
  parts: readonly (readonly [suffix: string, type: Column['type']])[]
  /** One value per part; a value of another shape than the kind's counts as not set. */
  write(value: unknown, rows: RowNumbers): SqlValue[]
  /** The field's value again, undefined where not set. */
  read(parts: readonly unknown[], rows: RowNumbers): unknown
}

/** Suffix of the column that text is sorted by. */
export const keySuffix = '#key'
/** Suffix of the flag of a field that lists do not show, but may ask whether it is set. */
export const setSuffix = '#set'
/** The sort key's length: what differs later than this counts as equal. */
export const sortKeyLength = 40

export const fieldColumns: Record<FieldKind, FieldColumns> = {
  text: {
    parts: [
      ['', 'TEXT'],
      [keySuffix, 'TEXT'],
    ],
    write: value => {
      const text = lineOf(value)
      return [text, text === null ? null : trSortKey(text, sortKeyLength)]
    },
    read: ([text]) => text ?? undefined,
  },
  longText: flag(),
  richText: flag(),
  lines: flag(),
  structure: flag(),
  number: one('NUMERIC', numberOf),
  money: {
    parts: [
      ['', 'NUMERIC'],
      ['#currency', 'TEXT'],
    ],
    write: value => {
      const { amount, currency } = (value ?? {}) as Partial<Money>
      return typeof amount === 'number' ? [amount, lineOf(currency)] : [null, null]
    },
    read: ([amount, currency]) => (amount === null ? undefined : { amount, currency: currency ?? '' }),
  },
  percent: one('NUMERIC', numberOf),
  // A calendar day as the number 20261121 and an instant as milliseconds: both short, and in order.
  date: one(
    'INTEGER',
    value => (typeof value === 'string' ? Number(value.replaceAll('-', '')) : null),
    stored => {
      const digits = String(stored).padStart(8, '0')
      return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`
    },
  ),
  dateTime: one('INTEGER', instantOf, stored => new Date(Number(stored)).toISOString()),
  choice: one('TEXT', lineOf),
  multiChoice: one('TEXT', setOf, stored => JSON.parse(String(stored)) as unknown),
  boolean: one(
    'INTEGER',
    value => (typeof value === 'boolean' ? Number(value) : null),
    stored => stored === 1,
  ),
  email: one('TEXT', lineOf),
  phone: one('TEXT', lineOf),
  url: one('TEXT', lineOf),
  taxNumber: one('TEXT', lineOf),
  reference: {
    parts: [['', 'INTEGER']],
    write: (value, rows) => [typeof value === 'string' ? rows.of(value) : null],
    read: ([row], rows) => (row === null ? undefined : rows.idOf(Number(row))),
  },
  references: references(),
  tags: references(),
  files: references(),
  address: {
    parts: [
      ['.province', 'TEXT'],
      ['.district', 'TEXT'],
      ['.line', 'TEXT'],
      ['.postalCode', 'TEXT'],
      ['.country', 'TEXT'],
    ],
    write: value => {
      const { province, district, line, postalCode, country } = (value ?? {}) as Partial<Address>
      return [province, district, line, postalCode, country].map(lineOf)
    },
    read: ([province, district, line, postalCode, country]) => {
      const entries = Object.entries({ line, district, province, postalCode, country })
      const set = entries.filter(([, part]) => part !== null)
      return set.length > 0 ? Object.fromEntries(set) : undefined
    },
  },
}

/** The columns of a field; names are the field's with the parts' suffixes. */
export const columnsOfField = (name: string, kind: FieldKind): Column[] =>
  fieldColumns[kind].parts.map(([suffix, type]) => ({ name: name + suffix, type }))

/** Whether rows show the field's value, and not only whether it is set. */
export const isShown = (kind: FieldKind): boolean => fieldFacts[kind].listable

/** Text without control characters (the column loader separates values by one), null when empty. */
export function lineOf(value: unknown): string | null {
  if (typeof value !== 'string' || value === '') return null
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return /[\u0000-\u001f]/.test(value) ? value.replace(/[\u0000-\u001f]+/g, ' ') : value
}

/** Milliseconds since 1970, null for what is no instant. */
export function instantOf(value: unknown): number | null {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(time) ? null : time
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

function setOf(value: unknown): string | null {
  return Array.isArray(value) && value.length > 0 ? JSON.stringify(value.map(String)) : null
}

function one(
  type: Column['type'],
  write: (value: unknown) => SqlValue,
  read: (stored: unknown) => unknown = stored => stored,
): FieldColumns {
  return {
    parts: [['', type]],
    write: value => [write(value)],
    read: ([stored]) => (stored === null || stored === undefined ? undefined : read(stored)),
  }
}

/** Sets of references as JSON of row numbers: members are few and most records share few different sets. */
function references(): FieldColumns {
  return {
    parts: [['', 'TEXT']],
    write: (value, rows) => [
      Array.isArray(value) && value.length > 0 ? JSON.stringify(value.map(id => rows.of(String(id)))) : null,
    ],
    read: ([stored], rows) =>
      typeof stored === 'string' ? (JSON.parse(stored) as number[]).map(row => rows.idOf(row)) : undefined,
  }
}

function flag(): FieldColumns {
  return { parts: [[setSuffix, 'INTEGER']], write: value => [isEmpty(value) ? null : 1], read: () => undefined }
}
