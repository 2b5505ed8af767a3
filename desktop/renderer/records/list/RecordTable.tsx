// biome-ignore-all lint/a11y/useSemanticElements: rows that are not drawn cannot stand in a <table>
import { columnResizingFeature, columnSizingFeature, tableFeatures, useTable } from '@tanstack/react-table'
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { startTransition, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { AnyKind } from '../../../../shared/entity.ts'
import type { ListQuery, Sort } from '../../../../shared/filters.ts'
import type { RecordKey } from '../../../../shared/record.ts'
import type { ListRow } from '../../../core/api/functions.ts'
import { useKinds, usePreferences } from '../../data/hooks.ts'
import { referencesIn } from '../../i18n/valueText.ts'
import { fieldValue } from '../fields/recordValue.ts'
import { TitlesProvider } from '../fields/titles.tsx'
import { GroupRow } from '../grid/GroupRow.tsx'
import { useCells } from '../grid/useCells.tsx'
import { useEditing } from '../grid/useEditing.tsx'
import { useGridKeys } from '../grid/useGridKeys.ts'
import { useGridMouse } from '../grid/useGridMouse.ts'
import { useRange } from '../grid/useRange.ts'
import type { Totals } from './rowModel.ts'
import { isSelected, type Selection } from './selection.ts'
import { TableFoot } from './TableFoot.tsx'
import { TableHeader } from './TableHeader.tsx'
import { cellId, type RowActions, TableRow, useRowWords } from './TableRow.tsx'
import styles from './table.module.css'
import type { Columns, ListColumn } from './useColumns.ts'
import type { ListRows } from './useListRows.ts'

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
  /** Rows on screen; the list asks core for these. */
  onVisible: (range: { first: number; last: number }) => void
  /** The row the keyboard is on. */
  active: number
  onActive: (index: number) => void
  onOpen: (row: ListRow) => void
  openId: string | undefined
  actions: RowActions
  /** Sums of columns over the whole list, at the foot; absent where it has no figures. */
  totals?: Totals | undefined
  /** First row at first, and whenever `scrollKey` changes. */
  startAt: number
  scrollKey: string
  /** Gets a function that brings a row into sight. */
  scrollRef: { current: ((index: number) => void) | undefined }
}

const features = tableFeatures({ columnSizingFeature, columnResizingFeature })
type Features = typeof features

/** Heights of visual.md; the header is as high as a row. */
const rowHeights = { comfortable: 36, dense: 30 }

/**
 * A grid over any number of rows, of which those on screen are drawn. The keyboard is on a row as a whole or on one of
 * its cells; there it works as a spreadsheet does.
 */
export function RecordTable(props: Props) {
  const { kind, rows, sort, selection, active, openId, scrollRef, scrollKey, startAt } = props
  const { onVisible, onActive } = props
  const { groups } = rows
  const words = useRowWords()
  const rowHeight = usePreferences()?.dense ? rowHeights.dense : rowHeights.comfortable
  const viewport = useRef<HTMLDivElement>(null)
  const covered = props.totals ? 2 : 1

  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => viewport.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    initialOffset: startAt * rowHeight,
    // The header pushes the rows down by its own height, so that what it and the foot cover is at the end.
    scrollPaddingStart: groups ? rowHeight : 0,
    scrollPaddingEnd: rowHeight * covered,
    // The row that the keyboard is on stays drawn, so that a reader never loses it.
    rangeExtractor: range => {
      const shown = defaultRangeExtractor(range)
      if (active >= range.count || shown.includes(active)) return shown
      return [...shown, active].sort((a, b) => a - b)
    },
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height is the reason to measure anew
  useEffect(() => virtualizer.measure(), [rowHeight])

  const items = virtualizer.getVirtualItems()
  const top = virtualizer.scrollOffset ?? 0
  const height = virtualizer.scrollRect?.height ?? 600
  const first = Math.floor(top / rowHeight)
  const last = Math.max(first, Math.ceil((top + height - rowHeight * covered) / rowHeight) - 1)
  useTold(first, last, onVisible)

  // A new question begins at its first row.
  const shownKey = useRef(scrollKey)
  useEffect(() => {
    if (shownKey.current === scrollKey) return
    shownKey.current = scrollKey
    virtualizer.scrollToOffset(0)
    onActive(0)
  }, [scrollKey, virtualizer, onActive])
  useEffect(() => {
    scrollRef.current = index => virtualizer.scrollToIndex(index, { align: 'start' })
  }, [virtualizer, scrollRef])

  const { table, shown } = useGrid(props.columns)
  const data = useMemo(() => items.flatMap(({ index }) => rows.rowAt(index) ?? []), [items, rows])
  const references = useReferences(shown, data)

  const focus = useCallback(() => viewport.current?.focus({ preventScroll: true }), [])
  const cursor = useRange(active, onActive)
  const rowAt = useLatest((index: number) => rows.rowAt(index))
  const isHeader = useLatest((index: number) => groups?.headerAt(index) !== undefined)
  const cells = useCells({
    ...{ kind, columns: shown, rowAt, isHeader, references },
    length: rows.length,
    query: groups ? undefined : props.query,
    onLeave: focus,
  })
  const reveal = useCallback(
    (row: number, column: number) => {
      virtualizer.scrollToIndex(row, { align: 'auto' })
      revealColumn(viewport.current, shown, column)
    },
    [virtualizer, shown],
  )
  const page = Math.max(1, Math.floor(height / rowHeight) - 2)
  const bounds = { rows: rows.length, columns: shown.length, page }
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
    ...{ cursor, bounds, cells, editing, reveal, rowAt },
    select: props.onSelect,
    open,
    header: index => groups?.headerAt(index),
    toggle: index => groups?.toggle(index),
  })
  const mouse = useGridMouse({ cursor, editing })
  const openAt = useLatest((index: number) => {
    onActive(index)
    cursor.go({ row: index, column: 0 })
    open(index)
  })
  const select = useLatest(props.onSelect)
  const events = useMemo(() => ({ select, open: openAt }), [select, openAt])
  const toggle = useLatest((index: number, all: boolean) => {
    cursor.go({ row: index, column: cursor.place.column })
    groups?.toggle(index, { all })
  })

  const { range, place } = cursor
  const width = table.getTotalSize() + selectWidth
  const activeRow = rows.rowAt(active) !== undefined || isHeader(active)
  const stuck = groups && rows.length > 0 ? stuckHeader(groups, Math.floor((top + 1) / rowHeight)) : undefined

  return (
    <TitlesProvider keys={references}>
      <div
        ref={viewport}
        className={styles.viewport}
        role="grid"
        aria-label={props.label}
        aria-rowcount={rows.length + (props.totals ? 2 : 1)}
        aria-colcount={shown.length + 2}
        aria-multiselectable
        aria-activedescendant={
          activeRow && editing.at === undefined
            ? place.column > 0 && !isHeader(active)
              ? cellId(rowId(active), place.column)
              : rowId(active)
            : undefined
        }
        tabIndex={0}
        data-grid
        data-cells={place.column > 0 || undefined}
        {...keys}
        {...mouse}
      >
        <TableHeader
          table={table}
          columns={props.columns}
          sort={sort}
          onSort={props.onSort}
          width={width}
          height={rowHeight}
          isAllSelected={selection.isAll && selection.ids.size === 0}
          isSomeSelected={selection.ids.size > 0}
          onSelectAll={props.onSelectAll}
        />
        <div role="rowgroup" className={styles.body} style={{ height: virtualizer.getTotalSize(), width }}>
          {stuck && (
            <div className={styles.stuck} style={{ top: rowHeight, width }} aria-hidden>
              <GroupRow
                id=""
                {...stuck}
                start={0}
                height={rowHeight}
                columns={shown}
                isActive={false}
                isStuck
                onToggle={toggle}
              />
            </div>
          )}
          {items.map(({ index, start }) => {
            const group = groups?.headerAt(index)
            if (group)
              return (
                <GroupRow
                  key={`group ${group.key}`}
                  id={rowId(index)}
                  group={group}
                  index={index}
                  start={start}
                  height={rowHeight}
                  columns={shown}
                  isActive={index === active}
                  onToggle={toggle}
                />
              )
            const row = rows.rowAt(index)
            const isChosen = range !== undefined && index >= range.top && index <= range.bottom
            return (
              <TableRow
                // In a grouped list a record may stand in several groups.
                key={row ? (groups ? `${row.id} ${groups.headerOver(index)}` : row.id) : `place ${index}`}
                id={rowId(index)}
                row={row && cells.shownOf(row)}
                index={index}
                start={start}
                height={rowHeight}
                columns={shown}
                activeColumn={index === active ? place.column : undefined}
                from={isChosen ? range.left : undefined}
                to={isChosen ? range.right : undefined}
                isOpen={row !== undefined && row.id === openId}
                isSelected={row !== undefined && isSelected(selection, row.id)}
                editing={editing.isInPlace && editing.at?.row === index ? editing.at.column : undefined}
                events={events}
                actions={props.actions}
                words={words}
              />
            )
          })}
          {editing.editor}
        </div>
        {props.totals && rows.length > 0 && (
          <TableFoot
            columns={shown}
            totals={props.totals}
            width={width}
            height={rowHeight}
            rowIndex={rows.length + 2}
          />
        )}
      </div>
      {cells.dialogs}
    </TitlesProvider>
  )
}

const rowId = (index: number) => `row-${index}`
const selectWidth = 40

/** A function that stays the same and does what the newest one does: rows that get it need not be drawn anew. */
function useLatest<A extends unknown[], R>(run: (...args: A) => R): (...args: A) => R {
  const latest = useRef(run)
  latest.current = run
  return useCallback((...args: A) => latest.current(...args), [])
}

/** Tells which rows are on screen, at most every so often: what stands around the list is not drawn at every step. */
function useTold(first: number, last: number, tell: Props['onVisible']) {
  const latest = useRef({ first, last, tell })
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    latest.current = { first, last, tell }
    timer.current ??= setTimeout(() => {
      timer.current = undefined
      const { tell: run, ...range } = latest.current
      startTransition(() => run(range))
    }, tellMs)
  }, [first, last, tell])
  useEffect(
    () => () => {
      clearTimeout(timer.current)
      timer.current = undefined
    },
    [],
  )
}
const tellMs = 40

/** Column widths live in the table while they are dragged, and in the preferences once they are let go. */
function useGrid(columns: Columns) {
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

/** What the rows on screen point to, to be asked for in one question; small kinds are known anyway. */
function useReferences(columns: readonly ListColumn[], rows: readonly ListRow[]): RecordKey[] {
  const kinds = useKinds()
  return useMemo(
    () =>
      columns
        .filter(({ field, name }) => field.to && name !== 'parent' && kinds.get(field.to)?.shared !== true)
        .flatMap(({ field, name }) => rows.flatMap(row => referencesIn(field, fieldValue(row, name)))),
    [columns, rows, kinds],
  )
}

/** Where a record stands beside the list, it is the one that the keyboard is on: a moment after the last step. */
function useFollow({
  openId,
  active,
  row,
  isEditing,
  onOpen,
}: {
  openId: string | undefined
  active: number
  row: ListRow | undefined
  isEditing: boolean
  onOpen: (row: ListRow) => void
}) {
  const latest = useRef({ row, onOpen })
  latest.current = { row, onOpen }
  const id = row?.id
  const last = useRef(active)
  useEffect(() => {
    // Only a step of the cursor leads on: a row that has just been read, or that others have moved there, does not.
    const isStep = last.current !== active
    last.current = active
    if (!isStep || isEditing || openId === undefined || id === undefined || id === openId) return
    const timer = setTimeout(() => latest.current.row?.id === id && latest.current.onOpen(latest.current.row), followMs)
    return () => clearTimeout(timer)
  }, [active, id, openId, isEditing])
}
const followMs = 140

/** Scrolls sideways until a column is in sight, beside those that are pinned. */
function revealColumn(viewport: HTMLElement | null, columns: readonly ListColumn[], at: number) {
  const column = columns[at]
  if (!viewport || !column || column.left !== undefined) return
  const start = selectWidth + columns.slice(0, at).reduce((sum, { width }) => sum + width, 0)
  const pinned = selectWidth + columns.reduce((sum, one) => sum + (one.left === undefined ? 0 : one.width), 0)
  if (start - viewport.scrollLeft < pinned) viewport.scrollLeft = start - pinned
  else if (start + column.width > viewport.scrollLeft + viewport.clientWidth)
    viewport.scrollLeft = start + column.width - viewport.clientWidth
}

function stuckHeader(groups: NonNullable<ListRows['groups']>, place: number) {
  const index = groups.headerOver(place)
  const group = index < place ? groups.headerAt(index) : undefined
  return group && { group, index }
}
