import type { SqlValue } from './orderedValue.ts'

/** A condition over a collection's table. */
export interface Condition {
  sql: string
  params: SqlValue[]
  /**
   * Whether the SQL is true for exactly the documents that RxDB's matcher accepts. Where it is not, it is true for
   * all of those and maybe more: then the matcher must look at each.
   */
  exact: boolean
}

export const everything: Condition = { sql: '1', params: [], exact: true }
export const nothing: Condition = { sql: '0', params: [], exact: true }
/** What SQL cannot say: let all pass and leave it to the matcher. */
export const unsaid: Condition = { sql: '1', params: [], exact: false }

export function all(conditions: Condition[]): Condition {
  const telling = conditions.filter(condition => condition.sql !== '1')
  return {
    sql: telling.length === 0 ? '1' : telling.map(condition => bracketed(condition.sql)).join(' AND '),
    params: telling.flatMap(condition => condition.params),
    exact: conditions.every(condition => condition.exact),
  }
}

export function any(conditions: Condition[]): Condition {
  if (conditions.length === 0) return nothing
  return {
    sql: conditions.map(condition => bracketed(condition.sql)).join(' OR '),
    params: conditions.flatMap(condition => condition.params),
    exact: conditions.every(condition => condition.exact),
  }
}

/** NULL (a comparison with something missing) counts as false, as it does in a selector. */
export function not(condition: Condition): Condition {
  return condition.exact ? { ...condition, sql: `(${condition.sql}) IS NOT TRUE` } : unsaid
}

const bracketed = (sql: string): string => (/^\w+$/.test(sql) ? sql : `(${sql})`)

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}

export const isScalar = (value: unknown): value is string | number | boolean | null | undefined =>
  value === null || ['string', 'number', 'boolean', 'undefined'].includes(typeof value)
