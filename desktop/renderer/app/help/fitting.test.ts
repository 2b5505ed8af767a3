import { expect, test } from 'vitest'
import { trFold } from '../../../../shared/text.ts'
import { fitting } from './useShortcutGroups.ts'

const groups = [
  {
    title: 'Listelerde',
    rows: [
      { words: 'Satırı seç', keys: ['Boşluk'] },
      { words: 'Kaydı aç', keys: ['Enter'] },
    ],
  },
  { title: 'Formlarda', rows: [{ words: 'Kaydet', keys: ['Ctrl', 'Enter'] }] },
]
const found = (typed: string) => fitting(groups, typed, trFold).flatMap(({ rows }) => rows.map(({ words }) => words))

test('shortcuts are found by words, by the place where they work, and by their keys', () => {
  expect(found('satiri')).toEqual(['Satırı seç'])
  expect(found('form')).toEqual(['Kaydet'])
  expect(found('ctrl+enter')).toEqual(['Kaydet'])
  expect(found('BOŞLUK')).toEqual(['Satırı seç'])
})

test('nothing typed shows all, and what nobody has shows nothing', () => {
  expect(found(' ')).toHaveLength(3)
  expect(found('zzz')).toEqual([])
})
