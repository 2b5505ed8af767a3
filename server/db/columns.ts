import type { AnyKind } from '../../shared/entity.ts'
import type { Address, Field, FieldKind, Money } from '../../shared/fields.ts'

export type SqlType =
  | 'text'
  | 'text[]'
  | 'uuid'
  | 'uuid[]'
  | 'bigint'
  | 'double precision'
  | 'boolean'
  | 'date'
  | 'timestamptz(3)'
  | 'jsonb'
  | 'bytea'

export interface Column {
  name: string
  type: SqlType
  /** Computed by the database from this expression; never written. */
  generated?: string
}
/** Encrypts values of special-category fields; `context` binds a value to its place. */
export interface FieldCipher {
  seal(value: unknown, context: string): Uint8Array
  open(sealed: Uint8Array, context: string): unknown
}
export type Row = Record<string, unknown>

/** One field's columns and the way between its value and them. */
export interface FieldColumns {
  columns: Column[]
  /** Puts the values of the columns that are not generated into a row, as JSON would hold them; null where not set. */
  write: (row: Row, value: unknown) => void
  /** The value in a row that the driver gave; undefined where not set. */
  read: (row: Row) => unknown
  /** The value as JSON, as PostgreSQL makes it of the columns: an expression that is null where not set. */
  json: string | undefined
}

/** `authorizedFirstName` → `authorized_first_name`. */
export const snakeCase = (name: string): string => name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)
export const tableName = (kind: Pick<AnyKind, 'name'>): string => snakeCase(kind.name)

/** The columns of one field, by its kind; a special-category field is one encrypted column whatever its kind. */
export function fieldColumns(name: string, field: Field, cipher?: FieldCipher): FieldColumns {
  return field.special ? sealedColumn(name, cipher) : byKind[field.kind](snakeCase(name))
}

const single =
  (type: Exclude<SqlType, 'bytea'>) =>
  (name: string): FieldColumns => ({
    columns: [{ name, type }],
    write: (row, value) => {
      row[name] = value ?? null
    },
    read: row => row[name] ?? undefined,
    json: jsonOf[type](`"${name}"`),
  })

const quotedJson = (column: string): string => `'"' || ${column} || '"'`
const anyJson = (column: string): string => `to_json(${column})::text`
const plainJson = (column: string): string => `${column}::text`

/** A column's value as JSON: what the driver would give of it (database.ts), under JSON.stringify. */
export const jsonOf: Record<Exclude<SqlType, 'bytea'>, (column: string) => string> = {
  text: anyJson,
  'text[]': anyJson,
  uuid: quotedJson,
  'uuid[]': anyJson,
  bigint: plainJson,
  'double precision': plainJson,
  boolean: plainJson,
  date: anyJson,
  'timestamptz(3)': column => quotedJson(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`),
  jsonb: plainJson,
}

const byKind: Record<FieldKind, (name: string) => FieldColumns> = {
  text: single('text'),
  longText: single('text'),
  richText: single('jsonb'),
  // As exact as the values themselves, which are JavaScript numbers.
  number: single('double precision'),
  percent: single('bigint'),
  money: moneyColumns,
  date: single('date'),
  dateTime: single('timestamptz(3)'),
  choice: single('text'),
  multiChoice: single('text[]'),
  boolean: single('boolean'),
  email: single('text'),
  phone: single('text'),
  url: single('text'),
  taxNumber: single('text'),
  reference: single('uuid'),
  references: single('uuid[]'),
  tags: single('uuid[]'),
  files: single('uuid[]'),
  address: addressColumns,
  lines: single('jsonb'),
  structure: single('jsonb'),
}

function moneyColumns(name: string): FieldColumns {
  const amount = `${name}_amount`
  const currency = `${name}_currency`
  return {
    columns: [
      { name: amount, type: 'bigint' },
      { name: currency, type: 'text' },
    ],
    write: (row, value) => {
      const money = value as Money | undefined
      row[amount] = money?.amount ?? null
      row[currency] = money?.currency ?? null
    },
    read: row => {
      const value = row[amount]
      return typeof value === 'number'
        ? ({ amount: value, currency: String(row[currency]) } satisfies Money)
        : undefined
    },
    json: `'{"amount":' || "${amount}" || ',"currency":' || to_json("${currency}")::text || '}'`,
  }
}

function addressColumns(name: string): FieldColumns {
  const part = (key: keyof Address): Column => ({
    name: `${name}_${key}`,
    type: 'text',
    generated: `("${name}" ->> '${key}')`,
  })
  return { ...single('jsonb')(name), columns: [{ name, type: 'jsonb' }, part('province'), part('district')] }
}

/** The JSON of the value under the company's key. Lists cannot filter or sort by it, and that is meant. */
function sealedColumn(field: string, cipher: FieldCipher | undefined): FieldColumns {
  const name = snakeCase(field)
  const need = () => {
    if (!cipher) throw new Error(`${field}: an encrypted field is read and written with the company's cipher`)
    return cipher
  }
  return {
    columns: [{ name, type: 'bytea' }],
    write: (row, value) => {
      row[name] = value === undefined ? null : `\\x${Buffer.from(need().seal(value, field)).toString('hex')}`
    },
    read: row => (row[name] instanceof Uint8Array ? need().open(row[name], field) : undefined),
    json: undefined,
  }
}
