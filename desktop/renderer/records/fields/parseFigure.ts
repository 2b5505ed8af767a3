import { parseBytes } from '../../../../shared/byteSize.ts'
import type { Field, NumberUnit } from '../../../../shared/fields.ts'
import type { Language } from '../../../../shared/labels.ts'
import { parseMinutesBefore } from '../../../../shared/minutesBefore.ts'
import { parseDecimal } from '../../../../shared/numbers.ts'

/** A typed number of the field (`2 MB` where it counts bytes); null when it is none. */
export function parseFigure({ unit }: Field, text: string, language: Language): number | null {
  if (unit) return parsers[unit](text, language)
  const decimal = parseDecimal(text, language)
  return decimal === null ? null : Number(decimal)
}

const parsers: Record<NumberUnit, (text: string, language: Language) => number | null> = {
  bytes: parseBytes,
  minutesBefore: parseMinutesBefore,
}
