import { type DragEvent, useState } from 'react'
import styles from './rowDrag.module.css'

export interface RowDrag {
  /** For the row at a place. */
  row: (
    at: number,
    className: string | undefined,
  ) => {
    className: string
    'data-landing': 'above' | 'below' | undefined
    onDragOver: (event: DragEvent) => void
    onDrop: (event: DragEvent) => void
  }
  /** For its grip. */
  grip: (at: number) => { onDragStart: (event: DragEvent) => void; onDragEnd: () => void }
}

/** Rows that a mouse takes by their grips: a row let go over another takes its place. */
export function useRowDrag(move: (from: number, to: number) => void): RowDrag {
  const [dragged, setDragged] = useState<number>()
  const [over, setOver] = useState<number>()
  const end = () => {
    setDragged(undefined)
    setOver(undefined)
  }
  return {
    row: (at, className) => ({
      className: `${styles.row} ${className}`,
      'data-landing':
        over !== at || dragged === undefined || dragged === at ? undefined : dragged < at ? 'below' : 'above',
      onDragOver: event => {
        if (dragged === undefined) return
        event.preventDefault()
        setOver(at)
      },
      onDrop: event => {
        if (dragged === undefined) return
        event.preventDefault()
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
