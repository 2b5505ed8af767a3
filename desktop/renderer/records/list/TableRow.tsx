// biome-ignore-all lint/a11y/useSemanticElements: rows that are not drawn cannot stand in a <table>
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active row
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid has the keys of its rows
import { Tooltip } from '@mantine/core'
import { type Icon, IconArchive, IconClock } from '@tabler/icons-react'
import { type MouseEvent, memo, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListRow } from '../../../core/api/functions.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { FieldView } from '../fields/FieldView.tsx'
import { fieldValue } from '../fields/recordValue.ts'
import styles from './table.module.css'
import type { ListColumn } from './useColumns.ts'

export interface RowAction {
  name: string
  label: string
  icon: Icon
  run: (row: ListRow) => void
}
/** What can be done with one row: never what would be refused. */
export type RowActions = (row: ListRow) => readonly RowAction[]

/** What the mouse does with a row; the same object as long as the list is shown. */
export interface RowEvents {
  select: (index: number, how: 'toggle' | 'range') => void
  open: (index: number) => void
}

interface Props {
  id: string
  /** Undefined while it is on its way. */
  row: ListRow | undefined
  index: number
  start: number
  height: number
  columns: readonly ListColumn[]
  /** The keyboard is on it, as a whole (0) or on one of its cells. */
  activeColumn: number | undefined
  /** Chosen cells, from one column to another; undefined where there are none. */
  from: number | undefined
  to: number | undefined
  isOpen: boolean
  isSelected: boolean
  /** Column of the cell that is being edited. */
  editing: number | undefined
  events: RowEvents
  actions: RowActions
  words: RowWords
}

/** What rows say, looked up once for all of them. */
export interface RowWords {
  select: (title: string) => string
  untitled: string
  waiting: string
  waitingHint: string
  archived: string
}
export function useRowWords(): RowWords {
  const { t } = useTranslation('records')
  return useMemo(
    () => ({
      select: title => t('list.selectRow', { title }),
      untitled: t('list.untitled'),
      waiting: t('waiting.label'),
      waitingHint: t('waiting.hint'),
      archived: t('archived.is'),
    }),
    [t],
  )
}

export const cellId = (rowId: string, column: number): string => `${rowId}-${column}`

/** One record. Drawn anew only when something of it changes: scrolling draws none twice. */
export const TableRow = memo(function TableRow({
  id,
  row,
  index,
  start,
  height,
  columns,
  activeColumn,
  ...props
}: Props) {
  const hover = useHover()
  const { from, to, isSelected, events } = props
  const isActive = activeColumn !== undefined
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      className={styles.row}
      style={{ transform: `translateY(${start}px)`, height }}
      data-active={isActive || undefined}
      data-whole={activeColumn === 0 || undefined}
      data-open={props.isOpen || undefined}
      data-selected={isSelected || undefined}
      data-archived={row?.archived || undefined}
      onMouseEnter={hover.enter}
      onMouseLeave={hover.leave}
    >
      <div role="gridcell" className={styles.selectCell}>
        {row && (
          <input
            type="checkbox"
            className={styles.box}
            tabIndex={isActive ? 0 : -1}
            aria-label={props.words.select(row.title)}
            checked={isSelected}
            onChange={event => {
              const { shiftKey } = event.nativeEvent as unknown as MouseEvent
              events.select(index, shiftKey ? 'range' : 'toggle')
            }}
          />
        )}
      </div>
      {columns.map((column, at) => (
        <div
          key={column.name}
          id={at === activeColumn && at > 0 ? cellId(id, at) : undefined}
          role="gridcell"
          aria-colindex={at + 2}
          aria-selected={from !== undefined && to !== undefined && from !== to ? at >= from && at <= to : undefined}
          className={styles.cell}
          data-cell={at}
          data-first={at === 0 || undefined}
          data-pinned={column.left !== undefined || undefined}
          data-figure={column.isFigure || undefined}
          data-current={(at > 0 && at === activeColumn) || undefined}
          data-chosen={(from !== undefined && to !== undefined && at >= from && at <= to) || undefined}
          style={{ width: column.width, ...(column.left === undefined ? {} : { left: column.left }) }}
          onClick={
            at === 0 ? event => (event.shiftKey ? events.select(index, 'range') : events.open(index)) : undefined
          }
        >
          {row &&
            props.editing !== at &&
            (at === 0 ? <TitleCell row={row} words={props.words} /> : <Cell row={row} column={column} />)}
        </div>
      ))}
      {/* On a cell, they would lie over what is edited. */}
      {row && (hover.isOn || activeColumn === 0) && <Actions row={row} isActive={isActive} actions={props.actions} />}
    </div>
  )
})

/** While a list is scrolled under the mouse, rows pass by it that nobody points at. */
const hoverMs = 70
function useHover() {
  const [isOn, setOn] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  return {
    isOn,
    enter: () => {
      timer.current = setTimeout(() => setOn(true), hoverMs)
    },
    leave: () => {
      clearTimeout(timer.current)
      setOn(false)
    },
  }
}

function TitleCell({ row, words }: { row: ListRow; words: RowWords }) {
  return (
    <span className={styles.title}>
      <span className={styles.titleText}>{row.title || words.untitled}</span>
      {row.waiting && (
        <Tooltip label={words.waitingHint}>
          <span className={styles.mark} role="img" aria-label={words.waiting}>
            <IconClock size={14} stroke={1.5} aria-hidden />
          </span>
        </Tooltip>
      )}
      {row.archived && (
        <Tooltip label={words.archived}>
          <span className={styles.mark} role="img" aria-label={words.archived}>
            <IconArchive size={14} stroke={1.5} aria-hidden />
          </span>
        </Tooltip>
      )}
    </span>
  )
}

const Cell = memo(
  function Cell({ row, column }: { row: ListRow; column: ListColumn }) {
    // Within an element of its own, a text too long ends in an ellipsis.
    return (
      <span>
        {column.name === 'parent' ? (
          row.parent?.title
        ) : (
          <FieldView field={column.field} value={fieldValue(row, column.name)} place="cell" />
        )}
      </span>
    )
  },
  // Another width, or another value beside it, is no reason to draw a value anew.
  (old, next) =>
    old.column.field === next.column.field &&
    old.column.name === next.column.name &&
    (old.row === next.row ||
      (next.column.name === 'parent'
        ? old.row.parent === next.row.parent
        : fieldValue(old.row, old.column.name) === fieldValue(next.row, next.column.name))),
)

/** Shown on hover and on the row the keyboard is on. */
function Actions({ row, isActive, actions }: { row: ListRow; isActive: boolean; actions: RowActions }) {
  return (
    <div role="gridcell" className={styles.actions}>
      {actions(row).map(({ name, label, icon, run }) => (
        <IconButton
          key={name}
          label={label}
          icon={icon}
          size={26}
          tabIndex={isActive ? 0 : -1}
          onClick={event => {
            event.stopPropagation()
            run(row)
          }}
        />
      ))}
    </div>
  )
}
