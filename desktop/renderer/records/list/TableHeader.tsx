// biome-ignore-all lint/a11y/useSemanticElements: rows that are not drawn cannot stand in a <table>
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active row
import { Checkbox, UnstyledButton } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { type KeyboardEvent, memo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Sort } from '../../../../shared/filters.ts'
import styles from './table.module.css'
import { type Columns, type ListColumn, startsDescending } from './useColumns.ts'
import type { Grid } from './useGrid.ts'

interface Props {
  table: Grid
  /** The columns as they are now, and the one whose width is being dragged: reasons to be drawn anew. */
  shown: readonly ListColumn[]
  resized: string | false
  columns: Columns
  sort: Sort
  onSort: (sort: Sort) => void
  width: number
  height: number
  isAllSelected: boolean
  isSomeSelected: boolean
  onSelectAll: () => void
}

/**
 * Stays at the top. A click on a name sorts by it, another one the other way round; dragged, or by Alt and an arrow, a
 * column goes elsewhere.
 */
export const TableHeader = memo(function TableHeader({
  table,
  shown,
  resized,
  columns,
  sort,
  onSort,
  width,
  height,
  ...props
}: Props) {
  const { t } = useTranslation('records')
  const headers = table.getHeaderGroups()[0]?.headers ?? []
  const [dragged, setDragged] = useState<string>()
  const [over, setOver] = useState<string>()
  return (
    <div role="rowgroup" className={styles.head} style={{ width, height }}>
      <div role="row" aria-rowindex={1} className={styles.headRow}>
        <div role="columnheader" className={styles.selectCell}>
          <Checkbox
            size="xs"
            aria-label={t('list.selectAll')}
            checked={props.isAllSelected}
            indeterminate={props.isSomeSelected}
            onChange={props.onSelectAll}
          />
        </div>
        {headers.map((header, at) => {
          const column = columns.shown[at]
          if (!column) return null
          const size = shown[at]?.width ?? column.width
          const isSorted = sort.field === column.name
          return (
            <div
              key={header.id}
              role="columnheader"
              className={styles.headCell}
              data-first={at === 0 || undefined}
              data-figure={column.isFigure || undefined}
              data-pinned={column.left !== undefined || undefined}
              data-over={(over === column.name && dragged !== column.name) || undefined}
              style={{ width: size, ...(column.left === undefined ? {} : { left: column.left }) }}
              onDragOver={event => {
                if (dragged === undefined || at === 0) return
                event.preventDefault()
                setOver(column.name)
              }}
              onDrop={event => {
                event.preventDefault()
                if (dragged !== undefined && at > 0) columns.move(dragged, column.name)
              }}
              aria-sort={isSorted ? (sort.descending ? 'descending' : 'ascending') : undefined}
            >
              <ColumnName
                column={column}
                sort={sort}
                onSort={onSort}
                {...(at === 0
                  ? {}
                  : {
                      drag: {
                        draggable: true,
                        onDragStart: () => setDragged(column.name),
                        onDragEnd: () => {
                          setDragged(undefined)
                          setOver(undefined)
                        },
                        onKeyDown: (event: KeyboardEvent) => {
                          const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : undefined
                          if (!by || !event.altKey) return
                          event.preventDefault()
                          event.stopPropagation()
                          columns.shift(column.name, by)
                        },
                      },
                    })}
              />
              <div
                role="separator"
                aria-orientation="vertical"
                aria-label={t('list.resizeColumn', { column: column.label })}
                aria-valuenow={size}
                aria-valuemin={64}
                aria-valuemax={800}
                tabIndex={0}
                className={styles.resize}
                data-active={resized === column.name || undefined}
                onMouseDown={header.getResizeHandler()}
                onTouchStart={header.getResizeHandler()}
                onKeyDown={event => {
                  const step = event.key === 'ArrowRight' ? 16 : event.key === 'ArrowLeft' ? -16 : 0
                  if (step === 0) return
                  event.preventDefault()
                  event.stopPropagation()
                  const next = Math.min(800, Math.max(64, size + step))
                  table.setColumnSizing(old => ({ ...old, [column.name]: next }))
                }}
              />
            </div>
          )
        })}
      </div>
    </div>
  )
}, isSameHeader)

/** The table is another object at each drawing; what of it matters here stands beside it. */
function isSameHeader(old: Props, next: Props): boolean {
  return Object.entries(next).every(([name, value]) => name === 'table' || value === old[name as keyof Props])
}

interface NameProps {
  column: ListColumn
  sort: Sort
  onSort: (sort: Sort) => void
  drag?: Pick<React.HTMLAttributes<HTMLElement>, 'draggable' | 'onDragStart' | 'onDragEnd' | 'onKeyDown'>
}

function ColumnName({ column, sort, onSort, drag }: NameProps) {
  if (!column.isSortable)
    return (
      <span className={styles.headText} {...drag}>
        {column.label}
      </span>
    )
  const isSorted = sort.field === column.name
  const Arrow = sort.descending ? IconArrowDown : IconArrowUp
  return (
    <UnstyledButton
      className={styles.headButton}
      data-sorted={isSorted || undefined}
      onClick={() => onSort({ field: column.name, descending: isSorted ? !sort.descending : startsDescending(column) })}
      {...drag}
    >
      <span className={styles.headText}>{column.label}</span>
      {isSorted && <Arrow size={14} stroke={2} aria-hidden />}
    </UnstyledButton>
  )
}
