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
  const missing = here.indexOf(undefined)
  if (missing < 0) return here
  // With the neighbours that are here: where others stand in their places the list has changed, and all are of before.
  const from = Math.max(0, missing - 1)
  const end = Math.min(here.length, here.lastIndexOf(undefined) + 2)
  const loaded = await loadRows(core, { ...wanted, offset: offset + from }, end - from)
  const isAsBefore = here.slice(from, end).every((row, at) => !row || row.id === loaded[at]?.id)
  if (!isAsBefore) return loadRows(core, { ...wanted, offset }, here.length)
  const rows = here.map((row, at) => row ?? loaded[at - from])
  return rows.slice(0, rows.findLastIndex(row => row !== undefined) + 1)
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
