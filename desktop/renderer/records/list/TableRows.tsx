// biome-ignore-all lint/a11y/useSemanticElements: rows that are not drawn cannot stand in a <table>
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active row
import type { VirtualItem } from '@tanstack/react-virtual'
import { memo } from 'react'
import type { ListRow } from '../../../core/api/functions.ts'
import { GroupRow } from '../grid/GroupRow.tsx'
import type { Editing } from '../grid/useEditing.tsx'
import type { GridCursor } from '../grid/useRange.ts'
import type { Places } from './inSight.ts'
import { isSelected, type Selection } from './selection.ts'
import { type RowActions, type RowEvents, TableRow, useRowWords } from './TableRow.tsx'
import styles from './table.module.css'
import type { ListColumn } from './useColumns.ts'
import { useGradually } from './useGradually.ts'
import type { ListRows } from './useListRows.ts'

interface Props {
  items: readonly VirtualItem[]
  /** Of these, the ones on screen: they are drawn first. */
  inSight: Places
  rows: ListRows
  columns: readonly ListColumn[]
  height: number
  cursor: GridCursor
  editing: Editing
  selection: Selection
  openId: string | undefined
  shownOf: (row: ListRow) => ListRow
  events: RowEvents
  actions: RowActions
  onToggle: (index: number, all: boolean) => void
}

export const rowId = (index: number): string => `row-${index}`

/** The rows and group headers of the part of a list that is drawn. */
export function TableRows({ items, inSight, rows, columns, height, cursor, editing, ...props }: Props) {
  const { groups } = rows
  const words = useRowWords()
  const { range, place } = cursor
  const drawn = items.map(({ index, start }) => {
    const group = groups?.headerAt(index)
    const row = group ? undefined : rows.rowAt(index)
    // In a grouped list a record may stand in several groups.
    const key = row ? (groups ? `${row.id} ${groups.headerOver(index)}` : row.id) : `place ${index}`
    return { index, start, group, row, key }
  })
  const isNear = ({ index }: { index: number }) => index >= inSight.first && index <= inSight.last
  const here = drawn.filter(({ row }) => row)
  const turn = useGradually([...here.filter(isNear), ...here.filter(one => !isNear(one))].map(({ key }) => key))

  return drawn.map(({ index, start, group, row, key }) => {
    if (group)
      return (
        <GroupRow
          key={`group ${group.key}`}
          id={rowId(index)}
          group={group}
          index={index}
          start={start}
          height={height}
          columns={columns}
          isActive={index === place.row}
          onToggle={props.onToggle}
        />
      )
    if (!row || !turn.has(key)) return <EmptyRow key={`place ${index}`} index={index} start={start} height={height} />
    const isChosen = range !== undefined && index >= range.top && index <= range.bottom
    return (
      <TableRow
        key={key}
        id={rowId(index)}
        row={props.shownOf(row)}
        index={index}
        start={start}
        height={height}
        columns={columns}
        activeColumn={index === place.row ? place.column : undefined}
        from={isChosen ? range.left : undefined}
        to={isChosen ? range.right : undefined}
        isOpen={row.id === props.openId}
        isSelected={isSelected(props.selection, row.id)}
        editing={editing.isInPlace && editing.at?.row === index ? editing.at.column : undefined}
        events={props.events}
        actions={props.actions}
        words={words}
      />
    )
  })
}

/** The place of a row that is on its way. */
const EmptyRow = memo(function EmptyRow({ index, start, height }: { index: number; start: number; height: number }) {
  return (
    <div
      id={rowId(index)}
      role="row"
      aria-rowindex={index + 2}
      className={styles.row}
      style={{ transform: `translateY(${start}px)`, height }}
    >
      <div role="gridcell" />
    </div>
  )
})
