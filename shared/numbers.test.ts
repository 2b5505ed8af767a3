import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  decimalToScaled,
  divideRounded,
  formatNumber,
  formatPercent,
  multiplyDivide,
  parseDecimal,
  parsePercent,
  parseTrNumber,
  scaledToDecimal,
} from './numbers.ts'

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ')

test('Turkish numbers are understood however they are typed', () => {
  const typed: Record<string, string | null> = {
    '1.234,56': '1234.56',
    '1234,56': '1234.56',
    '1234.56': '1234.56',
    '1.234': '1234',
    '1,234': '1.234',
    '1,234.56': '1234.56',
    '5 000,00 TL': '5000.00',
    '(1.234,56)': '-1234.56',
    '₺ 7': '7',
    '-3,5': '-3.5',
    '\u22123': '-3',
    '+8': '8',
    ',5': '0.5',
    '5,': '5',
    '007': '7',
    '0.125': '0.125',
    '1.234.567': '1234567',
    '1,234,567': '1234567',
    '1\u00a0234\u202f567,8': '1234567.8',
    '-0': '0',
    '12.34': '12.34',
    '1.23.4': null,
    '1-2': null,
    '12 34': null,
    '': null,
    '.': null,
    abc: null,
    '1e5': null,
    '1.234,5,6': null,
    '12.34,5': null,
    '--1': null,
    '5 TL TL': null,
    '٣': null,
    '1,2.345,6': null,
  }
  for (const [text, expected] of Object.entries(typed)) expect(parseTrNumber(text), text).toBe(expected)
})

test('the language decides only what is ambiguous', () => {
  expect(parseDecimal('1.234', 'en')).toBe('1.234')
  expect(parseDecimal('1,234', 'en')).toBe('1234')
  expect(parseDecimal('1.234', 'de')).toBe('1234')
  expect(parseDecimal('1.234', 'fr')).toBe('1.234')
  expect(parseDecimal('1 234,5', 'fr')).toBe('1234.5')
  for (const language of ['tr', 'en', 'de', 'fr'] as const) {
    expect(parseDecimal('1.234,56', language)).toBe('1234.56')
    expect(parseDecimal('1,234.56', language)).toBe('1234.56')
  }
})

test('a number survives being shown and typed back', () => {
  fc.assert(
    fc.property(
      fc.maxSafeInteger(),
      fc.nat(6),
      fc.constantFrom('tr', 'en', 'de', 'fr' as const),
      (n, digits, language) => {
        const shown = formatNumber(scaledToDecimal(n, digits), language, [digits, digits])
        const back = parseDecimal(shown, language)
        expect(back && decimalToScaled(back, digits)).toBe(n)
      },
    ),
  )
})

test('percentages put the sign where the language has it', () => {
  expect(formatPercent(2000, 'tr')).toBe('%20')
  expect(formatPercent(-1250, 'tr')).toBe('-%12,5')
  expect(formatPercent(1250, 'en')).toBe('12.5%')
  expect(plain(formatPercent(1250, 'de'))).toBe('12,5 %')
  expect(plain(formatPercent(1250, 'fr'))).toBe('12,5 %')
  expect(parsePercent('%12,5', 'tr')).toBe(1250)
  expect(parsePercent('-%12,5', 'tr')).toBe(-1250)
  expect(parsePercent('12.5 %', 'en')).toBe(1250)
  expect(parsePercent('12,555', 'tr')).toBe(null)
})

test('division rounds halves away from zero', () => {
  expect([5n, -5n, 4n, -4n, 15n].map(n => divideRounded(n, 10n))).toEqual([1n, -1n, 0n, 0n, 2n])
  expect(divideRounded(5n, -10n)).toBe(-1n)
  expect(multiplyDivide(9007199254740991, 1000000, 1000000)).toBe(9007199254740991)
  fc.assert(
    fc.property(fc.bigInt(-(10n ** 20n), 10n ** 20n), fc.bigInt(1n, 10n ** 9n), (n, d) => {
      const off = divideRounded(n, d) * d - n
      expect(2n * (off < 0n ? -off : off) <= d).toBe(true)
    }),
  )
})
