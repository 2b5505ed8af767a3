import fc from 'fast-check'
import { expect, test } from 'vitest'
import { numberInWords } from './amountInWords.ts'
import type { Language } from './labels.ts'
import {
  addAmounts,
  amountInWords,
  currencies,
  formatMoney,
  formatPrice,
  fromDecimalString,
  minorDigits,
  parseAmount,
  parsePrice,
  percentOf,
  toDecimalString,
} from './money.ts'

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ')
const languages: Language[] = ['tr', 'en', 'de', 'fr']
const amount = fc.maxSafeInteger()
const currency = fc.constantFrom(...currencies.keys())

test('currencies carry the digits of ISO 4217 and are not listed twice', () => {
  expect(['TRY', 'JPY', 'KWD', 'HUF', 'IQD'].map(minorDigits)).toEqual([2, 0, 3, 2, 3])
  expect(() => minorDigits('TRL')).toThrow(RangeError)
  expect([...currencies.keys()].slice(0, 3)).toEqual(['TRY', 'USD', 'EUR'])
  expect(currencies.size).toBe(154)
  for (const code of currencies.keys()) expect(code).toMatch(/^[A-Z]{3}$/)
})

test('money reads as people write it in the four languages', () => {
  const shown = languages.map(language => plain(formatMoney({ amount: -1234560, currency: 'TRY' }, language)))
  expect(shown).toEqual(['-12.345,60 ₺', '-₺12,345.60', '-12.345,60 ₺', '-12 345,60 ₺'])
  expect(plain(formatMoney({ amount: 500, currency: 'JPY' }, 'tr'))).toBe('500 JPY')
  expect(plain(formatMoney({ amount: 1500, currency: 'KWD' }, 'en'))).toBe('KWD 1.500')
  expect(plain(formatPrice(42500, 'TRY', 'tr'))).toBe('0,0425 ₺')
  expect(plain(formatPrice(5000000, 'TRY', 'tr'))).toBe('5,00 ₺')
})

test('the largest amounts keep their last digit', () => {
  expect(plain(formatMoney({ amount: 9007199254740991, currency: 'TRY' }, 'tr'))).toBe('90.071.992.547.409,91 ₺')
})

test('an amount survives being shown and typed back, in every currency and language', () => {
  fc.assert(
    fc.property(amount, currency, fc.constantFrom(...languages), (n, code, language) => {
      expect(parseAmount(formatMoney({ amount: n, currency: code }, language), code, language)).toBe(n)
    }),
  )
})

test('an amount survives REST', () => {
  expect(toDecimalString(1234560, 'TRY')).toBe('12345.60')
  expect(toDecimalString(-5, 'TRY')).toBe('-0.05')
  expect(toDecimalString(7, 'JPY')).toBe('7')
  fc.assert(
    fc.property(amount, currency, (n, code) => {
      expect(fromDecimalString(toDecimalString(n, code), code)).toBe(n)
    }),
  )
})

test('typed amounts that cannot be meant are refused, not rounded', () => {
  expect(parseAmount('12,5', 'TRY', 'tr')).toBe(1250)
  expect(parseAmount('TRY 12,50', 'TRY', 'tr')).toBe(1250)
  expect(parseAmount('(12,50 TL)', 'TRY', 'tr')).toBe(-1250)
  expect(parseAmount('1.234', 'TRY', 'tr')).toBe(123400)
  expect(parseAmount('1.234', 'TRY', 'en')).toBe(null)
  expect(parseAmount('1,234', 'TRY', 'tr')).toBe(null)
  expect(parseAmount('1,230', 'TRY', 'tr')).toBe(123)
  expect(parseAmount('5 $', 'TRY', 'tr')).toBe(null)
  expect(parseAmount('0,5', 'JPY', 'tr')).toBe(null)
  expect(parseAmount('90071992547409,92', 'TRY', 'tr')).toBe(null)
  expect(parseAmount('', 'TRY', 'tr')).toBe(null)
  expect(parsePrice('0,0425', 'TRY', 'tr')).toBe(42500)
  for (const bad of ['1e5', '0x10', ' ', '.', '1.2.3', 'NaN', '12.', '--1'])
    expect(fromDecimalString(bad, 'TRY'), bad).toBe(null)
})

test('parts round half away from zero', () => {
  expect(percentOf(250, 1000)).toBe(25)
  expect(percentOf(25, 1000)).toBe(3)
  expect(percentOf(-25, 1000)).toBe(-3)
  expect(percentOf(24, 1000)).toBe(2)
  expect(percentOf(9007199254740991, 2000)).toBe(1801439850948198)
  expect(() => percentOf(9007199254740991, 20000)).toThrow(RangeError)
  expect(() => addAmounts([9007199254740991, 1])).toThrow(RangeError)
})

test('amounts in words follow Turkish number rules', () => {
  const words = {
    0: 'sıfır',
    1: 'bir',
    100: 'yüz',
    1000: 'bin',
    1100: 'bin yüz',
    1001000: 'bir milyon bin',
    20000: 'yirmi bin',
    2021: 'iki bin yirmi bir',
  }
  for (const [number, expected] of Object.entries(words)) expect(numberInWords(BigInt(number))).toBe(expected)
  expect(amountInWords({ amount: 123456789012, currency: 'TRY' })).toBe(
    'Yalnız bir milyar iki yüz otuz dört milyon beş yüz altmış yedi bin sekiz yüz doksan Türk Lirası on iki kuruş',
  )
  expect(amountInWords({ amount: -50, currency: 'TRY' })).toBe('Yalnız sıfır Türk Lirası elli kuruş')
  expect(amountInWords({ amount: 120050, currency: 'TRY' }, 'joined')).toBe(
    'Yalnız #BinİkiYüz# Türk Lirası #Elli# kuruş',
  )
  expect(amountInWords({ amount: 300, currency: 'EUR' })).toBe('Yalnız üç Avro')
  expect(amountInWords({ amount: 1005, currency: 'KWD' })).toBe('Yalnız bir KWD 5/1000')
})
