import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatIban, isIban, makeTrIban, normalizeIban } from './iban.ts'
import { random } from './testing/random.ts'

test('IBANs are checked by their check digits', () => {
  expect(isIban('TR330006100519786457841326')).toBe(true)
  expect(isIban('TR320006200000100006299999')).toBe(true)
  expect(isIban('DE89370400440532013000')).toBe(true)
  expect(isIban('GB29NWBK60161331926819')).toBe(true)
  for (const wrong of [
    'TR330006100519786457841327',
    'TR33000610051978645784132',
    'tr330006100519786457841326',
    '',
    'DE00',
  ])
    expect(isIban(wrong), wrong).toBe(false)
})

test('IBANs are stored without blanks and shown in groups of four', () => {
  expect(normalizeIban(' tr33 0006-1005 1978 6457 8413 26')).toBe('TR330006100519786457841326')
  expect(formatIban('TR330006100519786457841326')).toBe('TR33 0006 1005 1978 6457 8413 26')
})

test('a made IBAN is valid and any single wrong digit is found', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 2, max: 25 }), fc.integer({ min: 1, max: 9 }), (seed, at, off) => {
      const iban = makeTrIban(random(seed))
      expect(isIban(iban)).toBe(true)
      const spoilt = iban.slice(0, at) + ((Number(iban[at]) + off) % 10) + iban.slice(at + 1)
      expect(isIban(spoilt)).toBe(false)
    }),
  )
})
