import { expect, test } from 'vitest'
import { errorStatus } from '../../../shared/errors.ts'
import { tr } from './resources.ts'

const all = import.meta.glob<unknown>('../../../shared/locales/*/*.json', { eager: true, import: 'default' })
const read = (language: string, file: string): unknown => all[`../../../shared/locales/${language}/${file}`]
const filesOf = (language: string): string[] =>
  Object.keys(all)
    .filter(path => path.includes(`/${language}/`))
    .map(path => path.slice(path.lastIndexOf('/') + 1))
    .sort()

/** Every path to a text, with the names that are put into it. */
function texts(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]]
  return Object.entries(value as object).flatMap(([key, inner]) => texts(inner, path ? `${path}.${key}` : key))
}
/** English has a singular that Turkish has no need of. */
const withoutPlural = (path: string) => path.replace(/_(one|other)$/, '')
const paths = (language: string, file: string) =>
  [...new Set(texts(read(language, file)).map(([path]) => withoutPlural(path)))].sort()
const named = (text: string) => [...new Set(text.match(/\{\{\w+\}\}/g) ?? [])].sort()

const files = filesOf('tr')

test('Turkish and English have the same files', () => {
  expect(filesOf('en')).toEqual(files)
})

test.each(files)('%s has the same keys in Turkish and English', file => {
  expect(paths('en', file)).toEqual(paths('tr', file))
})

test.each(files)('%s puts the same values into the same texts', file => {
  const turkish = new Map(texts(read('tr', file)).map(([path, text]) => [withoutPlural(path), named(text)]))
  for (const [path, text] of texts(read('en', file))) {
    if (!path.endsWith('_one')) expect([path, named(text)]).toEqual([path, turkish.get(withoutPlural(path))])
  }
})

test.each(files)('%s has no empty text and no exclamation mark', file => {
  for (const language of ['tr', 'en'])
    expect(texts(read(language, file)).filter(([, text]) => text.trim() === '' || text.includes('!'))).toEqual([])
})

test('every error code has words', () => {
  const known = new Set(texts(tr.errors).map(([path]) => path))
  expect(Object.keys(errorStatus).filter(code => !known.has(code))).toEqual([])
})
