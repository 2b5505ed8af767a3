import { any, type Condition, isScalar, nothing, unsaid } from './condition.ts'
import { falseBlob, orderedValue, type SqlValue, trueBlob } from './orderedValue.ts'

/**
 * One operator on a column of `orderedValue`s. Comparisons are bounded to the operand's type (text with text,
 * numbers with numbers), which is exact and still a range that an index can walk.
 */
export function columnCondition(column: string, operator: string, value: unknown): Condition {
  if (column === 'deleted') return deletedCondition(operator, value)
  switch (operator) {
    case '$eq':
      return equal(column, value)
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return compared(column, operator, value)
    case '$in':
      return isOneOf(column, value)
    case '$exists':
      return { sql: `${column} IS ${value ? 'NOT ' : ''}NULL`, params: [], exact: true }
    case '$type':
      return ofType(column, value)
    default:
      return unsaid
  }
}

/** Written as a literal, so that the partial indexes on living documents are found. */
function deletedCondition(operator: string, value: unknown): Condition {
  if (operator !== '$eq' || typeof value !== 'boolean') return unsaid
  return { sql: `deleted = ${value ? 1 : 0}`, params: [], exact: true }
}

function equal(column: string, value: unknown): Condition {
  if (!isScalar(value)) return unsaid
  if (value === null || value === undefined) {
    return { sql: `${column} IS NULL OR ${column} = ${nullLiteral}`, params: [], exact: true }
  }
  return isInJson(value) ? { sql: `${column} = ?`, params: [orderedValue(value)], exact: true } : nothing
}

/** NaN and the infinities are in no document. */
const isInJson = (value: unknown): boolean => typeof value !== 'number' || Number.isFinite(value)

const nullLiteral = '-9e999'
const symbols = { $gt: '>', $gte: '>=', $lt: '<', $lte: '<=' } as const

function compared(column: string, operator: keyof typeof symbols, value: unknown): Condition {
  if (!isScalar(value) || value === undefined || !isInJson(value)) return unsaid
  if (value === null) {
    // Only null is of null's type, and it equals itself.
    return operator.endsWith('e') ? { sql: `${column} = ${nullLiteral}`, params: [], exact: true } : nothing
  }
  const up = operator.startsWith('$g')
  const bound = up ? boundAbove(value) : boundBelow(value)
  const sql = `${column} ${symbols[operator]} ?${bound ? ` AND ${column} ${bound}` : ''}`
  return { sql, params: [orderedValue(value)], exact: true }
}

const boundAbove = (value: string | number | boolean): string =>
  typeof value === 'string' ? "< x''" : typeof value === 'number' ? "< ''" : ''

const boundBelow = (value: string | number | boolean): string =>
  typeof value === 'string' ? ">= ''" : typeof value === 'number' ? `> ${nullLiteral}` : ">= x''"

function isOneOf(column: string, value: unknown): Condition {
  if (!Array.isArray(value)) return unsaid
  const values: unknown[] = value
  const conditions: Condition[] = []
  if (values.includes(null)) conditions.push(equal(column, null))
  const listed: SqlValue[] = []
  for (const one of values) {
    if (!isScalar(one)) return unsaid
    if (one === null || one === undefined || !isInJson(one)) continue
    if (typeof one === 'boolean')
      conditions.push({ sql: `${column} = ?`, params: [one ? trueBlob : falseBlob], exact: true })
    else listed.push(orderedValue(one))
  }
  if (listed.length > 0) conditions.push(listCondition(column, listed))
  return any(conditions)
}

/** One parameter for the whole list, so that lists of any length share a statement. */
export function listCondition(column: string, values: SqlValue[]): Condition {
  const [only] = values
  if (values.length === 1 && only !== undefined) return { sql: `${column} = ?`, params: [only], exact: true }
  const json = `[${values.map(one => (typeof one === 'string' ? JSON.stringify(one) : String(one))).join(',')}]`
  return { sql: `${column} IN (SELECT value FROM json_each(?))`, params: [json], exact: values.every(isExactInJson) }
}

/** Whether SQLite reads back from JSON precisely this number: it does up to 15 digits. */
export function isExactInJson(value: unknown): boolean {
  return typeof value !== 'number' || Number.isSafeInteger(value) || String(value).replace(/\D/g, '').length <= 15
}

const columnTypes: Record<string, (column: string) => string> = {
  string: column => `typeof(${column}) = 'text'`,
  number: column => `typeof(${column}) IN ('integer', 'real') AND ${column} <> ${nullLiteral}`,
  double: column => `typeof(${column}) IN ('integer', 'real') AND ${column} <> ${nullLiteral}`,
  boolean: column => `typeof(${column}) = 'blob'`,
  bool: column => `typeof(${column}) = 'blob'`,
  null: column => `${column} = ${nullLiteral}`,
}

function ofType(column: string, value: unknown): Condition {
  const wanted: unknown[] = Array.isArray(value) ? value : [value]
  if (wanted.length === 0) return nothing
  return any(
    wanted.map(one => {
      const sql = typeof one === 'string' && Object.hasOwn(columnTypes, one) ? columnTypes[one]?.(column) : undefined
      return sql === undefined ? unsaid : { sql, params: [], exact: true }
    }),
  )
}
