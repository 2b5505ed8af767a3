import { isExactInJson, listCondition } from './columnCondition.ts'
import { any, type Condition, isScalar, nothing, unsaid } from './condition.ts'
import { isOrderedAsIs } from './orderedValue.ts'

/**
 * One operator on a declared path that has no column: read from the document's JSON. The JSON type is always asked
 * with the value, since `true` reads as 1 and an array reads as its text.
 */
export function jsonCondition(path: string, declared: 'scalar' | 'array', operator: string, value: unknown): Condition {
  const place = jsonPath(path)
  if (place === undefined) return unsaid
  const type = `json_type(data, ${place})`
  if (declared === 'array') return arrayCondition(type, place, operator, value)
  const read: Place = { type, value: `(data ->> ${place})` }
  switch (operator) {
    case '$eq':
      return equal(read, value)
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return compared(read, operator, value)
    case '$in':
      return isOneOf(read, value)
    case '$exists':
      return { sql: `${type} IS ${value ? 'NOT ' : ''}NULL`, params: [], exact: true }
    case '$type':
      return ofType(read, value)
    default:
      return unsaid
  }
}

interface Place {
  type: string
  value: string
}

/** As an SQL literal; undefined for a name that cannot be quoted in a JSON path. */
function jsonPath(path: string): string | undefined {
  if (/["\\]/.test(path)) return undefined
  const text = path
    .split('.')
    .map(segment => `."${segment}"`)
    .join('')
  return `'$${text.replaceAll("'", "''")}'`
}

function arrayCondition(type: string, place: string, operator: string, value: unknown): Condition {
  if (operator === '$exists') return { sql: `${type} IS ${value ? 'NOT ' : ''}NULL`, params: [], exact: true }
  if (operator !== '$size' || typeof value !== 'number' || !Number.isSafeInteger(value)) return unsaid
  return {
    sql: `${type} = 'array' AND json_array_length(data, ${place}) = ?`,
    params: [BigInt(value)],
    exact: true,
  }
}

const isNumber = (type: string): string => `${type} IN ('integer', 'real')`

function equal(read: Place, value: unknown): Condition {
  if (value === null || value === undefined) {
    return { sql: `${read.type} IS NULL OR ${read.type} = 'null'`, params: [], exact: true }
  }
  if (typeof value === 'boolean') return { sql: `${read.type} = '${value}'`, params: [], exact: true }
  if (typeof value === 'string') return textCondition(read, '=', value)
  return typeof value === 'number' ? numberCondition(read, '=', value) : unsaid
}

const symbols = { $gt: '>', $gte: '>=', $lt: '<', $lte: '<=' } as const

function compared(read: Place, operator: keyof typeof symbols, value: unknown): Condition {
  if (value === null)
    return operator.endsWith('e') ? { sql: `${read.type} = 'null'`, params: [], exact: true } : nothing
  // Against a text without high units both orders agree, whatever the document holds.
  if (typeof value === 'string') return isOrderedAsIs(value) ? textCondition(read, symbols[operator], value) : unsaid
  return typeof value === 'number' ? numberCondition(read, symbols[operator], value) : unsaid
}

function textCondition(read: Place, symbol: string, value: string): Condition {
  if (!value.isWellFormed()) return unsaid
  return { sql: `${read.type} = 'text' AND ${read.value} ${symbol} ?`, params: [value], exact: true }
}

function numberCondition(read: Place, symbol: string, value: number): Condition {
  if (!Number.isFinite(value) || !isExactInJson(value)) return unsaid
  return { sql: `${isNumber(read.type)} AND ${read.value} ${symbol} ?`, params: [value], exact: true }
}

function isOneOf(read: Place, value: unknown): Condition {
  if (!Array.isArray(value)) return unsaid
  const values: unknown[] = value
  if (!values.every(isScalar)) return unsaid
  const texts = values.filter(one => typeof one === 'string')
  const numbers = values.filter(one => typeof one === 'number')
  if (!texts.every(text => text.isWellFormed()) || !numbers.every(one => Number.isFinite(one) && isExactInJson(one))) {
    return unsaid
  }
  const conditions: Condition[] = []
  if (values.includes(null)) conditions.push(equal(read, null))
  if (values.includes(true)) conditions.push(equal(read, true))
  if (values.includes(false)) conditions.push(equal(read, false))
  if (texts.length > 0) conditions.push(typed(`${read.type} = 'text'`, listCondition(read.value, texts)))
  if (numbers.length > 0) conditions.push(typed(isNumber(read.type), listCondition(read.value, numbers)))
  return any(conditions)
}

const typed = (type: string, condition: Condition): Condition => ({
  ...condition,
  sql: `${type} AND ${condition.sql}`,
})

const jsonTypes: Record<string, string> = {
  string: "= 'text'",
  number: "IN ('integer', 'real')",
  double: "IN ('integer', 'real')",
  boolean: "IN ('true', 'false')",
  bool: "IN ('true', 'false')",
  null: "= 'null'",
}

function ofType(read: Place, value: unknown): Condition {
  const wanted: unknown[] = Array.isArray(value) ? value : [value]
  if (wanted.length === 0) return nothing
  return any(
    wanted.map(one =>
      typeof one === 'string' && Object.hasOwn(jsonTypes, one)
        ? { sql: `${read.type} ${jsonTypes[one]}`, params: [], exact: true }
        : unsaid,
    ),
  )
}
