import type { Language } from '../../../../shared/labels.ts'
import { parseDecimal } from '../../../../shared/numbers.ts'

/** The place that a typed position means, the nearest one that there is; none where no number was typed. */
export function jumpTo(typed: string, language: Language, length: number): number | undefined {
  const position = Number(parseDecimal(typed, language) ?? Number.NaN)
  if (Number.isNaN(position)) return undefined
  return Math.max(0, Math.min(Math.round(position), length) - 1)
}
