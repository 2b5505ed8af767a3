// biome-ignore-all lint/a11y/useSemanticElements: rows that are not drawn cannot stand in a <table>
import { type CSSProperties, type RefObject, useCallback, useMemo, useRef } from 'react'
import type { AnyKind } from '../../../../shared/entity.ts'
import type { ListQuery, Sort } from '../../../../shared/filters.ts'
import type { ListRow } from '../../../core/api/functions.ts'
import { usePreferences } from '../../data/hooks.ts'
import { useFormat } from '../../i18n/format.ts'
import { TitlesProvider } from '../fields/titles.tsx'
import { useCells } from '../grid/useCells.tsx'
import { useEditing } from '../grid/useEditing.tsx'
import { useGridKeys } from '../grid/useGridKeys.ts'
import { useGridMouse } from '../grid/useGridMouse.ts'
import { useRange } from '../grid/useRange.ts'
import type { InSight, Places } from './inSight.ts'
import type { Totals } from './rowModel.ts'
import { StuckHeader } from './StuckHeader.tsx'
import type { Selection } from './selection.ts'
import { footHeight, TableFoot } from './TableFoot.tsx'
import { TableHeader } from './TableHeader.tsx'
import { cellId, type RowActions } from './TableRow.tsx'
import { rowId, TableRows } from './TableRows.tsx'
import styles from './table.module.css'
import { type Columns, selectWidth } from './useColumns.ts'
import { useEnter } from './useEnter.ts'
import { useFollow } from './useFollow.ts'
import { revealColumn, useGrid } from './useGrid.ts'
import { useLatest } from './useLatest.ts'
import type { ListRows } from './useListRows.ts'
import { useReferences } from './useReferences.ts'
import { useTableWindow } from './useTableWindow.ts'

interface Props {
  kind: AnyKind
  /** Names the grid. */
  label: string
  columns: Columns
  rows: ListRows
  /** What the rows are found by; needed to write in rows that are not here. */
  query?: ListQuery
  sort: Sort
  onSort: (sort: Sort) => void
  selection: Selection
  onSelect: (index: number, how: 'toggle' | 'range') => void
  onSelectAll: () => void
  /** First row at first, and told which rows are on screen; the list asks core for these. */
  inSight: InSight
  /** Places that rows are asked for. */
  wanted: Places
  /** The row the keyboard is on. */
  active: number
  onActive: (index: number) => void
  onOpen: (row: ListRow) => void
  openId: string | undefined
  actions: RowActions
  /** Sums of columns over the whole list, at the foot; absent where it has no figures. */
  totals?: Totals | undefined
  /** Another one begins at its first row. */
  scrollKey: string
  /** Gets a function that brings a row into sight. */
  scrollRef: { current: ((index: number) => void) | undefined }
  /** Gets a function that puts the keyboard on the first row. */
  enterRef: RefObject<(() => void) | undefined>
}

/** Heights of visual.md; the header is as high as a row. */
const rowHeights = { comfortable: 36, dense: 30 }

/**
 * A grid over any number of rows, of which those on screen are drawn. The keyboard is on a row as a whole or on one of
 * its cells; there it works as a spreadsheet does.
 */
export function RecordTable(props: Props) {
  const { kind, rows, selection, active, onActive, openId } = props
  const { groups, length } = rows
  const rowHeight = usePreferences()?.dense ? rowHeights.dense : rowHeights.comfortable
  const viewport = useRef<HTMLDivElement>(null)
  const { table, shown } = useGrid(props.columns)
  const format = useFormat()
  const foot = props.totals && length > 0 ? footHeight(shown, props.totals, rowHeight, format) : 0
  const tableWindow = useTableWindow({
    ...{ viewport, length, rowHeight, covered: 1 + foot / rowHeight, isGrouped: groups !== undefined },
    ...{ onActive, inSight: props.inSight, scrollKey: props.scrollKey, scrollRef: props.scrollRef },
  })
  const references = useReferences(shown, rows, props.wanted)

  const focus = useCallback(() => viewport.current?.focus({ preventScroll: true }), [])
  const cursor = useRange(active, onActive)
  const rowAt = useLatest((index: number) => rows.rowAt(index))
  const isHeader = useLatest((index: number) => groups?.headerAt(index) !== undefined)
  const cells = useCells({
    ...{ kind, columns: shown, rowAt, isHeader, references, length },
    query: groups ? undefined : props.query,
    onLeave: focus,
  })
  const reveal = useCallback(
    (row: number, column: number) => {
      tableWindow.scrollTo(row, 'auto')
      revealColumn(viewport.current, shown, column)
    },
    [tableWindow, shown],
  )
  useEnter(props.enterRef, () => {
    cursor.go({ row: 0, column: 0 })
    reveal(0, 0)
    focus()
  })
  const bounds = {
    rows: length,
    columns: shown.length,
    get page() {
      return tableWindow.page()
    },
  }
  const editing = useEditing({
    ...{ kind, columns: shown, cells, cursor, bounds, reveal, rowHeight, focus, rowAt, isHeader },
    viewport: () => viewport.current,
    offsetOf: index => index * rowHeight,
  })
  const open = (index: number) => {
    const row = rows.rowAt(index)
    if (row) props.onOpen(row)
  }
  useFollow({ openId, active, row: rows.rowAt(active), isEditing: editing.at !== undefined, onOpen: props.onOpen })
  const keys = useGridKeys({
    ...{ cursor, bounds, cells, editing, reveal, rowAt, open },
    select: props.onSelect,
    header: index => groups?.headerAt(index),
    toggle: index => groups?.toggle(index),
  })
  const openAt = useLatest((index: number) => {
    onActive(index)
    cursor.go({ row: index, column: 0 })
    open(index)
  })
  const select = useLatest(props.onSelect)
  const events = useMemo(() => ({ select, open: openAt }), [select, openAt])
  const mouse = useGridMouse({ cursor, editing, events })
  const toggle = useLatest((index: number, all: boolean) => {
    cursor.go({ row: index, column: cursor.place.column })
    groups?.toggle(index, { all })
  })

  const { column } = cursor.place
  const width = table.getTotalSize() + selectWidth
  const isCell = column > 0 && !isHeader(active)
  const current = isCell ? cellId(rowId(active), column) : rowId(active)
  const hasCurrent = editing.at === undefined && (rows.rowAt(active) !== undefined || isHeader(active))

  return (
    <TitlesProvider keys={references}>
      <div
        ref={viewport}
        className={styles.viewport}
        role="grid"
        aria-label={props.label}
        aria-rowcount={length + (props.totals ? 2 : 1)}
        aria-colcount={shown.length + 2}
        aria-multiselectable
        aria-activedescendant={hasCurrent ? current : undefined}
        tabIndex={0}
        data-grid
        style={{ '--row-height': `${rowHeight}px` } as CSSProperties}
        data-cells={column > 0 || undefined}
        {...keys}
        {...mouse}
      >
        <TableHeader
          table={table}
          shown={shown}
          resized={table.state.columnResizing.isResizingColumn}
          columns={props.columns}
          sort={props.sort}
          onSort={props.onSort}
          width={width}
          height={rowHeight}
          isAllSelected={selection.isAll && selection.ids.size === 0}
          isSomeSelected={selection.ids.size > 0}
          onSelectAll={props.onSelectAll}
        />
        <div role="rowgroup" className={styles.body} style={{ height: length * rowHeight, width }}>
          {groups && length > 0 && (
            <StuckHeader
              groups={groups}
              tableWindow={tableWindow}
              columns={shown}
              height={rowHeight}
              width={width}
              onToggle={toggle}
            />
          )}
          <TableRows
            viewport={viewport}
            tableWindow={tableWindow}
            inSight={props.inSight}
            rows={rows}
            columns={shown}
            height={rowHeight}
            cursor={cursor}
            editing={editing}
            selection={selection}
            openId={openId}
            cells={cells}
            events={events}
            actions={props.actions}
            onToggle={toggle}
          />
          {editing.editor}
        </div>
        {props.totals && length > 0 && (
          <TableFoot columns={shown} totals={props.totals} width={width} height={foot} rowIndex={length + 2} />
        )}
      </div>
      {cells.dialogs}
    </TitlesProvider>
  )
}
