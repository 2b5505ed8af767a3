import type { ListQuery } from '../../../../shared/filters.ts'
import type { Core, ListRow } from '../../../core/api/functions.ts'

interface Wanted {
  query: ListQuery
  /** Whose values are needed. */
  fields: string[]
  /** Place of the first row. */
  offset: number
}

/**
 * A stretch of a list: the rows that are `here` as they are, and the others as core has them; fewer where the list ends.
 */
export async function rowsAround(
  core: Pick<Core, 'call'>,
  { offset, ...wanted }: Wanted,
  here: readonly (ListRow | undefined)[],
): Promise<readonly (ListRow | undefined)[]> {
  const [first, last] = [here.indexOf(undefined), here.lastIndexOf(undefined)]
  if (first < 0) return here
  const loaded = await loadRows(core, { ...wanted, offset: offset + first }, last + 1 - first)
  const rows = here.map((row, at) => row ?? loaded[at - first])
  const ids = rows.flatMap(row => (row ? [row.id] : []))
  // A record stands in two places: the list has changed meanwhile, and what is here is of before.
  return new Set(ids).size === ids.length ? rows : loadRows(core, { ...wanted, offset }, here.length)
}

async function loadRows(
  core: Pick<Core, 'call'>,
  { query, fields, offset }: Wanted,
  count: number,
): Promise<ListRow[]> {
  const rows: ListRow[] = []
  while (rows.length < count) {
    const limit = Math.min(500, count - rows.length)
    const page = await core.call('records.list', { query, fields, offset: offset + rows.length, limit })
    rows.push(...page.rows)
    if (page.rows.length < limit) break
  }
  return rows
}
