import { createInstance } from 'i18next'
import { expect, test } from 'vitest'
import { errorStatus } from '../../../shared/errors.ts'
import { languages } from '../../../shared/labels.ts'
import { resources, tr } from './resources.ts'

/** Every path to a text, with the text. That the languages agree is checked with the sources (build/checks/locales.ts). */
function texts(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]]
  return Object.entries(value as object).flatMap(([key, inner]) => texts(inner, path ? `${path}.${key}` : key))
}

test.each(languages)('every namespace has words in %s', language => {
  const empty = Object.entries(resources[language]).filter(([, words]) => texts(words).length === 0)
  expect(empty).toEqual([])
})

test.each(languages)('no text in %s exclaims', language => {
  expect(texts(resources[language]).filter(([, text]) => text.includes('!'))).toEqual([])
})

test('every error code has words', () => {
  const known = new Set(texts(tr.errors).map(([path]) => path))
  expect(Object.keys(errorStatus).filter(code => !known.has(code))).toEqual([])
})

test.each(languages)('amounts are spoken of in %s, whatever they are', language => {
  const i18n = createInstance()
  void i18n.init({
    resources: { [language]: resources[language] },
    lng: language,
    fallbackLng: false,
    initAsync: false,
  })
  for (const count of [0, 1, 2, 5, 21, 1_000_000]) {
    expect(i18n.t('sync:waiting', { count })).toContain(String(count))
    expect(i18n.t('records:done.archive', { count, context: 'many' })).toContain(String(count))
  }
})

test('German and French bend to the gender of the kind that they speak of', () => {
  const i18n = createInstance()
  void i18n.init({ resources, lng: 'de', initAsync: false })
  // The keys' types are those of Turkish, which has no forms by gender.
  const say = (key: string, options: object) => String(i18n.t(key as never, options as never))
  expect(say('records:list.new', { kind: 'Kunde', context: 'm' })).toBe('Neuer Kunde')
  expect(say('records:list.new', { kind: 'Notiz', context: 'f' })).toBe('Neue Notiz')
  expect(say('records:list.new', { kind: 'Angebot', context: '' })).toBe('Neu: Angebot')
  expect(say('records:empty.title', { kind: 'note', context: 'f', lng: 'fr' })).toBe('Aucune note pour le moment')
})
