import { expect, test } from 'vitest'
import { parseSource } from './source.ts'
import { checkKeys } from './textKeys.ts'

const problems = (source: string, files: Record<string, unknown>) =>
  checkKeys([parseSource('desktop/renderer/a.tsx', source)], { language: 'tr', files }).map(({ message }) => message)

test('a text that is asked for and not there is found', () => {
  const app = { save: 'x' }
  expect(problems("t('save'); t('gone')", { app })).toEqual(["asks for the text 'gone', which is not there"])
  expect(problems("t('app:save'); i18n.t('sync:save')", { app })).toEqual([
    "asks for the text 'sync:save', which is not there",
  ])
  expect(problems("t(isNew ? 'save' : 'gone')", { app })).toHaveLength(1)
  expect(problems("t('save'); t(`errors:${code}` as never)", { app })).toEqual([
    'asks for the text `errors:${code}`, which is not there',
  ])
})

test('a text that nobody asks for is found', () => {
  expect(problems("t('save')", { app: { save: 'x', old: { one: 'y' } } })).toEqual(['old.one is asked for nowhere'])
})

test('texts that a page of the server asks for count', () => {
  const locale = { language: 'tr', files: { rest: { docs: { search: 'x', old: 'y' } } } }
  const found = checkKeys([parseSource('server/a.ts', '')], locale, ['<input placeholder="{{docs.search}}">'])
  expect(found.map(({ message }) => message)).toEqual(['docs.old is asked for nowhere'])
})

test('texts asked for by a template, a sum or as data count', () => {
  const files = { errors: { a: { b: 'x' } }, app: { field: { short: 'y' }, nav: { home: 'z' } } }
  const source = "t(`errors:${code}`); t('field.' + reason); const item = { key: 'nav.home' }"
  expect(problems(source, files)).toEqual([])
})

test('a template that could be anything asks for nothing', () => {
  expect(problems('t(`${a}.${b}`)', { app: { old: { one: 'y' } } })).toEqual(['old.one is asked for nowhere'])
})

test('plural forms are asked for without their ending', () => {
  const app = { items_one: '{{count}} item', items_other: '{{count}} items' }
  expect(problems("t('items', { count: 2 })", { app })).toEqual([])
})
