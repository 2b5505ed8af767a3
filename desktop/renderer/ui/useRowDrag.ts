import { type DragEvent, useState } from 'react'
import styles from './rowDrag.module.css'

export interface RowDrag {
  /** For the row at a place. */
  row: (
    at: number,
    className?: string,
  ) => {
    className: string
    'data-landing': 'above' | 'below' | undefined
    onDragOver: (event: DragEvent) => void
    onDrop: (event: DragEvent) => void
  }
  /** For its grip. */
  grip: (at: number) => { onDragStart: (event: DragEvent) => void; onDragEnd: () => void }
}

/**
 * Rows that a mouse takes by their grips. A row let go over another takes its place, unless `landing` says on which side
 * of it a row lands. Rows may stand within a larger place to land on.
 */
export function useRowDrag(
  move: (from: number, to: number) => void,
  landing = (from: number, to: number): 'above' | 'below' => (from < to ? 'below' : 'above'),
): RowDrag {
  const [dragged, setDragged] = useState<number>()
  const [over, setOver] = useState<number>()
  const end = () => {
    setDragged(undefined)
    setOver(undefined)
  }
  return {
    row: (at, className) => ({
      className: [styles.row, className].filter(Boolean).join(' '),
      'data-landing': over !== at || dragged === undefined || dragged === at ? undefined : landing(dragged, at),
      onDragOver: event => {
        if (dragged === undefined) return
        event.preventDefault()
        event.stopPropagation()
        setOver(at)
      },
      onDrop: event => {
        if (dragged === undefined) return
        event.preventDefault()
        event.stopPropagation()
        if (dragged !== at) move(dragged, at)
        end()
      },
    }),
    grip: at => ({
      onDragStart: event => {
        // The row goes with the mouse, not its grip alone.
        const row = event.currentTarget.closest('li')
        if (row) event.dataTransfer.setDragImage(row, 12, row.clientHeight / 2)
        event.dataTransfer.effectAllowed = 'move'
        setDragged(at)
      },
      onDragEnd: end,
    }),
  }
}
