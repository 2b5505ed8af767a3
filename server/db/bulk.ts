import type { Row, SqlType } from './columns.ts'

export interface BulkColumn {
  name: string
  type: SqlType | 'int' | 'tsvector'
}
/** One statement for any number of rows: one array per column, which PostgreSQL reads some times faster than JSON. */
export interface Bulk {
  sql: string
  /** The statement's parameters. Values are those that JSON would hold; `bytea` also as a Buffer. */
  parameters: (rows: readonly Row[]) => string[]
}

/** `insert into table (…) select … from unnest(…)`; `tail` is what follows, such as `on conflict …`. */
export function bulkInsert(table: string, columns: readonly BulkColumn[], tail = ''): Bulk {
  const names = columns.map(column => `"${column.name}"`).join(', ')
  const values = columns.map(({ name, type }) => readAs(type, `"${name}"`)).join(', ')
  const arrays = columns.map(({ type }, i) => `$${i + 1}::text::${sentAs(type)}[]`).join(', ')
  return {
    sql: `insert into "${table}" (${names}) select ${values} from unnest(${arrays}) as rows(${names}) ${tail}`,
    parameters: rows => columns.map(({ name, type }) => arrayLiteral(rows, name, type)),
  }
}

// An array of arrays would have to be a rectangle, so a set travels as the text of its literal; bytes as base64.
const sentAs = (type: BulkColumn['type']): string => (type.endsWith('[]') || type === 'bytea' ? 'text' : type)
const readAs = (type: BulkColumn['type'], name: string): string =>
  type === 'bytea' ? `decode(${name}, 'base64')` : type.endsWith('[]') ? `${name}::${type}` : name

function arrayLiteral(rows: readonly Row[], name: string, type: BulkColumn['type']): string {
  let literal = '{'
  for (const row of rows) {
    const value = row[name]
    if (literal.length > 1) literal += ','
    literal += value === null || value === undefined ? 'NULL' : element(value, type)
  }
  return `${literal}}`
}

function element(value: unknown, type: BulkColumn['type']): string {
  if (type === 'jsonb') return quoted(JSON.stringify(value))
  // Quoted, since no bytes at all are an element too.
  if (type === 'bytea') return `"${base64(value)}"`
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (Array.isArray(value)) return quoted(`{${value.map(item => quoted(String(item))).join(',')}}`)
  return quoted(String(value))
}

/** From a Buffer, or from PostgreSQL's own hexadecimal text. */
const base64 = (value: unknown): string =>
  value instanceof Uint8Array
    ? Buffer.from(value.buffer, value.byteOffset, value.length).toString('base64')
    : Buffer.from(String(value).slice(2), 'hex').toString('base64')

const quoted = (text: string): string => (/["\\]/.test(text) ? `"${text.replace(/["\\]/g, '\\$&')}"` : `"${text}"`)
