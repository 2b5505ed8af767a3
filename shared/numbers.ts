import type { Language } from './labels.ts'

/** The regional form of each language: day before month, and the signs that people there write. */
export const intlLocale: Record<Language, string> = { tr: 'tr-TR', en: 'en-GB', de: 'de-DE', fr: 'fr-FR' }

const decimalSign: Record<Language, ',' | '.'> = { tr: ',', en: '.', de: ',', fr: ',' }
/** French groups by spaces, so a single point there can only be a decimal sign. */
const groupSign: Record<Language, ',' | '.' | ''> = { tr: '.', en: ',', de: '.', fr: '' }

/**
 * A typed or imported number as a plain decimal string ('-1234.56'), null when it is none. Both signs are understood in
 * every language; the language decides what is ambiguous: `1.234` is 1234 in Turkish and 1.234 in English.
 */
export function parseDecimal(text: string, language: Language): string | null {
  const trimmed = text
    .trim()
    .replace(/[\s\u00a0\u202f]/g, ' ')
    .replace(/\u2212/g, '-')
  if (trimmed.length > 60) return null
  const inner = /^\((.+)\)$/.exec(trimmed)?.[1] ?? /^-\s?(.+)$/.exec(trimmed)?.[1]
  const number = unsigned((inner ?? trimmed.replace(/^\+\s?/, '')).trim(), language)
  if (number === null) return null
  return inner !== undefined && /[1-9]/.test(number) ? `-${number}` : number
}

/** `parseDecimal` with the Turkish reading of ambiguous signs; ₺, TL and TRY may stand beside the number. */
export const parseTrNumber = (text: string): string | null =>
  parseDecimal(text.replace(/₺|TL(?=\s*\)?\s*$)|TRY(?=\s*\)?\s*$)/gi, ''), 'tr')

/**
 * A plain decimal string as an integer of 10^-digits: ('12.5', 2) → 1250. Null when it is malformed, has more digits than
 * that (zeros at the end aside), or is beyond 2^53.
 */
export function decimalToScaled(decimal: string, digits: number): number | null {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal)
  if (!match || decimal.length > 60) return null
  const fraction = (match[3] ?? '').replace(/0+$/, '')
  if (fraction.length > digits) return null
  const scaled = Number(`${match[2]}${fraction.padEnd(digits, '0')}`)
  if (!Number.isSafeInteger(scaled)) return null
  return match[1] && scaled !== 0 ? -scaled : scaled
}

/** The reverse of `decimalToScaled`, with all digits: (1250, 2) → '12.50'. Throws RangeError for what is no safe integer. */
export function scaledToDecimal(scaled: number, digits: number): string {
  if (!Number.isSafeInteger(scaled)) throw new RangeError(`not a safe integer: ${scaled}`)
  const figures = String(Math.abs(scaled)).padStart(digits + 1, '0')
  const whole = figures.slice(0, figures.length - digits)
  const sign = scaled < 0 ? '-' : ''
  return digits === 0 ? `${sign}${whole}` : `${sign}${whole}.${figures.slice(-digits)}`
}

/** A number as people read it, `12.345,6` in Turkish; `decimals` is the least and the most digits after the comma. */
export function formatNumber(
  value: number | string,
  language: Language,
  decimals: readonly [number, number] = [0, 6],
): string {
  // Intl takes decimal strings exactly; as a binary number an amount near 2^53 would lose its kuruş.
  return formatter(language, decimals).format(value as Intl.StringNumericLiteral)
}

/** A percentage stored as an integer of hundredths of a percent: 1250 → `%12,5` in Turkish, `12.5%` in English. */
export function formatPercent(hundredths: number, language: Language): string {
  const figure = formatNumber(scaledToDecimal(Math.abs(hundredths), 2), language, [0, 2])
  return (hundredths < 0 ? '-' : '') + percentShape[language](figure)
}

/** A typed percentage ('%12,5', '12,5 %', '12,5') as hundredths of a percent, null when it is none. */
export function parsePercent(text: string, language: Language): number | null {
  const decimal = parseDecimal(
    text
      .trim()
      .replace(/^([-+]?)\s*%\s*/, '$1')
      .replace(/\s*%$/, ''),
    language,
  )
  return decimal === null ? null : decimalToScaled(decimal, 2)
}

/** numerator / denominator, halves away from zero ("yarım yukarı"). */
export function divideRounded(numerator: bigint, denominator: bigint): bigint {
  if (denominator === 0n) throw new RangeError('division by zero')
  const negative = numerator < 0n !== denominator < 0n
  const n = numerator < 0n ? -numerator : numerator
  const d = denominator < 0n ? -denominator : denominator
  const rounded = (2n * n + d) / (2n * d)
  return negative ? -rounded : rounded
}

/** a × b / c in whole numbers, halves away from zero, exact in between. Throws RangeError beyond 2^53. */
export function multiplyDivide(a: number, b: number, c: number): number {
  const result = Number(divideRounded(BigInt(a) * BigInt(b), BigInt(c)))
  if (!Number.isSafeInteger(result)) throw new RangeError(`beyond 2^53: ${a} * ${b} / ${c}`)
  return result
}

const percentShape: Record<Language, (figure: string) => string> = {
  tr: figure => `%${figure}`,
  en: figure => `${figure}%`,
  de: figure => `${figure}\u00a0%`,
  fr: figure => `${figure}\u202f%`,
}

const formatters = new Map<string, Intl.NumberFormat>()
function formatter(language: Language, [least, most]: readonly [number, number]): Intl.NumberFormat {
  const key = `${language}${least}-${most}`
  let made = formatters.get(key)
  if (!made) {
    made = new Intl.NumberFormat(intlLocale[language], { minimumFractionDigits: least, maximumFractionDigits: most })
    formatters.set(key, made)
  }
  return made
}

function unsigned(text: string, language: Language): string | null {
  const spaced = /^\d{1,3}(?: \d{3})+(?=$|[.,])/.exec(text)
  const s = spaced ? spaced[0].replaceAll(' ', '') + text.slice(spaced[0].length) : text
  if (!/^[\d.,]*\d[\d.,]*$/.test(s)) return null
  const decimal = decimalSignOf(s, language, spaced !== null)
  const parts = decimal ? s.split(decimal) : [s]
  if (parts.length > 2) return null
  const whole = ungrouped(parts[0] ?? '')
  const fraction = parts[1] ?? ''
  if (whole === null || !/^\d*$/.test(fraction)) return null
  return (whole.replace(/^0+(?=\d)/, '') || '0') + (fraction ? `.${fraction}` : '')
}

/** Which of the two signs separates the fraction here; '' when there is no fraction. */
function decimalSignOf(s: string, language: Language, spaced: boolean): ',' | '.' | '' {
  const comma = s.lastIndexOf(',')
  const point = s.lastIndexOf('.')
  if (comma >= 0 && point >= 0) return comma > point ? ',' : '.'
  if (comma < 0 && point < 0) return ''
  const sign = comma >= 0 ? ',' : '.'
  if (s.split(sign).length > 2) return ''
  if (sign === decimalSign[language] || sign !== groupSign[language] || spaced) return sign
  return /^[1-9]\d{0,2}[.,]\d{3}$/.test(s) ? '' : sign
}

/** The whole part without its group signs, null when they stand where none belongs. */
function ungrouped(whole: string): string | null {
  if (/^\d*$/.test(whole)) return whole
  return /^\d{1,3}(\.\d{3})+$/.test(whole) || /^\d{1,3}(,\d{3})+$/.test(whole) ? whole.replace(/[.,]/g, '') : null
}
