// biome-ignore-all lint/a11y/useSemanticElements: rows that are not drawn cannot stand in a <table>
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active row
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid has the keys of its rows
import { Checkbox, Tooltip } from '@mantine/core'
import { type Icon, IconArchive, IconClock } from '@tabler/icons-react'
import { memo } from 'react'
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

interface Props {
  id: string
  /** Undefined while it is on its way. */
  row: ListRow | undefined
  index: number
  start: number
  height: number
  columns: readonly ListColumn[]
  isActive: boolean
  isOpen: boolean
  isSelected: boolean
  selectLabel: string
  onSelect: (how: 'toggle' | 'range') => void
  onOpen: () => void
  actions: RowActions
}

export function TableRow({ id, row, index, start, height, columns, isActive, isOpen, isSelected, ...props }: Props) {
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      className={styles.row}
      style={{ transform: `translateY(${start}px)`, height }}
      data-active={isActive || undefined}
      data-open={isOpen || undefined}
      data-selected={isSelected || undefined}
      data-archived={row?.archived || undefined}
      onClick={event => (event.shiftKey ? props.onSelect('range') : props.onOpen())}
    >
      <div role="gridcell" className={styles.selectCell} onClick={event => event.stopPropagation()}>
        {row && (
          <Checkbox
            size="xs"
            tabIndex={isActive ? 0 : -1}
            aria-label={props.selectLabel}
            checked={isSelected}
            onChange={event => {
              const { shiftKey } = event.nativeEvent as MouseEvent
              props.onSelect(shiftKey ? 'range' : 'toggle')
            }}
          />
        )}
      </div>
      {columns.map((column, at) => (
        <div
          key={column.name}
          role="gridcell"
          className={styles.cell}
          data-first={at === 0 || undefined}
          data-figure={column.isFigure || undefined}
          style={{ width: column.width }}
        >
          {row && (at === 0 ? <TitleCell row={row} /> : <Cell row={row} column={column} />)}
        </div>
      ))}
      {row && <Actions row={row} isActive={isActive} actions={props.actions} />}
    </div>
  )
}

function TitleCell({ row }: { row: ListRow }) {
  const { t } = useTranslation('records')
  return (
    <span className={styles.title}>
      <span className={styles.titleText}>{row.title || t('list.untitled')}</span>
      {row.waiting && (
        <Tooltip label={t('waiting.hint')}>
          <span className={styles.mark} role="img" aria-label={t('waiting.label')}>
            <IconClock size={14} stroke={1.5} aria-hidden />
          </span>
        </Tooltip>
      )}
      {row.archived && (
        <Tooltip label={t('archived.is')}>
          <span className={styles.mark} role="img" aria-label={t('archived.is')}>
            <IconArchive size={14} stroke={1.5} aria-hidden />
          </span>
        </Tooltip>
      )}
    </span>
  )
}

const Cell = memo(function Cell({ row, column }: { row: ListRow; column: ListColumn }) {
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
})

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
