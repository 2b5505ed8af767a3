// biome-ignore-all lint/a11y/useSemanticElements: rows that are not drawn cannot stand in a <table>
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active row
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid has the keys of its rows
import { Tooltip } from '@mantine/core'
import { type Icon, IconArchive, IconClock } from '@tabler/icons-react'
import { memo, type ReactElement, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListRow } from '../../../core/api/functions.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { fieldValue } from '../fields/recordValue.ts'
import { type CellTools, cellContent, isPlainCell } from './cellContent.tsx'
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
  columns: readonly ListColumn[]
  /** Columns that are shown now, besides the pinned ones: those off the screen come a moment later. */
  fromColumn: number
  toColumn: number
  /** The keyboard is on it, as a whole (0) or on one of its cells. */
  activeColumn: number | undefined
  /** Chosen cells, from one column to another; undefined where there are none. */
  from: number | undefined
  to: number | undefined
  isOpen: boolean
  isSelected: boolean
  /** The mouse rests on it. */
  isHovered: boolean
  /** Column of the cell that is being edited. */
  editing: number | undefined
  events: RowEvents
  actions: RowActions
  words: RowWords
  tools: CellTools
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
  return useMemo(() => {
    const [before = '', after = ''] = t('list.selectRow', { title: '\n' }).split('\n')
    return {
      select: title => before + title + after,
      untitled: t('list.untitled'),
      waiting: t('waiting.label'),
      waitingHint: t('waiting.hint'),
      archived: t('archived.is'),
    }
  }, [t])
}

export const cellId = (rowId: string, column: number): string => `${rowId}-${column}`

/**
 * One record. Drawn anew only when something of it changes, and of plain elements: a screen has hundreds of cells, and
 * whatever each of them asks or wraps around its value is paid for hundreds of times.
 */
export const TableRow = memo(function TableRow({ id, row, index, start, columns, activeColumn, ...props }: Props) {
  const { from, to, isSelected, isHovered, events, tools, words } = props
  const isActive = activeColumn !== undefined
  const isShown = ({ left }: ListColumn, at: number) =>
    props.editing !== at && (left !== undefined || (at >= props.fromColumn && at <= props.toColumn))
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      className={styles.row}
      style={{ top: start }}
      data-active={isActive || undefined}
      data-whole={activeColumn === 0 || undefined}
      data-open={props.isOpen || undefined}
      data-selected={isSelected || undefined}
      data-archived={row?.archived || undefined}
    >
      <div role="gridcell" className={styles.selectCell}>
        {row && (
          <input
            type="checkbox"
            className={styles.box}
            tabIndex={isActive ? 0 : -1}
            aria-label={words.select(row.title)}
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
          className={isText(column, at, row) ? styles.cell : builtCell}
          data-cell={at}
          data-first={at === 0 || undefined}
          data-pinned={column.left !== undefined || undefined}
          data-figure={column.isFigure || undefined}
          data-current={(at > 0 && at === activeColumn) || undefined}
          data-chosen={(from !== undefined && to !== undefined && at >= from && at <= to) || undefined}
          style={placeOf(column)}
          title={isHovered && row ? inFull(column, row, tools) : undefined}
        >
          {row && isShown(column, at) && (at === 0 ? titleOf(row, words, isHovered) : contentOf(row, column, tools))}
        </div>
      ))}
      {/* On a cell, they would lie over what is edited. */}
      {row && (isHovered || activeColumn === 0) && <Actions row={row} isActive={isActive} actions={props.actions} />}
    </div>
  )
})

const builtCell = `${styles.cell} ${styles.built}`
const isText = (column: ListColumn, at: number, row: ListRow | undefined): boolean =>
  at === 0 ? !row || !isMarked(row) : column.name === 'parent' || isPlainCell(column.field.kind)
const isMarked = ({ waiting, archived }: ListRow): boolean => waiting || archived

/** The same object as long as the column is, so that nobody compares it. */
const places = new WeakMap<ListColumn, { width: number; left?: number }>()
function placeOf(column: ListColumn): { width: number; left?: number } {
  const { width, left } = column
  const place = places.get(column) ?? { width, ...(left === undefined ? {} : { left }) }
  places.set(column, place)
  return place
}

function titleOf(row: ListRow, words: RowWords, isHovered: boolean) {
  const title = row.title || words.untitled
  if (!isMarked(row)) return title
  return (
    <span className={styles.title}>
      <span className={styles.titleText}>{title}</span>
      {row.waiting && mark(IconClock, words.waiting, isHovered ? words.waitingHint : undefined)}
      {row.archived && mark(IconArchive, words.archived, isHovered ? words.archived : undefined)}
    </span>
  )
}

/** Its tooltip is there for whoever points at it: it costs more than the rest of the row. */
function mark(Glyph: Icon, label: string, hint: string | undefined): ReactElement {
  const glyph = (
    <span className={styles.mark} role="img" aria-label={label}>
      <Glyph size={14} stroke={1.5} aria-hidden />
    </span>
  )
  return hint === undefined ? glyph : <Tooltip label={hint}>{glyph}</Tooltip>
}

function contentOf(row: ListRow, column: ListColumn, tools: CellTools) {
  if (column.name === 'parent') return row.parent?.title
  const content = cellContent(column.field, fieldValue(row, column.name), tools)
  // Within an element of its own, what is too long ends in an ellipsis.
  return isPlainCell(column.field.kind) || content === null ? content : <span>{content}</span>
}

/** In a list the day and a rounded size are enough; who points at them is told the time, and the exact figure. */
function inFull({ field, name }: ListColumn, row: ListRow, { format }: CellTools): string | undefined {
  const value = fieldValue(row, name)
  if (field.kind === 'dateTime' && typeof value === 'string') return format.dateTime(value)
  return field.kind === 'number' && typeof value === 'number' ? format.exactly(field, value) : undefined
}

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
