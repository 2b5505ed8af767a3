import type { ListQuery } from '../../../../shared/filters.ts'
import type { Core, ListRow } from '../../../core/api/functions.ts'
import type { Selection } from './selection.ts'

/** The most that one change takes; see records.change. */
export const mostAtOnce = 20_000

/** The chosen rows themselves: those picked one by one, or all of the list but those taken out, read page by page. */
export async function selectedRows(
  core: Pick<Core, 'call'>,
  query: ListQuery,
  selection: Selection,
  picked: ReadonlyMap<string, ListRow>,
): Promise<ListRow[]> {
  if (!selection.isAll) return [...selection.ids].flatMap(id => picked.get(id) ?? [])
  const rows: ListRow[] = []
  let after: string | undefined
  while (rows.length < mostAtOnce) {
    const page = await core.call('records.list', { query, limit: 500, ...(after === undefined ? {} : { after }) })
    for (const row of page.rows) if (!selection.ids.has(row.id)) rows.push(row)
    if (page.next === undefined) break
    after = page.next
  }
  return rows.slice(0, mostAtOnce)
}
