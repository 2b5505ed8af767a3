/** Which rows are chosen: some by id, or all that the list shows but some. */
export interface Selection {
  isAll: boolean
  ids: ReadonlySet<string>
}
export const nothingSelected: Selection = { isAll: false, ids: new Set() }

export const isSelected = ({ isAll, ids }: Selection, id: string): boolean => isAll !== ids.has(id)

export const toggled = (selection: Selection, id: string): Selection => {
  const ids = new Set(selection.ids)
  if (!ids.delete(id)) ids.add(id)
  return { ...selection, ids }
}

/** From one row to another, as Shift does it. Rows that are not here yet are left out. */
export const withRange = (selection: Selection, rows: readonly string[]): Selection => {
  const ids = new Set(selection.ids)
  for (const id of rows)
    if (selection.isAll) ids.delete(id)
    else ids.add(id)
  return { ...selection, ids }
}

/** How many rows are chosen of so many; undefined while they are not counted. */
export const countOf = ({ isAll, ids }: Selection, count: number | undefined): number | undefined =>
  isAll ? (count === undefined ? undefined : Math.max(0, count - ids.size)) : ids.size
