import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { GroupRow } from '../grid/GroupRow.tsx'
import type { Cells } from '../grid/useCells.tsx'
import type { Editing } from '../grid/useEditing.tsx'
import type { GridCursor } from '../grid/useRange.ts'
import type { InSight, Places } from './inSight.ts'
import { isSelected, type Selection } from './selection.ts'
import { aroundSight, movedSlots, type Slots } from './slots.ts'
import { type RowActions, type RowEvents, TableRow, useRowWords } from './TableRow.tsx'
import styles from './table.module.css'
import { type ListColumn, selectWidth } from './useColumns.ts'
import { type Piece, useGradually } from './useGradually.ts'
import { useHovered } from './useHovered.ts'
import type { ListRows } from './useListRows.ts'
import type { TableWindow } from './useTableWindow.ts'

interface Props {
  viewport: RefObject<HTMLDivElement | null>
  tableWindow: TableWindow
  /** The places on screen: their rows are drawn first. */
  inSight: InSight
  rows: ListRows
  columns: readonly ListColumn[]
  height: number
  cursor: GridCursor
  editing: Editing
  selection: Selection
  openId: string | undefined
  cells: Pick<Cells, 'shownOf' | 'tools'>
  events: RowEvents
  actions: RowActions
  onToggle: (index: number, all: boolean) => void
}

export const rowId = (index: number): string => `row-${index}`

/** The rows and group headers of the part of a list that is drawn. */
export function TableRows({ viewport, rows, columns, height, cursor, editing, ...props }: Props) {
  const { tableWindow } = props
  const { groups, length } = rows
  const words = useRowWords()
  const hovered = useHovered(viewport)
  const { range, place: active } = cursor
  const { slots, sight } = useSlots(useSight(props.inSight), rows)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another base is the reason: the element with the focus shows another record now
  useLayoutEffect(() => {
    const focused = document.activeElement
    if (focused?.closest('[role=row][id]') && viewport.current?.contains(focused))
      viewport.current.focus({ preventScroll: true })
  }, [slots.base, viewport])

  const seen = columnsWithin(columns, tableWindow.across())
  const seenCells = Math.max(1, seen.last - seen.first + 1)

  const piece = (place: number, key: number, isNear: boolean): Piece => {
    const offset = place - slots.base
    const cost = { near: isNear ? seenCells : 0, far: columns.length - (isNear ? seenCells : 0) }
    const placed = { id: rowId(place), index: place, start: offset * height, columns }
    const group = groups?.headerAt(place)
    if (group)
      return {
        ...{ key, of: [place, offset, group.key], ...cost },
        draw: () => (
          <GroupRow
            key={key}
            {...placed}
            group={group}
            height={height}
            isActive={place === active.row}
            onToggle={props.onToggle}
          />
        ),
      }
    const found = rows.rowAt(place)
    const row = found && props.cells.shownOf(found)
    const isChosen = range !== undefined && place >= range.top && place <= range.bottom
    return {
      ...{ key, of: [place, offset, row], ...cost },
      draw: isWhole => (
        <TableRow
          key={key}
          {...placed}
          row={row}
          fromColumn={isWhole ? 0 : seen.first}
          toColumn={isWhole ? columns.length : seen.last}
          activeColumn={place === active.row ? active.column : undefined}
          from={isChosen ? range.left : undefined}
          to={isChosen ? range.right : undefined}
          isOpen={row !== undefined && row.id === props.openId}
          isSelected={row !== undefined && isSelected(props.selection, row.id)}
          isHovered={place === hovered}
          editing={editing.isInPlace && editing.at?.row === place ? editing.at.column : undefined}
          events={props.events}
          actions={props.actions}
          words={words}
          tools={props.cells.tools}
        />
      ),
    }
  }
  const { first, last } = slots.places
  const pieces: Piece[] = []
  const add = (from: number, to: number, isNear: boolean) => {
    for (let place = Math.max(first, from); place <= Math.min(last, to); place++)
      pieces.push(piece(place, place - slots.base, isNear))
  }
  add(sight.first, sight.last, true)
  add(sight.last + 1, last, false)
  add(first, sight.first - 1, false)
  // The row that the keyboard is on stays drawn, so that a reader never loses it: it waits for no turn.
  const addActive = (key: number) => pieces.push({ ...piece(active.row, key, false), far: 0 })
  if (active.row < first && length > 0) addActive(Number.NEGATIVE_INFINITY)
  if (active.row > last && active.row < length) addActive(Number.POSITIVE_INFINITY)
  const isWithin = (place: unknown, from: number, to: number) => Number(place) >= from && Number(place) <= to
  // What has been scrolled past may stand a moment longer where nobody sees it; no place is drawn twice.
  const drawn = useGradually(
    pieces,
    ([before, from], [next, to]) =>
      from === to && (before === next || (!isWithin(before, first, last) && !isWithin(next, sight.first, sight.last))),
  )
  // Far away, all of them move at once and none by itself.
  return (
    <div className={styles.rows} style={{ top: slots.base * height }}>
      {drawn}
    </div>
  )
}

/** The columns that are on screen, of those that are not pinned; these always are. */
function columnsWithin(columns: readonly ListColumn[], { left, right }: { left: number; right: number }) {
  let at = selectWidth
  let first = columns.length
  let last = -1
  for (const [i, { width, left: pinned }] of columns.entries()) {
    if (pinned === undefined && at < right && at + width > left) {
      first = Math.min(first, i)
      last = i
    }
    at += width
  }
  return { first, last }
}

function useSight(inSight: InSight): Places {
  const [sight, setSight] = useState(() => inSight.now())
  useEffect(() => {
    const look = () => setSight(inSight.now())
    look()
    return inSight.follow(look)
  }, [inSight])
  return sight
}

/** Where nothing of what is on screen is here yet, all stays as it is: the rows are drawn once, when they come. */
function useSlots(wanted: Places, { rowAt, groups, length }: ListRows): { slots: Slots; sight: Places } {
  const before = useRef<{ slots: Slots; sight: Places }>(undefined)
  let isHere = false
  for (let place = wanted.first; place <= wanted.last && !isHere; place++)
    isHere = rowAt(place) !== undefined || groups?.headerAt(place) !== undefined
  const sight = isHere || !before.current ? wanted : before.current.sight
  const slots = movedSlots(before.current?.slots, aroundSight(sight, length))
  useLayoutEffect(() => {
    before.current = { slots, sight }
  })
  return { slots, sight }
}
