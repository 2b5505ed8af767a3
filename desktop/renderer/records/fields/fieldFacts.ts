import type { FieldKind } from '../../../../shared/fields.ts'

interface ScreenFacts {
  /** Width of its column at first, in pixels. */
  width: number
  /** Figures stand at the right, so that their digits are under each other. */
  isFigure: boolean
  /** Takes the whole width of a form of two columns. */
  isWide: boolean
  /** Saved by Enter when it is edited in place; the others need their own keys. */
  savesOnEnter: boolean
  /** Saved as soon as one is chosen, when it is edited in place. */
  savesOnChoice: boolean
  /** Has a line under it that tells how to write it (`fields.help.<kind>`). */
  hasHelp: boolean
  /** Its input has several parts; what is said of it stands with the first. */
  hasParts: boolean
}

const facts = (width: number, rest: Partial<ScreenFacts> = {}): ScreenFacts => ({
  width,
  isFigure: false,
  isWide: false,
  savesOnEnter: true,
  savesOnChoice: false,
  hasHelp: false,
  hasParts: false,
  ...rest,
})
const figure = { isFigure: true }
const wide = { isWide: true, savesOnEnter: false }
const chosen = { savesOnEnter: false, savesOnChoice: true }

/** How screens lay out each kind of field. */
export const screenFacts: Record<FieldKind, ScreenFacts> = {
  text: facts(180),
  longText: facts(220, wide),
  richText: facts(260, wide),
  number: facts(110, { ...figure, hasHelp: true }),
  money: facts(140, { ...figure, hasHelp: true }),
  percent: facts(90, { ...figure, hasHelp: true }),
  date: facts(110, { hasHelp: true }),
  dateTime: facts(140, { hasHelp: true }),
  choice: facts(140, chosen),
  multiChoice: facts(180, { savesOnEnter: false }),
  boolean: facts(90, chosen),
  email: facts(220, { hasHelp: true }),
  phone: facts(140, { hasHelp: true }),
  url: facts(180, { hasHelp: true }),
  taxNumber: facts(120, { hasHelp: true }),
  reference: facts(150, chosen),
  references: facts(200, { savesOnEnter: false }),
  tags: facts(220, { savesOnEnter: false }),
  files: facts(220, { savesOnEnter: false }),
  address: facts(200, { ...wide, hasParts: true }),
  lines: facts(120, wide),
  structure: facts(120, wide),
}
