import type { FieldKind } from '../../../../shared/fields.ts'

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
}

const inPlace = (width: number): CellFacts => ({ editing: 'inPlace', width })
const chosen = (width: number): CellFacts => ({ editing: 'inPlace', width, savesOnChoice: true })
const over = (width: number): CellFacts => ({ editing: 'over', width })

export const cellFacts: Record<FieldKind, CellFacts> = {
  text: inPlace(160),
  longText: over(360),
  richText: over(420),
  number: inPlace(110),
  money: inPlace(230),
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
  address: over(420),
  lines: over(520),
  files: { editing: 'elsewhere', width: 0 },
  structure: { editing: 'elsewhere', width: 0 },
}
