import type { ListQuery } from '../../../../shared/filters.ts'
import type { Core, ListRow } from '../../../core/api/functions.ts'

/** The rows at these positions of a list, also those that are not on screen; fewer where the list ends. */
export async function loadRows(
  core: Pick<Core, 'call'>,
  query: ListQuery,
  offset: number,
  count: number,
): Promise<ListRow[]> {
  const rows: ListRow[] = []
  while (rows.length < count) {
    const limit = Math.min(500, count - rows.length)
    const page = await core.call('records.list', { query, offset: offset + rows.length, limit })
    rows.push(...page.rows)
    if (page.rows.length < limit) break
  }
  return rows
}
