import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkTaxId, isTckn, isVkn, makeTckn, makeVkn, normalizeTaxId } from './taxId.ts'
import { random } from './testing/random.ts'

test('real tax numbers of companies and persons are valid', () => {
  for (const vkn of ['4540536920', '9205121120', '1460415308', '1000036109', '3900383669', '9990001119', '8880002220'])
    expect(checkTaxId(vkn), vkn).toEqual({ kind: 'VKN', state: 'valid' })
  for (const tckn of ['10000000146', '17291716060', '11111111110', '12345678950'])
    expect(checkTaxId(tckn), tckn).toEqual({ kind: 'TCKN', state: 'valid' })
})

test('wrong check digits, lengths and other characters are invalid', () => {
  for (const vkn of [
    '4540536921',
    '1288331521',
    '1111111111',
    '0000000000',
    '',
    '454053692',
    '454053692a',
    '٤٥٤٠٥٣٦٩٢٠',
  ])
    expect(checkTaxId(vkn), vkn).toEqual({ kind: 'VKN', state: 'invalid' })
  for (const tckn of ['12345678901', '17291716050', '01234567890', '172917160601'])
    expect(checkTaxId(tckn), tckn).toEqual({ kind: 'TCKN', state: 'invalid' })
})

test('numbers that stand for "none" are told apart, also the one that passes the checksum', () => {
  expect(checkTaxId('11111111111')).toEqual({ kind: 'TCKN', state: 'placeholder' })
  expect(checkTaxId('2222222222')).toEqual({ kind: 'VKN', state: 'placeholder' })
  expect(checkTaxId('1234567890')).toEqual({ kind: 'VKN', state: 'placeholder' })
})

test('typed separators are dropped', () => {
  expect(normalizeTaxId(' TR 454 053-69.20 ')).toBe('4540536920')
  expect(normalizeTaxId('VKN4540536920')).toBe('')
})

test('made numbers are valid, and a wrong last digit is always found', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1, max: 9 }), (seed, off) => {
      const source = random(seed)
      const spoilt = (id: string) => id.slice(0, -1) + ((Number(id.at(-1)) + off) % 10)
      const vkn = makeVkn(source)
      const tckn = makeTckn(source)
      expect(checkTaxId(vkn)).toEqual({ kind: 'VKN', state: 'valid' })
      expect(checkTaxId(tckn)).toEqual({ kind: 'TCKN', state: 'valid' })
      expect([isVkn(spoilt(vkn)), isTckn(spoilt(tckn))]).toEqual([false, false])
    }),
  )
})
