import type { Address, FieldKind } from '../../../../shared/fields.ts'

/**
 * How a cell is edited: in its own place, where one line is enough; `over` it in a small editor with buttons of its own;
 * or not in a list at all.
 */
export type CellEditing = 'inPlace' | 'over' | 'elsewhere'

interface CellFacts {
  editing: CellEditing
  /** Least width of its editor, in pixels; a column may be narrower. */
  width: number
  /** A choice is saved as soon as it is made. */
  savesOnChoice?: boolean
  /** What stays when typing takes the place of what stood there; nothing where it says nothing. */
  begunAnew?: (held: unknown) => unknown
}

/** An amount keeps its currency. */
const keepingCurrency = (held: unknown): unknown =>
  typeof held === 'object' && held !== null && 'currency' in held ? { typed: '', currency: held.currency } : undefined

/** Of an address it is the street that is typed. */
function withoutLine(held: unknown): unknown {
  if (typeof held !== 'object' || held === null) return undefined
  const { line: _, ...rest } = held as Address
  return rest
}

const inPlace = (width: number): CellFacts => ({ editing: 'inPlace', width })
const chosen = (width: number): CellFacts => ({ editing: 'inPlace', width, savesOnChoice: true })
const over = (width: number): CellFacts => ({ editing: 'over', width })

export const cellFacts: Record<FieldKind, CellFacts> = {
  text: inPlace(160),
  longText: over(360),
  richText: over(420),
  number: inPlace(110),
  money: { ...inPlace(230), begunAnew: keepingCurrency },
  percent: inPlace(100),
  date: inPlace(150),
  dateTime: inPlace(170),
  choice: chosen(200),
  multiChoice: over(300),
  boolean: chosen(210),
  email: inPlace(220),
  phone: inPlace(170),
  url: inPlace(220),
  taxNumber: inPlace(170),
  reference: chosen(220),
  references: over(320),
  tags: over(320),
  address: { ...over(420), begunAnew: withoutLine },
  lines: over(520),
  files: { editing: 'elsewhere', width: 0 },
  structure: { editing: 'elsewhere', width: 0 },
}
