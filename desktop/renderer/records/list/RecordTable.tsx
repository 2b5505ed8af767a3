// biome-ignore-all lint/a11y/useSemanticElements: rows that are not drawn cannot stand in a <table>
import { columnResizingFeature, columnSizingFeature, tableFeatures, useTable } from '@tanstack/react-table'
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../shared/entity.ts'
import type { Sort } from '../../../../shared/filters.ts'
import type { RecordKey } from '../../../../shared/record.ts'
import type { ListRow } from '../../../core/api/functions.ts'
import { useKinds, usePreferences } from '../../data/hooks.ts'
import { referencesIn } from '../../i18n/valueText.ts'
import { TitlesProvider } from '../fields/titles.tsx'
import { fieldValue } from '../fields/recordValue.ts'
import { moveTo } from './gridKeys.ts'
import { isSelected, type Selection } from './selection.ts'
import styles from './table.module.css'
import { TableHeader } from './TableHeader.tsx'
import { type RowActions, TableRow } from './TableRow.tsx'
import type { Columns, ListColumn } from './useColumns.ts'
import type { ListRows } from './useListRows.ts'

interface Props {
  kind: AnyKind
  /** Names the grid. */
  label: string
  columns: Columns
  rows: ListRows
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

/** A grid over any number of rows, of which those on screen are drawn. */
export function RecordTable(props: Props) {
  const { columns, rows, sort, selection, active, openId, scrollRef, scrollKey, startAt } = props
  const { onVisible, onActive } = props
  const { t } = useTranslation('records')
  const rowHeight = usePreferences()?.dense ? rowHeights.dense : rowHeights.comfortable
  const viewport = useRef<HTMLDivElement>(null)

  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => viewport.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    initialOffset: startAt * rowHeight,
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
  const last = Math.max(first, Math.ceil((top + height - rowHeight) / rowHeight) - 1)
  useEffect(() => onVisible({ first, last }), [onVisible, first, last])

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

  const table = useGrid(columns)
  const data = useMemo(() => items.flatMap(({ index }) => rows.rowAt(index) ?? []), [items, rows])
  const references = useReferences(columns.shown, data)

  const page = Math.max(1, Math.floor(height / rowHeight) - 2)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return
    const next = moveTo(event.key, { active, count: rows.length, page })
    if (next !== undefined) {
      event.preventDefault()
      onActive(next)
      virtualizer.scrollToIndex(next, { align: 'auto' })
      if (event.shiftKey) props.onSelect(next, 'range')
      return
    }
    const row = rows.rowAt(active)
    if (event.key === 'Enter' && row) {
      event.preventDefault()
      props.onOpen(row)
    }
    if (event.key === ' ' && row) {
      event.preventDefault()
      props.onSelect(active, 'toggle')
    }
  }
  const width = table.getTotalSize() + selectWidth

  return (
    <TitlesProvider keys={references}>
      <div
        ref={viewport}
        className={styles.viewport}
        role="grid"
        aria-label={props.label}
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.shown.length + 2}
        aria-multiselectable
        aria-activedescendant={rows.rowAt(active) ? rowId(active) : undefined}
        tabIndex={0}
        data-grid
        onKeyDown={onKeyDown}
      >
        <TableHeader
          table={table}
          columns={columns}
          sort={sort}
          onSort={props.onSort}
          width={width}
          height={rowHeight}
          isAllSelected={selection.isAll && selection.ids.size === 0}
          isSomeSelected={selection.ids.size > 0}
          onSelectAll={props.onSelectAll}
        />
        <div role="rowgroup" className={styles.body} style={{ height: virtualizer.getTotalSize(), width }}>
          {items.map(({ index, start }) => {
            const row = rows.rowAt(index)
            return (
              <TableRow
                key={row?.id ?? `place ${index}`}
                id={rowId(index)}
                row={row}
                index={index}
                start={start}
                height={rowHeight}
                columns={columns.shown}
                isActive={index === active}
                isOpen={row !== undefined && row.id === openId}
                isSelected={row !== undefined && isSelected(selection, row.id)}
                selectLabel={row ? t('list.selectRow', { title: row.title }) : ''}
                onSelect={how => props.onSelect(index, how)}
                onOpen={() => {
                  if (!row) return
                  onActive(index)
                  props.onOpen(row)
                }}
                actions={props.actions}
              />
            )
          })}
        </div>
      </div>
    </TitlesProvider>
  )
}

const rowId = (index: number) => `row-${index}`
const selectWidth = 40

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
  return table
}
export type Grid = ReturnType<typeof useGrid>

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
