import { columnCondition } from './columnCondition.ts'
import { all, any, type Condition, everything, isPlainObject, isScalar, not, unsaid } from './condition.ts'
import { jsonCondition } from './jsonCondition.ts'

/** The part of a table that conditions are written against. */
export interface Columns {
  /** The `type` that the schema gives a path, undefined where it does not name it. */
  typeAt(path: string): unknown
  columnOf(path: string): string | undefined
}

/** A normalised Mango selector as SQL, as far as SQL can say it. */
export function selectorCondition(columns: Columns, selector: unknown): Condition {
  if (!isPlainObject(selector)) return unsaid
  return all(
    Object.entries(selector).map(([key, value]) => {
      if (!key.startsWith('$')) return fieldCondition(columns, key, value)
      if (!Array.isArray(value)) return unsaid
      const parts = value.map(part => selectorCondition(columns, part))
      if (key === '$and') return all(parts)
      if (key === '$or') return any(parts)
      if (key === '$nor') return not(any(parts))
      return unsaid
    }),
  )
}

function fieldCondition(columns: Columns, path: string, matcher: unknown): Condition {
  if (!isPlainObject(matcher)) return isScalar(matcher) ? operatorCondition(columns, path, '$eq', matcher) : unsaid
  const operators = Object.entries(matcher)
  // An object without operators is compared as a whole; one that mixes both is refused by the matcher.
  if (operators.length === 0 || operators.some(([operator]) => !operator.startsWith('$'))) return unsaid
  return all(operators.map(([operator, value]) => operatorCondition(columns, path, operator, value)))
}

function operatorCondition(columns: Columns, path: string, operator: string, value: unknown): Condition {
  switch (operator) {
    case '$ne':
      return not(operatorCondition(columns, path, '$eq', value))
    case '$nin':
      return not(operatorCondition(columns, path, '$in', value))
    case '$not':
      return not(fieldCondition(columns, path, value))
    case '$options':
      return everything
    default:
      return leafCondition(columns, path, operator, value)
  }
}

function leafCondition(columns: Columns, path: string, operator: string, value: unknown): Condition {
  const declared = declaredType(columns, path)
  const column = columns.columnOf(path)
  if (column !== undefined && declared !== undefined) return columnCondition(column, operator, value)
  if (declared === undefined) return unsaid
  return jsonCondition(path, declared, operator, value)
}

const scalarTypes = new Set(['string', 'number', 'integer', 'boolean', 'null'])

/**
 * What the schema promises for a path that runs through objects only: a scalar (or none), or an array. Undefined
 * where it promises nothing; such a path may run through arrays, which a selector unfolds and SQL does not.
 */
function declaredType(columns: Columns, path: string): 'scalar' | 'array' | undefined {
  const segments = path.split('.')
  for (let depth = 1; depth < segments.length; depth++) {
    if (columns.typeAt(segments.slice(0, depth).join('.')) !== 'object') return undefined
  }
  const type = columns.typeAt(path)
  if (type === 'array') return 'array'
  const types = Array.isArray(type) ? type : [type]
  return types.every(one => typeof one === 'string' && scalarTypes.has(one)) ? 'scalar' : undefined
}
