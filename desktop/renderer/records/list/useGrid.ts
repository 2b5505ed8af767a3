import { columnResizingFeature, columnSizingFeature, tableFeatures, useTable } from '@tanstack/react-table'
import { useEffect, useMemo, useState } from 'react'
import type { ListRow } from '../../../core/api/functions.ts'
import { fieldValue } from '../fields/recordValue.ts'
import { type Columns, type ListColumn, selectWidth } from './useColumns.ts'

const features = tableFeatures({ columnSizingFeature, columnResizingFeature })
type Features = typeof features

/** Column widths live in the table while they are dragged, and in the preferences once they are let go. */
export function useGrid(columns: Columns) {
  const [data] = useState<ListRow[]>([])
  const definitions = useMemo(
    () =>
      columns.shown.map(column => ({
        id: column.name,
        accessorFn: (row: ListRow) => fieldValue(row, column.name),
        size: column.width,
        minSize: 64,
        maxSize: 800,
      })),
    [columns.shown],
  )
  const table = useTable<Features, ListRow>({ features, columns: definitions, data, columnResizeMode: 'onChange' })
  const sizing = table.state.columnSizing
  const isResizing = table.state.columnResizing.isResizingColumn !== false
  const { widths, setWidths } = columns
  useEffect(() => {
    if (isResizing || Object.entries(sizing).every(([name, width]) => widths[name] === width)) return
    setWidths({ ...widths, ...sizing })
  }, [isResizing, sizing, widths, setWidths])
  const shown = useMemo(() => sized(columns.shown, sizing), [columns.shown, sizing])
  return { table, shown }
}
export type Grid = ReturnType<typeof useGrid>['table']

/** The columns as wide as they are being dragged, the pinned ones where that leaves them. */
function sized(columns: readonly ListColumn[], sizing: Readonly<Record<string, number>>): ListColumn[] {
  let left = selectWidth
  return columns.map((column): ListColumn => {
    const width = sizing[column.name] ?? column.width
    const at = left
    left += width
    return column.left === undefined ? { ...column, width } : { ...column, width, left: at }
  })
}

/** Scrolls sideways until a column is in sight, beside those that are pinned. */
export function revealColumn(viewport: HTMLElement | null, columns: readonly ListColumn[], at: number) {
  const column = columns[at]
  if (!viewport || !column || column.left !== undefined) return
  const start = selectWidth + columns.slice(0, at).reduce((sum, { width }) => sum + width, 0)
  const pinned = selectWidth + columns.reduce((sum, one) => sum + (one.left === undefined ? 0 : one.width), 0)
  if (start - viewport.scrollLeft < pinned) viewport.scrollLeft = start - pinned
  else if (start + column.width > viewport.scrollLeft + viewport.clientWidth)
    viewport.scrollLeft = start + column.width - viewport.clientWidth
}
