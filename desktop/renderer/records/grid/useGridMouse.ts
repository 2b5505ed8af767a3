import { type MouseEvent, type PointerEvent, useEffect, useRef } from 'react'
import type { Place } from '../list/gridKeys.ts'
import type { RowEvents } from '../list/TableRow.tsx'
import type { Editing } from './useEditing.tsx'
import type { GridCursor } from './useRange.ts'

interface Settings {
  cursor: GridCursor
  editing: Editing
  events: RowEvents
}

/**
 * A click on a name opens its record, or with Shift chooses up to there. Elsewhere a click puts the cursor on a cell, a
 * drag chooses from there on, Shift up to there; a double click edits.
 */
export function useGridMouse({ cursor, editing, events }: Settings) {
  const isDragging = useRef(false)
  useEffect(() => {
    const end = () => {
      isDragging.current = false
    }
    window.addEventListener('pointerup', end)
    return () => window.removeEventListener('pointerup', end)
  }, [])
  return {
    onPointerDown: (event: PointerEvent) => {
      const at = cellAt(event.target)
      if (event.button !== 0 || !at || at.column === 0) return
      cursor.go(at, { extends: event.shiftKey })
      isDragging.current = true
    },
    onPointerOver: (event: PointerEvent) => {
      const at = isDragging.current && event.buttons === 1 ? cellAt(event.target) : undefined
      if (!at || at.column === 0) return
      if (at.row !== cursor.place.row || at.column !== cursor.place.column) cursor.go(at, { extends: true })
    },
    onClick: (event: MouseEvent) => {
      const at = cellAt(event.target)
      if (at?.column !== 0) return
      if (event.shiftKey) events.select(at.row, 'range')
      else events.open(at.row)
    },
    onDoubleClick: (event: MouseEvent) => {
      const at = cellAt(event.target)
      if (at && at.column > 0) editing.start(at)
    },
  }
}

function cellAt(target: EventTarget): Place | undefined {
  if (!(target instanceof Element)) return undefined
  const cell = target.closest<HTMLElement>('[data-cell]')
  const row = cell?.closest<HTMLElement>('[role="row"]')?.getAttribute('aria-rowindex')
  // Rows are counted from 1, the header among them.
  return cell && row ? { row: Number(row) - 2, column: Number(cell.dataset['cell']) } : undefined
}
