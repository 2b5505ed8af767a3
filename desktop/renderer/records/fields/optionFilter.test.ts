import { expect, test } from 'vitest'
import { byFoldedLabel } from './optionFilter.ts'

const found = (search: string, labels: string[], limit = 50) =>
  byFoldedLabel({ options: labels.map(label => ({ value: label, label })), search, limit }).map(item =>
    'label' in item ? item.label : item.group,
  )
const sources = ['Web formu', 'Telefon', 'Fuar', 'Sosyal medya', 'Referans']

test('what begins as typed comes first, then what has a word that begins so, then the rest', () => {
  expect(found('f', sources)).toEqual(['Fuar', 'Web formu', 'Telefon', 'Referans'])
  expect(found('m', sources)).toEqual(['Sosyal medya', 'Web formu'])
  expect(found('ist', ['America/Araguaist', 'Europe/Istanbul', 'Istria'])).toEqual([
    'Istria',
    'Europe/Istanbul',
    'America/Araguaist',
  ])
})

test('options are found as people type Turkish, words in any order, and equals stay in the order given', () => {
  expect(found('ISTANBUL', ['Ankara', 'İstanbul'])).toEqual(['İstanbul'])
  expect(found('gida yil', ['Yıldız Gıda', 'Gıda Toptan'])).toEqual(['Yıldız Gıda'])
  expect(found('', ['b', 'a', 'c'], 2)).toEqual(['b', 'a'])
  expect(found('a', ['ab', 'ba', 'aa'], 2)).toEqual(['ab', 'aa'])
})
