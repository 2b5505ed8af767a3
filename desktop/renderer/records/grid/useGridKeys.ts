import type { ClipboardEvent, KeyboardEvent } from 'react'
import type { ListRow } from '../../../core/api/functions.ts'
import { type Bounds, moveTo, type Place } from '../list/gridKeys.ts'
import type { RowGroup } from '../list/rowModel.ts'
import type { Cells } from './useCells.tsx'
import type { Editing } from './useEditing.tsx'
import type { GridCursor, Range } from './useRange.ts'

interface Settings {
  cursor: GridCursor
  bounds: Bounds
  cells: Cells
  editing: Editing
  reveal: (row: number, column: number) => void
  rowAt: (index: number) => ListRow | undefined
  select: (index: number, how: 'toggle' | 'range') => void
  open: (index: number) => void
  header: (index: number) => RowGroup | undefined
  toggle: (index: number) => void
}

/**
 * The keys of the grid. On a row as a whole: arrows, Space chooses, Enter opens, and letters are the shortcuts of the
 * window. On a cell, to the right of it: Enter, F2 or a letter edits, Space opens the record, Delete empties, Ctrl+D
 * fills down, Ctrl+C and Ctrl+V copy and paste, Esc leads back to the row.
 */
export function useGridKeys(settings: Settings) {
  const { cursor, cells, editing } = settings
  const isOwn = (event: { target: EventTarget; currentTarget: EventTarget }) =>
    event.target === event.currentTarget && editing.at === undefined
  return {
    onKeyDown: (event: KeyboardEvent) => {
      if (!isOwn(event) || event.altKey || event.nativeEvent.isComposing) return
      const run = runFor(event, settings)
      if (!run) return
      const isHandled = run() !== false
      if (!isHandled) return
      event.preventDefault()
      event.stopPropagation()
    },
    onCopy: (event: ClipboardEvent) => {
      if (isOwn(event)) cells.copy(event, cursor.range ?? wholeRow(settings))
    },
    onCut: (event: ClipboardEvent) => {
      if (!isOwn(event) || !cursor.range) return
      cells.copy(event, cursor.range)
      cells.clear(cursor.range)
    },
    onPaste: (event: ClipboardEvent) => {
      if (isOwn(event)) cells.paste(event, cursor.range)
    },
  }
}

/** What a key does; false from it: after all it is not the grid's. */
type Run = () => unknown

function runFor(event: KeyboardEvent, settings: Settings): Run | undefined {
  const { cursor, bounds, reveal, select } = settings
  const { place } = cursor
  const ctrl = event.ctrlKey || event.metaKey
  const group = settings.header(place.row)
  if (group && !ctrl) {
    const run = onHeader(event.key, group, () => settings.toggle(place.row))
    if (run) return run
  }
  const to = moveTo({ key: event.key, ctrl }, place, bounds)
  if (to) {
    return () => {
      const isRange = event.shiftKey
      if (isRange && place.column > 0) to.column = Math.max(1, to.column)
      cursor.go(to, { extends: isRange })
      reveal(to.row, to.column)
      if (isRange && place.column === 0 && to.column === 0) select(to.row, 'range')
    }
  }
  return place.column === 0 || group ? onRow(event, ctrl, settings) : onCell(event, ctrl, settings)
}

function onHeader(key: string, group: RowGroup, toggle: () => void): Run | undefined {
  if (key === 'Enter' || key === ' ') return toggle
  if (key === 'ArrowRight') return () => group.isFolded && toggle()
  if (key === 'ArrowLeft') return () => !group.isFolded && toggle()
  return undefined
}

function onRow({ key }: KeyboardEvent, ctrl: boolean, { cursor, rowAt, select, open }: Settings): Run | undefined {
  const { row } = cursor.place
  if (ctrl || !rowAt(row)) return undefined
  if (key === 'Enter') return () => open(row)
  return key === ' ' ? () => select(row, 'toggle') : undefined
}

function onCell(event: KeyboardEvent, ctrl: boolean, settings: Settings): Run | undefined {
  const { cursor, cells, editing, reveal, select, open } = settings
  const { place, range } = cursor
  const { key, shiftKey } = event
  if (ctrl) return key.toLowerCase() === 'd' && range ? () => cells.fillDown(range) : undefined
  const own = ownKeys[key]
  if (own) return () => own({ place, range, isShift: shiftKey, cursor, cells, editing, reveal, select, open })
  if (key.length !== 1) return undefined
  return () => {
    if (!editing.start(place, 'typed')) return
    // The letter itself goes into the input that has just been opened; it is nobody's shortcut.
    event.stopPropagation()
    return false
  }
}

interface OnCell extends Pick<Settings, 'cursor' | 'cells' | 'editing' | 'reveal' | 'select' | 'open'> {
  place: Place
  range: Range | undefined
  isShift: boolean
}

const edit = ({ editing, place }: OnCell) => editing.start(place)
const ownKeys: Record<string, (on: OnCell) => unknown> = {
  Enter: on => void edit(on),
  F2: on => void edit(on),
  ' ': ({ place, isShift, select, open }) => (isShift ? select(place.row, 'toggle') : open(place.row)),
  Delete: ({ cells, range }) => range && cells.clear(range),
  Backspace: ({ cells, range }) => range && cells.clear(range),
  Escape: ({ cursor, place }) => (cursor.isSeveral ? cursor.collapse() : cursor.go({ row: place.row, column: 0 })),
  Tab: ({ editing, place, isShift, cursor, reveal }) => {
    const to = editing.next(place, isShift ? 'left' : 'right')
    // Behind the last cell, the keyboard leaves the grid.
    if (!to) return false
    cursor.go(to)
    reveal(to.row, to.column)
    return true
  },
}

const wholeRow = ({ cursor: { place }, bounds }: Settings): Range => ({
  top: place.row,
  bottom: place.row,
  left: 0,
  right: bounds.columns - 1,
})
