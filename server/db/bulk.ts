import type { Row, SqlType } from './columns.ts'

export interface BulkColumn {
  name: string
  type: SqlType | 'int' | 'tsvector'
}
export interface Statement {
  sql: string
  parameters: (string | null)[]
}
/**
 * The statement that inserts these rows. A single one, as most transactions write, goes by itself, in two thirds of the
 * time; others go as one array per column, which PostgreSQL reads some times faster than JSON. Values are those that JSON
 * would hold; `bytea` also as a Buffer.
 */
export type Bulk = (rows: readonly Row[]) => Statement

/** `tail` is what follows the values, such as `on conflict …`. */
export function bulkInsert(table: string, columns: readonly BulkColumn[], tail = ''): Bulk {
  const names = columns.map(column => `"${column.name}"`).join(', ')
  const into = `insert into "${table}" (${names})`
  const given = columns.map(({ type }, i) => readAs(type, `$${i + 1}::text`)).join(', ')
  const one = `${into} values (${given}) ${tail}`
  const values = columns.map(({ name, type }) => (isAsIs(type) ? `"${name}"` : readAs(type, `"${name}"`))).join(', ')
  const arrays = columns.map(({ type }, i) => `$${i + 1}::text::${isAsIs(type) ? type : 'text'}[]`).join(', ')
  const many = `${into} select ${values} from unnest(${arrays}) as rows(${names}) ${tail}`
  return rows => {
    const [row] = rows
    return row && rows.length === 1
      ? { sql: one, parameters: columns.map(({ name, type }) => textOf(row[name], type)) }
      : { sql: many, parameters: columns.map(({ name, type }) => arrayLiteral(rows, name, type)) }
  }
}

// An array of arrays would have to be a rectangle, so in an array a set travels as the text of its literal; bytes as base64.
const isAsIs = (type: BulkColumn['type']): boolean => !type.endsWith('[]') && type !== 'bytea'
const readAs = (type: BulkColumn['type'], text: string): string =>
  type === 'bytea' ? `decode(${text}, 'base64')` : `${text}::${type}`

function textOf(value: unknown, type: BulkColumn['type']): string | null {
  if (value === null || value === undefined) return null
  if (type === 'jsonb') return JSON.stringify(value)
  if (type === 'bytea') return base64(value)
  return Array.isArray(value) ? `{${value.map(item => quoted(String(item))).join(',')}}` : String(value)
}

function arrayLiteral(rows: readonly Row[], name: string, type: BulkColumn['type']): string {
  let literal = '{'
  for (const row of rows) {
    if (literal.length > 1) literal += ','
    literal += element(row[name], type)
  }
  return `${literal}}`
}

function element(value: unknown, type: BulkColumn['type']): string {
  const text = textOf(value, type)
  if (text === null) return 'NULL'
  if (typeof value === 'number' || typeof value === 'boolean') return text
  // Quoted without a look at it: there is nothing to escape in base64, and no bytes at all are an element too.
  return type === 'bytea' ? `"${text}"` : quoted(text)
}

/** From a Buffer, or from PostgreSQL's own hexadecimal text. */
const base64 = (value: unknown): string =>
  value instanceof Uint8Array
    ? Buffer.from(value.buffer, value.byteOffset, value.length).toString('base64')
    : Buffer.from(String(value).slice(2), 'hex').toString('base64')

const quoted = (text: string): string => (/["\\]/.test(text) ? `"${text.replace(/["\\]/g, '\\$&')}"` : `"${text}"`)
