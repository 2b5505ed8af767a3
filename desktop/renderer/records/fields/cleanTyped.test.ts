import { expect, test } from 'vitest'
import type { Field } from '../../../../shared/fields.ts'
import { label } from '../../../../shared/labels.ts'
import { cleanTyped } from './cleanTyped.ts'

const field = (kind: Field['kind']): Field => ({ kind, label: label('a', 'a', 'a', 'a') })
const wrong = (kind: Field['kind'], value: unknown) => {
  const cleaned = cleanTyped(field(kind), value)
  return 'reason' in cleaned ? cleaned.reason : cleaned.value
}

test('a day that no calendar has is told from what is no date', () => {
  expect(wrong('date', '31.02.2026')).toBe('noSuchDay')
  expect(wrong('date', '2026-02-31')).toBe('noSuchDay')
  expect(wrong('dateTime', '31/4/26 10:00')).toBe('noSuchDay')
  expect(wrong('date', '02.13.2026')).toBe('badDate')
  expect(wrong('date', 'yakında')).toBe('badDate')
  expect(wrong('dateTime', '21.11.2026 25:00')).toBe('badDate')
})

test('years that nobody means are refused', () => {
  expect(wrong('date', '0001-01-01')).toBe('farDate')
  expect(wrong('date', '2201-01-01')).toBe('farDate')
  expect(wrong('dateTime', '9999-12-31T10:00:00.000Z')).toBe('farDate')
  expect(wrong('date', '1900-01-01')).toBe('1900-01-01')
  expect(wrong('date', '2200-12-31')).toBe('2200-12-31')
})

test('an amount that is too large is told from what is no amount, with the most that can be written', () => {
  expect(cleanTyped(field('money'), { typed: '99999999999999999999', currency: 'TRY' })).toEqual({
    reason: 'amountTooLarge',
    params: { max: 90_071_992_547_409 },
  })
  expect(wrong('money', { typed: 'on bin', currency: 'TRY' })).toBe('badMoney')
  expect(wrong('money', { typed: '1,23456', currency: 'TRY' })).toBe('badMoney')
})
