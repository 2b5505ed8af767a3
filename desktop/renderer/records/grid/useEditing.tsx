import { type ReactNode, useState } from 'react'
import { flushSync } from 'react-dom'
import type { AnyKind } from '../../../../shared/entity.ts'
import type { ListRow } from '../../../core/api/functions.ts'
import { type Bounds, nextCell, type Place } from '../list/gridKeys.ts'
import type { ListColumn } from '../list/useColumns.ts'
import { type Box, CellEditor, type Then } from './CellEditor.tsx'
import { cellFacts } from './cellEditors.ts'
import type { Cells } from './useCells.tsx'
import type { GridCursor } from './useRange.ts'

interface Settings {
  kind: AnyKind
  columns: readonly ListColumn[]
  cells: Cells
  cursor: GridCursor
  bounds: Bounds
  reveal: (row: number, column: number) => void
  rowHeight: number
  focus: () => void
  rowAt: (index: number) => ListRow | undefined
  isHeader: (index: number) => boolean
  viewport: () => HTMLElement | null
  /** Where a row begins. */
  offsetOf: (index: number) => number
}

export interface Editing {
  /** The cell being edited. */
  at: Place | undefined
  /** Its place is taken by the editor: what stood there is not drawn. */
  isInPlace: boolean
  /** Begins; says why not where a cell cannot be edited, and then answers false. */
  start: (at: Place, how?: 'typed') => boolean
  editor: ReactNode
  /** Where the cursor goes from a cell, past the headers of groups. */
  next: (from: Place, then: Then) => Place | undefined
}

interface Edited {
  at: Place
  row: ListRow
  box: Box
  isTyped: boolean
}

/** The cell that is being edited, over its place in the grid. */
export function useEditing(settings: Settings): Editing {
  const { kind, columns, cells, cursor, bounds, reveal, rowHeight, focus, rowAt, isHeader } = settings
  const [edited, setEdited] = useState<Edited>()

  const next = (from: Place, then: Then): Place | undefined => {
    let to: Place | undefined = from
    do to = steps[then](to, bounds)
    while (to && isHeader(to.row) && then !== 'stay')
    return to && to.row >= 0 && to.row < bounds.rows ? to : undefined
  }
  const start: Editing['start'] = (at, how) => {
    const found = rowAt(at.row)
    const shown = columns[at.column]
    if (!found || !shown) return false
    const row = cells.shownOf(found)
    const barrier = cells.barrier(shown, row)
    if (barrier) {
      cells.tell(barrier)
      return false
    }
    cursor.go(at)
    reveal(at.row, at.column)
    const box = boxOf(settings, at, rowHeight)
    // The key that began it must find the input there: what it types is the first letter.
    flushSync(() => setEdited({ at, row, box, isTyped: how === 'typed' }))
    return true
  }
  const close = () => {
    setEdited(undefined)
    focus()
  }
  const shown = edited && columns[edited.at.column]
  const editor = edited && shown && (
    <CellEditor
      key={`${edited.row.id} ${shown.name}`}
      kind={kind}
      row={edited.row}
      shown={shown}
      place={edited.at}
      box={edited.box}
      isTyped={edited.isTyped}
      onCancel={close}
      onLeave={focus}
      onSave={(value, held, then) => {
        const wrong = cells.save(edited.row, shown, value, held)
        if (wrong) return wrong
        if (then === 'stay') setEdited(undefined)
        else close()
        const to = next(edited.at, then)
        if (to && then !== 'stay') {
          cursor.go(to)
          reveal(to.row, to.column)
        }
        return undefined
      }}
    />
  )
  const isInPlace = shown ? cellFacts[shown.field.kind].editing === 'inPlace' : false
  return { at: edited?.at, isInPlace, start, editor, next }
}

const steps: Record<Then, (from: Place, bounds: Bounds) => Place | undefined> = {
  stay: from => from,
  down: ({ row, column }, { rows }) => (row + 1 < rows ? { row: row + 1, column } : undefined),
  up: ({ row, column }) => (row > 0 ? { row: row - 1, column } : undefined),
  right: (from, bounds) => nextCell(from, 1, bounds),
  left: (from, bounds) => nextCell(from, -1, bounds),
}

/** Where a cell is drawn: a pinned one where the list has been scrolled to. */
function boxOf({ columns, viewport, offsetOf }: Settings, at: Place, height: number): Box {
  const column = columns[at.column]
  const element = viewport()
  const before = columns.slice(0, at.column).reduce((sum, { width }) => sum + width, 40)
  const left = column?.left === undefined ? before : column.left + (element?.scrollLeft ?? 0)
  const top = offsetOf(at.row)
  const bottom = (element?.scrollTop ?? 0) + (element?.clientHeight ?? 0) - height
  return { left, top, width: column?.width ?? 0, height, isLow: top + height + 60 > bottom }
}
