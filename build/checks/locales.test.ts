import { expect, test } from 'vitest'
import { checkKeys, checkParity } from './locales.ts'
import { parseSource } from './source.ts'

const parity = (tr: unknown, en: unknown) =>
  checkParity([
    { path: 'tr', texts: tr },
    { path: 'en', texts: en },
  ]).map(({ file, message }) => `${file}: ${message}`)

const keys = (source: string, texts: unknown) =>
  checkKeys([parseSource('desktop/renderer/a.tsx', source)], { path: 'tr', texts }).map(({ message }) => message)

test('languages with the same keys and placeholders agree', () => {
  expect(parity({ a: { b: '{{n}} kayıt' } }, { a: { b: 'record {{ n }}' } })).toEqual([])
})

test('a missing key is found on either side', () => {
  expect(parity({ a: { b: 'x', c: 'y' } }, { a: { b: 'x', d: 'z' } })).toEqual([
    'en: a.c is missing',
    'tr: a.d is missing',
  ])
})

test('empty texts and other placeholders are found', () => {
  expect(parity({ a: '{{n}}', b: 'x' }, { a: '{{count}}', b: ' ' })).toEqual([
    'en: b is empty',
    'en: a has the placeholders "count", not "n"',
  ])
})

test('a text that is asked for and not there is found', () => {
  expect(keys("t('save'); t('gone')", { save: 'x' })).toEqual(["asks for the text 'gone', which tr lacks"])
  expect(keys("i18n.t(isNew ? 'save' : 'gone')", { save: 'x' })).toHaveLength(1)
  expect(keys('t(`errors.${code}`)', { save: 'x' })).toContain("asks for the text '`errors.${code}`', which tr lacks")
})

test('a text that nobody asks for is found', () => {
  expect(keys("t('save')", { save: 'x', old: { one: 'y' } })).toEqual(['old.one is asked for nowhere'])
})

test('texts asked for by a template, a sum or as data count', () => {
  const texts = { errors: { 'a.b': 'x' }, field: { short: 'y' }, nav: { home: 'z' } }
  expect(keys("t(`errors.${code}`); t('field.' + reason); const item = { key: 'nav.home' }", texts)).toEqual([])
})

test('plural forms are asked for without their ending', () => {
  expect(keys("t('items', { count: 2 })", { items_one: '{{count}} item', items_other: '{{count}} items' })).toEqual([])
})
