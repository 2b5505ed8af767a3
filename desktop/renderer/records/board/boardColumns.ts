import type { Choice, Field } from '../../../../shared/fields.ts'
import type { Group, Total } from '../../../core/api/groups.ts'

/** One column: the records that have this choice, or none. */
export interface BoardColumn {
  /** The choice's key; null: the records without one. */
  value: string | null
  choice: Choice | undefined
  count: number
  totals: Group['totals']
}

const noTotals: Record<string, Total[]> = {}

/**
 * The columns of a board: every choice in its own order, with or without records, as each is a place to drop on; then
 * the records without a choice, where there are any or could be; last, choices that the definition has no more.
 */
export function boardColumns(field: Field, groups: readonly Group[]): BoardColumn[] {
  const found = new Map(groups.map(group => [group.key, group]))
  const choices = Object.entries(field.choices ?? {})
  const columnOf = (value: string | null, choice?: Choice): BoardColumn => ({
    value,
    choice,
    count: found.get(value)?.count ?? 0,
    totals: found.get(value)?.totals ?? noTotals,
  })
  const known = new Set(choices.map(([key]) => key))
  const gone = groups.flatMap(({ key }) => (key === null || known.has(key) ? [] : [columnOf(key)]))
  const without = columnOf(null)
  return [
    ...choices.map(([key, choice]) => columnOf(key, choice)),
    ...(without.count > 0 || !field.required ? [without] : []),
    ...gone,
  ]
}
