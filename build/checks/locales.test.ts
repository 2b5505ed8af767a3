import { expect, test } from 'vitest'
import { checkParity } from './locales.ts'

const parity = (tr: unknown, other: unknown, language = 'en') =>
  checkParity([
    { language: 'tr', files: { app: tr } },
    { language, files: { app: other } },
  ]).map(({ file, message }) => `${file.split('/')[2]}: ${message}`)

test('languages with the same keys and placeholders agree', () => {
  expect(parity({ a: { b: '{{n}} kayıt' } }, { a: { b: 'record {{ n }}' } })).toEqual([])
})

test('a missing key is found on either side, a missing file is all its keys', () => {
  expect(parity({ a: { b: 'x', c: 'y' } }, { a: { b: 'x', d: 'z' } })).toEqual([
    'en: a.c is missing',
    'tr: a.d is missing',
  ])
  const tr = { language: 'tr', files: { app: { a: 'x' }, sync: { b: 'y' } } }
  expect(checkParity([tr, { language: 'en', files: { app: { a: 'x' } } }])).toEqual([
    { file: 'shared/locales/en/sync.json', line: 1, message: 'b is missing' },
  ])
})

test('empty texts and other placeholders are found', () => {
  expect(parity({ a: '{{n}}', b: 'x' }, { a: '{{count}}', b: ' ' })).toEqual([
    'en: b is empty',
    'en: a has the placeholders "count", not "n"',
  ])
})

test('a language may have a form for one that needs no number', () => {
  const en = { items_one: 'One item', items_other: '{{count}} items' }
  expect(parity({ items: '{{count}} kayıt' }, en)).toEqual([])
  expect(parity({ items: '{{count}} kayıt' }, { items_one: 'One item', items_other: 'Items' })).toHaveLength(1)
})

test('a text that counts has every form of its language', () => {
  const tr = { items: '{{count}} kayıt' }
  expect(parity(tr, { items_other: '{{count}} items' })).toEqual(['en: items_one is missing'])
  const fr = { items_one: '{{count}} fiche', items_other: '{{count}} fiches' }
  expect(parity(tr, fr, 'fr')).toEqual(['fr: items_many is missing'])
  expect(parity(tr, { ...fr, items_many: '{{count}} fiches' }, 'fr')).toEqual([])
})

test('a text may bend to the gender of a kind, and says the same without', () => {
  const tr = { create: 'Yeni {{kind}}' }
  expect(parity(tr, { create: 'Neu: {{kind}}', create_f: 'Neue {{kind}}' }, 'de')).toEqual([])
  expect(parity(tr, { create_f: 'Neue {{kind}}' }, 'de')).toEqual(['de: create is missing'])
  expect(parity(tr, { create: 'Neu: {{kind}}', create_f: 'Neue' }, 'de')).toHaveLength(1)
})
