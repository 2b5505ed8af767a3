import { useEffect, useState } from 'react'
import { GroupRow } from '../grid/GroupRow.tsx'
import type { RowGroups } from './rowModel.ts'
import styles from './table.module.css'
import type { ListColumn } from './useColumns.ts'
import type { TableWindow } from './useTableWindow.ts'

interface Props {
  groups: RowGroups
  tableWindow: TableWindow
  columns: readonly ListColumn[]
  height: number
  width: number
  onToggle: (index: number, all: boolean) => void
}

/** The header of the group whose rows are on screen, at the top as long as they are. */
export function StuckHeader({ groups, tableWindow, columns, height, width, onToggle }: Props) {
  const [topmost, setTopmost] = useState(() => tableWindow.topmost())
  useEffect(() => tableWindow.follow(() => setTopmost(tableWindow.topmost())), [tableWindow])
  const index = groups.headerOver(topmost)
  const group = index < topmost ? groups.headerAt(index) : undefined
  if (!group) return null
  return (
    <div className={styles.stuck} style={{ top: height, width }} aria-hidden>
      <GroupRow
        id=""
        group={group}
        index={index}
        start={0}
        height={height}
        columns={columns}
        isActive={false}
        isStuck
        onToggle={onToggle}
      />
    </div>
  )
}
