import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatPhone, isPhone, isTurkishMobile, normalizePhone, phoneQueryForms, phoneSearchForms } from './phone.ts'

const national = fc
  .tuple(fc.constantFrom('532', '212', '312', '850', '505', '900'), fc.integer({ min: 0, max: 9999999 }))
  .map(([area, rest]) => area + String(rest).padStart(7, '0'))

test('a Turkish number is the same in any spelling', () => {
  const spellings = [
    '5321234567',
    '05321234567',
    '0532 123 45 67',
    '0 (532) 123-45-67',
    '+90 532 123 45 67',
    '+90 (0)532 123 45 67',
    '0090 532 1234567',
    '905321234567',
    '+90.532.123.45.67',
    'Tel: 0532 123 45 67',
    '0532\u00a0123\u00a045\u00a067',
    '+9005321234567',
  ]
  for (const typed of spellings) expect(normalizePhone(typed), typed).toBe('+905321234567')
  expect(normalizePhone('(0212) 555 44 33')).toBe('+902125554433')
})

test('444 numbers keep their seven digits', () => {
  for (const typed of ['444 1 234', '4441234', '0 444 12 34', '+90 444 1 234'])
    expect(normalizePhone(typed), typed).toBe('4441234')
  expect(formatPhone('4441234')).toBe('444 1 234')
})

test('foreign numbers are kept when their country is given', () => {
  expect(normalizePhone('+49 30 1234567')).toBe('+49301234567')
  expect(normalizePhone('0044 20 7946 0958')).toBe('+442079460958')
  expect(formatPhone('+49301234567')).toBe('+49 301 234 567')
  expect(formatPhone('+12025550123')).toBe('+1 202 555 0123')
})

test('what is no whole number is refused', () => {
  const wrong = [
    '',
    '123',
    '555 44 33',
    '0532 123 45 6',
    '0532 123 45 678',
    '+90 532 123',
    '1234567890',
    'dahili 12',
    '0532 123 45 67 / 12 / 14',
    '+',
    '+0123456789',
    '0532123456a',
    '+1234567890123456',
    '٠٥٣٢١٢٣٤٥٦٧',
  ]
  for (const typed of wrong) expect(normalizePhone(typed), typed).toBe(null)
  expect(['+905321234567', '4441234', '+49301234567'].map(isPhone)).toEqual([true, true, true])
  expect(['05321234567', '+90532123456', '+90444123', '5551234', '+90 532 123 45 67'].map(isPhone)).toEqual([
    false,
    false,
    false,
    false,
    false,
  ])
})

test('a stored number survives being shown and typed back', () => {
  fc.assert(
    fc.property(national, digits => {
      const stored = `+90${digits}`
      expect(isPhone(stored)).toBe(true)
      expect(normalizePhone(formatPhone(stored))).toBe(stored)
    }),
  )
})

test('only Turkish mobile numbers take messages', () => {
  expect(['+905321234567', '+902121234567', '+49151234567', '4441234'].map(isTurkishMobile)).toEqual([
    true,
    false,
    false,
    false,
  ])
})

test('a number is found by every beginning of every spelling, and by its last digits', () => {
  const found = (stored: string, typed: string) =>
    phoneQueryForms(typed).some(query => phoneSearchForms(stored).some(form => form.startsWith(query)))
  fc.assert(
    fc.property(national, digits => {
      const stored = `+90${digits}`
      const [area, three, last] = [digits.slice(0, 3), digits.slice(3, 6), digits.slice(6)]
      const spellings = [
        digits,
        `0${digits}`,
        `0 (${area}) ${three} ${last}`,
        `+90 ${area} ${three} ${last}`,
        `90${digits}`,
        `0090 ${digits}`,
        `${three} ${last}`,
        last,
      ]
      for (const spelling of spellings)
        for (let end = spelling.length; end > 0; end--) {
          const typed = spelling.slice(0, end)
          if (typed.replace(/^(\+|00)?90|^0+/, '').replace(/\D/g, '').length >= 3)
            expect(found(stored, typed), `${stored} by ${typed}`).toBe(true)
        }
    }),
  )
  expect(found('+49301234567', '+49 30 123')).toBe(true)
  expect(found('+49301234567', '030 123')).toBe(true)
  expect(found('4441234', '444 1')).toBe(true)
  expect(found('+905321234567', '0533')).toBe(false)
  expect(phoneQueryForms('Ali 532')).toEqual([])
})
