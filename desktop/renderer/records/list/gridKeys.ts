/** Where the keyboard is: column 0 is the row as a whole, the others are its cells. */
export interface Place {
  row: number
  column: number
}
export interface Bounds {
  rows: number
  /** With column 0. */
  columns: number
  /** Rows that one page has. */
  page: number
}
export interface Press {
  key: string
  ctrl: boolean
}

/** The place that a key leads to; undefined for keys that lead nowhere. */
export function moveTo({ key, ctrl }: Press, at: Place, bounds: Bounds): Place | undefined {
  const step = (ctrl ? withCtrl : alone)[key]
  if (!step || bounds.rows === 0) return undefined
  const { row, column } = step(at, bounds)
  return { row: within(row, bounds.rows), column: within(column, bounds.columns) }
}

/** The next cell, as Tab goes: on to the next row at the end of one; undefined where the grid ends. */
export function nextCell({ row, column }: Place, step: 1 | -1, { rows, columns }: Bounds): Place | undefined {
  const at = column + step
  if (at >= 1 && at < columns) return { row, column: at }
  const next = row + step
  if (next < 0 || next >= rows || columns < 2) return undefined
  return { row: next, column: step === 1 ? 1 : columns - 1 }
}

const within = (value: number, count: number) => Math.min(count - 1, Math.max(0, value))

type Step = (at: Place, bounds: Bounds) => Place
/** Of a row as a whole the ends are those of the list; of a cell, those of its row. */
const ends =
  (cell: Step, row: Step): Step =>
  (at, bounds) =>
    (at.column === 0 ? row : cell)(at, bounds)

const alone: Record<string, Step> = {
  ArrowDown: at => ({ ...at, row: at.row + 1 }),
  ArrowUp: at => ({ ...at, row: at.row - 1 }),
  ArrowRight: at => ({ ...at, column: at.column + 1 }),
  ArrowLeft: at => ({ ...at, column: at.column - 1 }),
  PageDown: (at, { page }) => ({ ...at, row: at.row + page }),
  PageUp: (at, { page }) => ({ ...at, row: at.row - page }),
  Home: ends(
    at => ({ ...at, column: 0 }),
    () => ({ row: 0, column: 0 }),
  ),
  End: ends(
    (at, { columns }) => ({ ...at, column: columns - 1 }),
    (_, { rows }) => ({ row: rows - 1, column: 0 }),
  ),
}

const withCtrl: Record<string, Step> = {
  ArrowDown: (at, { rows }) => ({ ...at, row: rows - 1 }),
  ArrowUp: at => ({ ...at, row: 0 }),
  ArrowRight: (at, { columns }) => ({ ...at, column: columns - 1 }),
  ArrowLeft: at => ({ ...at, column: 0 }),
  Home: () => ({ row: 0, column: 0 }),
  End: (at, { rows, columns }) => ({ row: rows - 1, column: at.column === 0 ? 0 : columns - 1 }),
}
