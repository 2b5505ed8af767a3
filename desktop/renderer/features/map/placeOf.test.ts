import { expect, test } from 'vitest'
import { provinceCentre } from '../../../../shared/provinceCentres.ts'
import { askedWords, placeOf } from './placeOf.ts'

test('a pin counts more than the address', () => {
  const pin = { latitude: 41, longitude: 29 }
  expect(placeOf(pin, { province: '06' })).toEqual({ from: 'pin', point: pin })
})

test('a district falls back to the centre of its province, and is named so that the screen can say so', () => {
  expect(placeOf(undefined, { province: '34', district: 'Kadıköy' })).toEqual({
    ...{ from: 'province', point: provinceCentre('34') },
    ...{ province: 'İstanbul', district: 'Kadıköy' },
  })
})

test('an address abroad, without a province or none at all is nowhere', () => {
  expect(placeOf(undefined, { province: '34', country: 'DE' })).toBe(undefined)
  expect(placeOf(undefined, { line: 'Bağdat Cad. 1' })).toBe(undefined)
  expect(placeOf(undefined, { province: 'constructor' })).toBe(undefined)
  expect(placeOf(undefined, undefined)).toBe(undefined)
  expect(placeOf('41,29', null)).toBe(undefined)
})

test('an address is asked for from the house to the country, and an empty one is not asked for', () => {
  const address = { line: 'Bağdat Cad. 1', district: 'Kadıköy', province: '34', postalCode: '34710' }
  expect(askedWords(address)).toBe('Bağdat Cad. 1, 34710, Kadıköy, İstanbul, TR')
  expect(askedWords({ province: 'Bayern', country: 'DE' })).toBe('Bayern, DE')
  expect(askedWords({ country: 'TR' })).toBe('')
  expect(askedWords(undefined)).toBe('')
})
