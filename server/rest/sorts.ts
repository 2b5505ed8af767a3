import { AppError } from '../../shared/errors.ts'
import type { SqlText } from '../db/sqlText.ts'
import type { Access, ListedKind } from './access.ts'

export interface SortColumn {
  /** What is compared, with its collation. */
  sql: string
  /** The type that a cursor's text is read back as. */
  type: string
  descending: boolean
  /** Never null, so that an index may give the order. */
  isSet: boolean
}

/** How a field orders; records without a value come last either way. Throws `input.invalid` where it does not order. */
export function sortColumn(access: Access, descending: boolean): SortColumn {
  if (access.name === 'title') return { sql: 'title_key', type: 'text', descending, isSet: true }
  const order = orders[access.kind]
  if (!order)
    throw new AppError('input.invalid', { fields: { sort: { reason: 'notSortable', params: { field: access.name } } } })
  return { sql: order.sql(access.sql), type: order.type, descending, isSet: access.isSet === true }
}

/** The newest record first where nothing else is asked for; the last word where all else is equal. */
export const idColumn = (descending: boolean): SortColumn => ({ sql: 'id', type: 'uuid', descending, isSet: true })

const plain = (type: string) => ({ sql: (sql: string) => sql, type })
const words = { sql: (sql: string) => `${sql} collate tr_sort`, type: 'text' }
const bytes = { sql: (sql: string) => `${sql} collate "C"`, type: 'text' }

const orders: Record<ListedKind, { sql: (sql: string) => string; type: string } | undefined> = {
  text: words,
  longText: undefined,
  richText: undefined,
  number: plain('double precision'),
  money: plain('bigint'),
  percent: plain('bigint'),
  date: plain('date'),
  dateTime: plain('timestamptz'),
  choice: bytes,
  multiChoice: undefined,
  boolean: plain('boolean'),
  email: bytes,
  phone: bytes,
  url: bytes,
  taxNumber: bytes,
  reference: undefined,
  references: undefined,
  tags: undefined,
  files: undefined,
  address: undefined,
  lines: undefined,
  structure: undefined,
  province: bytes,
  district: words,
  region: undefined,
}

/** Does a list order by fields of this kind? */
export const isOrdered = (kind: ListedKind): boolean => orders[kind] !== undefined

export const orderBy = (columns: readonly SortColumn[]): string =>
  columns
    .map(({ sql, descending, isSet }) => `${sql}${descending ? ' desc' : ''}${isSet ? '' : ' nulls last'}`)
    .join(', ')

/** The rows behind one whose columns had these values (as text; null: none): seeks, and never counts off. */
export function behind(text: SqlText, columns: readonly SortColumn[], values: readonly (string | null)[]): string {
  const cases = columns.map((column, i) => {
    const equal = columns.slice(0, i).map((before, j) => isEqual(text, before, values[j] ?? null))
    return `(${[...equal, isBehind(text, column, values[i] ?? null)].join(' and ')})`
  })
  return `(${cases.join(' or ')})`
}

const isEqual = (text: SqlText, { sql, type }: SortColumn, value: string | null): string =>
  value === null ? `${sql} is null` : `${sql} = ${text.value(value, type)}`

function isBehind(text: SqlText, { sql, type, descending, isSet }: SortColumn, value: string | null): string {
  if (value === null) return 'false'
  const further = `${sql} ${descending ? '<' : '>'} ${text.value(value, type)}`
  return isSet ? further : `(${further} or ${sql} is null)`
}
