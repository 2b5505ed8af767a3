import { type CleanValue, clean } from '../../../../shared/clean.ts'
import { parseDate } from '../../../../shared/dates.ts'
import type { Field } from '../../../../shared/fields.ts'
import { languages } from '../../../../shared/labels.ts'
import { minorDigits } from '../../../../shared/money.ts'
import { parseDecimal } from '../../../../shared/numbers.ts'

/** Years that people mean; others are slips of the keyboard (`0001`, `20266`), which storage would take. */
const [firstYear, lastYear] = [1900, 2200]

/** As `clean`, and where a person typed the value, closer at what is wrong with it. */
export function cleanTyped(field: Field, value: unknown): CleanValue {
  const cleaned = clean(field, value)
  if (!('reason' in cleaned)) return isFar(field, cleaned.value) ? farDate : cleaned
  if (cleaned.reason === 'badDate' && typeof value === 'string' && isDayThatIsNot(value)) return { reason: 'noSuchDay' }
  if (cleaned.reason === 'badMoney') return tooLarge(value) ?? cleaned
  return cleaned
}

const farDate: CleanValue = { reason: 'farDate', params: { from: firstYear, to: lastYear } }

function isFar({ kind }: Field, value: unknown): boolean {
  if ((kind !== 'date' && kind !== 'dateTime') || typeof value !== 'string') return false
  const year = Number(value.slice(0, 4))
  return year < firstYear || year > lastYear
}

/** Written as a date is, of a day that no calendar has: 31 February, and not a 13th month, which may be another order. */
function isDayThatIsNot(text: string): boolean {
  const [, day, month, year] = /^\s*(\d{1,2})[. \-/]+(\d{1,2})[. \-/]+(\d{4}|\d{2})(?!\d)/.exec(text) ?? []
  const [first = '', second = ''] = /^\s*\d{4}-(\d{1,2})-(\d{1,2})(?!\d)/.exec(text)?.slice(1) ?? []
  if (year !== undefined) return isDayOnly(day, month) && parseDate(`${day}.${month}.${year}`, '2026-01-01') === null
  return isDayOnly(second, first) && parseDate(text.trim().slice(0, 10), '2026-01-01') === null
}
const isDayOnly = (day = '', month = ''): boolean =>
  Number(day) >= 1 && Number(day) <= 31 && Number(month) >= 1 && Number(month) <= 12

/** An amount that was typed and is a number, and more than is counted exactly. */
function tooLarge(value: unknown): CleanValue | undefined {
  if (typeof value !== 'object' || value === null || !('typed' in value) || !('currency' in value)) return undefined
  const max = Math.floor(Number.MAX_SAFE_INTEGER / 10 ** minorDigits(String(value.currency)))
  const read = languages.flatMap(language => parseDecimal(String(value.typed), language) ?? [])
  const isMore = read.length > 0 && read.every(decimal => Math.abs(Number(decimal)) > max)
  return isMore ? { reason: 'amountTooLarge', params: { max } } : undefined
}
