import type { Field, FieldKind, Money } from '../../../../shared/fields.ts'
import { minorDigits } from '../../../../shared/money.ts'
import { formatNumber, scaledToDecimal } from '../../../../shared/numbers.ts'
import { isEmpty } from '../../../../shared/value.ts'
import { type ValueContext, valueText } from '../../i18n/valueText.ts'

/** A cell as it is copied: what `parseCell` reads again, and a spreadsheet takes for a number or a date. */
export function cellText(field: Field, value: unknown, context: ValueContext): string {
  if (isEmpty(value)) return ''
  const own = texts[field.kind]
  return own ? own(value, context) : valueText(field, value, context)
}

/** Kinds whose cells a spreadsheet takes for what they look like; the others are copied as text. */
export const isFigureText = (kind: FieldKind): boolean => figures.has(kind)
const figures: ReadonlySet<FieldKind> = new Set(['number', 'money', 'percent', 'date', 'dateTime'])

const texts: Partial<Record<FieldKind, (value: unknown, context: ValueContext) => string>> = {
  // To the byte, whatever it counts: a figure that a spreadsheet can add up.
  number: (value, { format }) => format.number(Number(value)),
  // Without the lira's sign, which spreadsheets in other languages would take for a text; other currencies are named.
  money: (value, { format }) => {
    const { amount, currency } = value as Money
    const digits = minorDigits(currency)
    const figure = formatNumber(scaledToDecimal(amount, digits), format.language, [digits, digits])
    return currency === 'TRY' ? figure : `${figure} ${currency}`
  },
  dateTime: (value, { format }) => format.moment(String(value)),
}
