import { minorDigits } from './currencies.ts'
import type { Money } from './fields.ts'
import type { Language } from './labels.ts'
import { decimalToScaled, formatNumber, multiplyDivide, parseDecimal, scaledToDecimal } from './numbers.ts'

/**
 * Money is an integer of minor units (kuruş) with its currency; unit prices are integers of 10^-6 of the major unit;
 * percentages are integers of hundredths of a percent. All within 2^53, on both sides and in both databases.
 */
export { amountInWords } from './amountInWords.ts'
export { currencies, minorDigits } from './currencies.ts'
export { formatNumber, formatPercent, parsePercent, parseTrNumber } from './numbers.ts'

/** Digits after the comma of a stored unit price. */
export const priceDigits = 6

/**
 * A typed amount in minor units: ('1.234,5 ₺', 'TRY', 'tr') → 123450. The sign or code of that very currency may stand
 * beside it. Null when it is no number, has more digits than the currency, names another currency or is beyond 2^53.
 */
export function parseAmount(text: string, currency: string, language: Language): number | null {
  const decimal = parseDecimal(withoutSign(text, currency), language)
  return decimal === null ? null : decimalToScaled(decimal, minorDigits(currency))
}

/** A typed unit price in 10^-6 of the major unit, by the rules of `parseAmount`. */
export function parsePrice(text: string, currency: string, language: Language): number | null {
  const decimal = parseDecimal(withoutSign(text, currency), language)
  return decimal === null ? null : decimalToScaled(decimal, priceDigits)
}

/** `12.345,60 ₺` in Turkish, `₺12,345.60` in English; currencies without a sign of their own show their code. */
export const formatMoney = (money: Money, language: Language): string => {
  const digits = minorDigits(money.currency)
  return placed(scaledToDecimal(money.amount, digits), [digits, digits], money.currency, language)
}

/** A unit price with at least the currency's digits and as many more as it has: `0,0425 ₺`. */
export const formatPrice = (price: number, currency: string, language: Language): string =>
  placed(scaledToDecimal(price, priceDigits), [minorDigits(currency), priceDigits], currency, language)

/** An amount as REST writes it: (1234560, 'TRY') → '12345.60'. */
export const toDecimalString = (amount: number, currency: string): string =>
  scaledToDecimal(amount, minorDigits(currency))

/** The reverse of `toDecimalString`; null when malformed, with too many digits or beyond 2^53. */
export const fromDecimalString = (decimal: string, currency: string): number | null =>
  decimalToScaled(decimal, minorDigits(currency))

/** Part of an amount, `percent` in hundredths of a percent, halves away from zero. */
export const percentOf = (amount: number, percent: number): number => multiplyDivide(amount, percent, 10_000)

/** Sum of amounts of one currency. Throws RangeError beyond 2^53. */
export function addAmounts(amounts: Iterable<number>): number {
  let sum = 0
  for (const amount of amounts) {
    sum += amount
    if (!Number.isSafeInteger(sum)) throw new RangeError('sum beyond 2^53')
  }
  return sum
}

const signs: Record<string, string> = { TRY: '₺', USD: '$', EUR: '€', GBP: '£' }

function placed(decimal: string, digits: readonly [number, number], currency: string, language: Language): string {
  const negative = decimal.startsWith('-')
  const figure = formatNumber(negative ? decimal.slice(1) : decimal, language, digits)
  const sign = signs[currency] ?? currency
  const gap = '\u00a0'
  const shown = language === 'en' ? `${sign}${sign === currency ? gap : ''}${figure}` : `${figure}${gap}${sign}`
  return negative ? `-${shown}` : shown
}

/** The text without the currency's own sign or code before or after the number. */
function withoutSign(text: string, currency: string): string {
  const words = [currency, signs[currency], currency === 'TRY' ? 'TL' : undefined].filter(word => word !== undefined)
  const any = words.map(word => word.replace('$', '\\$')).join('|')
  return text
    .trim()
    .replace(new RegExp(`^([-(]?)\\s*(?:${any})`, 'i'), '$1')
    .replace(new RegExp(`(?:${any})\\s*(\\)?)$`, 'i'), '$1')
}
