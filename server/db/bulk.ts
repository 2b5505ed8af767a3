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
  // An array of arrays would have to be a rectangle, so a set travels as the text of its literal.
  const values = columns.map(({ name, type }) => (isArray(type) ? `"${name}"::${type}` : `"${name}"`)).join(', ')
  const arrays = columns.map(({ type }, i) => `$${i + 1}::text::${isArray(type) ? 'text' : type}[]`).join(', ')
  return {
    sql: `insert into "${table}" (${names}) select ${values} from unnest(${arrays}) as rows(${names}) ${tail}`,
    parameters: rows => columns.map(({ name, type }) => arrayLiteral(rows, name, type)),
  }
}

const isArray = (type: BulkColumn['type']): boolean => type.endsWith('[]')

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
  if (typeof value === 'number' || typeof value === 'boolean')
    return type === 'jsonb' ? quoted(JSON.stringify(value)) : String(value)
  if (value instanceof Uint8Array)
    return `"\\\\x${Buffer.from(value.buffer, value.byteOffset, value.length).toString('hex')}"`
  if (type === 'jsonb') return quoted(JSON.stringify(value))
  if (Array.isArray(value)) return quoted(`{${value.map(item => quoted(String(item))).join(',')}}`)
  return quoted(String(value))
}

const quoted = (text: string): string => (/["\\]/.test(text) ? `"${text.replace(/["\\]/g, '\\$&')}"` : `"${text}"`)
