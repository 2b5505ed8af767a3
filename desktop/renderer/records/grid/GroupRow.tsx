// biome-ignore-all lint/a11y/useSemanticElements: rows that are not drawn cannot stand in a <table>
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active row
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid has the keys of its rows
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/format.ts'
import { Chip } from '../fields/Chip.tsx'
import type { RowGroup } from '../list/rowModel.ts'
import styles from '../list/table.module.css'
import type { ListColumn } from '../list/useColumns.ts'
import { useGroupText } from './groupText.ts'
import { TotalText } from './TotalText.tsx'

interface Props {
  id: string
  group: RowGroup
  index: number
  start: number
  height: number
  columns: readonly ListColumn[]
  isActive: boolean
  /** Stays at the top while its rows are on screen. */
  isStuck?: boolean
  onToggle: (index: number, all: boolean) => void
}

/** Above the rows of a group: what they have in common, how many they are, and totals under their columns. */
export const GroupRow = memo(function GroupRow({
  id,
  group,
  index,
  start,
  height,
  columns,
  isActive,
  ...props
}: Props) {
  const { t } = useTranslation('grid')
  const { number } = useFormat()
  const text = useGroupText()({ field: group.field.field, value: group.value, title: group.title })
  const color = group.value === null ? undefined : group.field.field.choices?.[group.value]?.color
  const Chevron = group.isFolded ? IconChevronRight : IconChevronDown
  const [title, ...others] = columns
  return (
    <div
      id={props.isStuck ? undefined : id}
      role="row"
      aria-rowindex={index + 2}
      aria-label={t('group.label', { group: text, shown: number(group.count) })}
      className={styles.groupRow}
      style={props.isStuck ? { height } : { top: start, height }}
      data-active={isActive || undefined}
      data-stuck={props.isStuck || undefined}
      onClick={event => props.onToggle(index, event.altKey)}
    >
      <div
        role="gridcell"
        className={styles.groupName}
        // A row has this in a treegrid only.
        aria-expanded={!group.isFolded}
        style={{ width: (title?.width ?? 260) + 40 }}
      >
        <span className={styles.groupFold} title={t(group.isFolded ? 'group.unfold' : 'group.fold', { group: text })}>
          <Chevron size={16} stroke={1.75} aria-hidden />
        </span>
        {color ? <Chip color={color}>{text}</Chip> : <span className={styles.groupText}>{text}</span>}
        <span className={`${styles.groupCount} numbers`}>{number(group.count)}</span>
      </div>
      {others.map(column => (
        <div
          key={column.name}
          role="gridcell"
          className={styles.groupCell}
          data-figure={column.isFigure || undefined}
          style={{ width: column.width, ...(column.left === undefined ? {} : { left: column.left }) }}
          data-pinned={column.left !== undefined || undefined}
        >
          {group.totals[column.name] && (
            <TotalText field={column.field} totals={group.totals[column.name] ?? []} width={column.width} />
          )}
        </div>
      ))}
    </div>
  )
})
