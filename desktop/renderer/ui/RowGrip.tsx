import { ActionIcon, Tooltip } from '@mantine/core'
import { IconGripVertical } from '@tabler/icons-react'
import styles from './rowDrag.module.css'
import type { RowDrag } from './useRowDrag.ts'

interface Props {
  label: string
  /** How it is used. */
  hint: string
  /** By which the list finds it again when its row stands elsewhere. */
  name: string
  drag: ReturnType<RowDrag['grip']>
  onShift: (by: -1 | 1) => void
}

/** What a row is taken by: with the mouse, or with the arrows. */
export function RowGrip({ label, hint, name, drag, onShift }: Props) {
  return (
    <Tooltip label={hint}>
      <ActionIcon
        className={styles.grip ?? ''}
        size={24}
        data-grip={name}
        aria-label={label}
        draggable
        {...drag}
        onKeyDown={event => {
          const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : undefined
          if (!by) return
          event.preventDefault()
          onShift(by)
        }}
      >
        <IconGripVertical size={16} stroke={1.5} aria-hidden />
      </ActionIcon>
    </Tooltip>
  )
}
