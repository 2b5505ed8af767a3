import { expect, test } from 'vitest'
import {
  districtsOf,
  findDistrict,
  findProvince,
  isDistrictOf,
  isPostalCode,
  provinceOf,
  provinces,
  provincesOfRegion,
  regionOf,
  regions,
} from './places.ts'

test('there are 81 provinces with plate codes in seven regions', () => {
  expect(provinces.map(province => province.code)).toEqual(
    Array.from({ length: 81 }, (_, i) => String(i + 1).padStart(2, '0')),
  )
  expect(new Set(provinces.map(province => province.name)).size).toBe(81)
  const sizes = Object.keys(regions).map(region => provincesOfRegion(region as keyof typeof regions).length)
  expect(sizes).toEqual([11, 8, 8, 13, 18, 14, 9])
  expect(['34', '35', '06', '61', '21', '65', '01'].map(regionOf)).toEqual([
    'marmara',
    'aegean',
    'centralAnatolia',
    'blackSea',
    'southeasternAnatolia',
    'easternAnatolia',
    'mediterranean',
  ])
  expect(regionOf('82')).toBe(undefined)
})

test('there are 973 districts, none twice in a province', () => {
  const all = provinces.map(province => districtsOf(province.code))
  expect(all.flat().length).toBe(973)
  for (const list of all) expect(new Set(list).size).toBe(list.length)
  expect(districtsOf('34').length).toBe(39)
  expect([districtsOf('99'), districtsOf('constructor')]).toEqual([[], []])
})

test('provinces are found in any spelling, by short names and by plate', () => {
  for (const typed of ['İstanbul', 'istanbul', 'ISTANBUL', ' İSTANBUL ', '34'])
    expect(findProvince(typed)?.code, typed).toBe('34')
  expect(
    ['Urfa', 'ş.urfa', 'antep', 'K.Maraş', 'İçel', 'afyon', '1', 'ıgdır'].map(typed => findProvince(typed)?.name),
  ).toEqual(['Şanlıurfa', 'Şanlıurfa', 'Gaziantep', 'Kahramanmaraş', 'Mersin', 'Afyonkarahisar', 'Adana', 'Iğdır'])
  expect(['', '0', '82', 'Berlin', 'constructor'].map(findProvince)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ])
  expect(provinceOf('06')?.name).toBe('Ankara')
})

test('a district belongs to its province, in any spelling', () => {
  expect(isDistrictOf('34', 'KADIKOY')).toBe(true)
  expect(isDistrictOf('34', 'Çankaya')).toBe(false)
  expect(findDistrict('06', 'cankaya')).toBe('Çankaya')
  expect(findDistrict('55', '19 mayıs')).toBe('19 Mayıs')
  expect(isDistrictOf('99', 'Merkez')).toBe(false)
  expect(isDistrictOf('34', '')).toBe(false)
})

test('postal codes begin with the plate code', () => {
  expect(isPostalCode('34710')).toBe(true)
  expect(isPostalCode('34710', '34')).toBe(true)
  expect(isPostalCode('34710', '06')).toBe(false)
  expect(['00123', '82000', '3471', '347100', '3471a'].map(code => isPostalCode(code))).toEqual([
    false,
    false,
    false,
    false,
    false,
  ])
})
