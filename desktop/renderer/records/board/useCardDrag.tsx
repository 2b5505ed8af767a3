import { type PointerEvent, useCallback, useEffect, useRef, useState } from 'react'
import type { ListRow } from '../../../core/api/functions.ts'

export interface Dragged {
  row: ListRow
  from: number
  /** The column under the pointer. */
  over: number | undefined
  x: number
  y: number
  width: number
}

/** So far the pointer may wander during a click, in pixels. */
const slack = 6
/** This near to its side, the board scrolls. */
const edge = 56

/** A card that hangs on the pointer. `onDrop` gets the column it was let go over; Esc lets it go where it was. */
export function useCardDrag({
  board,
  mayLift,
  onDrop,
}: {
  board: () => HTMLElement | null
  /** Says why not, where a card stays. */
  mayLift: (row: ListRow) => boolean
  onDrop: (row: ListRow, column: number) => void
}) {
  const [dragged, setDragged] = useState<Dragged>()
  /** A drag ends with a click on the card, which then is none. */
  const hasDragged = useRef(false)
  const latest = useRef({ board, mayLift, onDrop })
  latest.current = { board, mayLift, onDrop }
  const stop = useRef<() => void>(undefined)
  useEffect(() => () => stop.current?.(), [])

  const onPointerDown = useCallback((event: PointerEvent<HTMLElement>, row: ListRow, from: number) => {
    if (event.button !== 0 || event.pointerType === 'touch') return
    hasDragged.current = false
    const start = { x: event.clientX, y: event.clientY }
    const card = event.currentTarget.getBoundingClientRect()
    let held: Dragged | undefined
    let frame = 0
    const scroll = () => {
      const element = latest.current.board()
      if (!held || !element) return
      const sides = element.getBoundingClientRect()
      const by = held.x > sides.right - edge ? 1 : held.x < sides.left + edge ? -1 : 0
      element.scrollLeft += by * 12
      frame = requestAnimationFrame(scroll)
    }
    const move = (moved: globalThis.PointerEvent) => {
      const { clientX: x, clientY: y } = moved
      if (!held) {
        if (Math.hypot(x - start.x, y - start.y) < slack) return
        hasDragged.current = true
        if (!latest.current.mayLift(row)) return end()
        frame = requestAnimationFrame(scroll)
      }
      held = { row, from, over: columnAt(x, y), x, y, width: card.width }
      setDragged(held)
    }
    const drop = () => {
      const { over } = held ?? {}
      end()
      if (over !== undefined && over !== from) latest.current.onDrop(row, over)
    }
    const onKey = (key: KeyboardEvent) => {
      if (key.key !== 'Escape' || !held) return
      key.preventDefault()
      key.stopPropagation()
      end()
    }
    const end = () => {
      held = undefined
      setDragged(undefined)
      cancelAnimationFrame(frame)
      window.removeEventListener('pointermove', move)
      window.removeEventListener('pointerup', drop)
      window.removeEventListener('pointercancel', end)
      window.removeEventListener('keydown', onKey, true)
    }
    stop.current?.()
    stop.current = end
    window.addEventListener('pointermove', move)
    window.addEventListener('pointerup', drop)
    window.addEventListener('pointercancel', end)
    window.addEventListener('keydown', onKey, true)
  }, [])
  return { dragged, onPointerDown, hasDragged }
}

function columnAt(x: number, y: number): number | undefined {
  const found = document.elementsFromPoint(x, y).find(element => element.closest('[data-column]'))
  const column = found?.closest<HTMLElement>('[data-column]')?.dataset['column']
  return column === undefined ? undefined : Number(column)
}
