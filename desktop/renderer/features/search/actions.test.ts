import { expect, test } from 'vitest'
import { actionsFor, type PaletteAction } from './actions.ts'

const action = (text: string): PaletteAction => ({ id: text, icon: (() => null) as never, text, run: () => undefined })
const texts = (words: string) =>
  actionsFor([action('Yeni: Müşteri'), action('İlgili kişiler'), action('Görünüm: Koyu')], words).map(a => a.text)

test('an action is found by the beginnings of its words, in any order', () => {
  expect(texts('müş yeni')).toEqual(['Yeni: Müşteri'])
})

test('Turkish letters may be typed without dots and tails', () => {
  expect(texts('ilgili kisi')).toEqual(['İlgili kişiler'])
  expect(texts('gorunum')).toEqual(['Görünüm: Koyu'])
})

test('a word that no action has finds none', () => {
  expect(texts('yeni tedarikçi')).toEqual([])
})

test('an action is found by other words that people call it by', () => {
  const dark = { ...action('Görünüm: Koyu'), also: 'ayarlar tema gece' }
  expect(actionsFor([dark, action('Yeni: Lead')], 'ayarlar')).toEqual([dark])
  expect(actionsFor([dark], 'koyu tema')).toEqual([dark])
})
