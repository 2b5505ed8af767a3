import { expect, test } from 'vitest'
import { parseSource } from './source.ts'
import { checkTexts } from './texts.ts'

const found = (text: string, path = 'desktop/renderer/app/A.tsx') =>
  checkTexts([parseSource(path, text)]).map(({ line, message }) => `${line}: ${/"(.*)"/.exec(message)?.[1]}`)

test('words between tags are found on their line', () => {
  expect(found('const a = (\n  <p>\n    Save now\n  </p>\n)')).toEqual(['3: Save now'])
  expect(found('const a = <>Save {name}</>')).toEqual(['1: Save'])
})

test('words in an expression are found, on either side of a choice', () => {
  expect(found("const a = <p>{'Save'}</p>")).toEqual(['1: Save'])
  expect(found("const a = <p>{isNew ? 'Create' : `Save ${n}`}</p>")).toEqual(['1: Create', '1: Save'])
  expect(found("const a = <p>{name || 'Nobody'}</p>")).toEqual(['1: Nobody'])
})

test('words in attributes that are shown or read aloud are found', () => {
  expect(found('const a = <Input label="Name" placeholder={"Type"} aria-label={`Field`} />')).toEqual([
    '1: Name',
    '1: Type',
    '1: Field',
  ])
  expect(found('const a = <Input variant="filled" type="text" className="wide" />')).toEqual([])
})

test('words handed to a notification are found, technical names are not', () => {
  expect(found("notify({ title: 'Saved', message: 'it is done' })")).toEqual(['1: Saved', '1: it is done'])
  expect(found("const column = { label: 'name' }")).toEqual([])
})

test('Turkish letters give a text away anywhere', () => {
  expect(found("const fallback = 'müşteri'", 'desktop/renderer/data/a.ts')).toEqual(['1: müşteri'])
})

test('translated texts, numbers, signs and keys on the keyboard are fine', () => {
  expect(found("const a = <p title={t('save.title')}>{t('save')} · 3&nbsp;% <kbd>Ctrl K</kbd></p>")).toEqual([])
  expect(found('const a = <Input placeholder="https://" />')).toEqual([])
})

test('tests and other areas are not looked at', () => {
  expect(found('const a = <p>Save</p>', 'desktop/renderer/app/A.test.tsx')).toEqual([])
  expect(found("throw new Error('Not here')", 'server/a.ts')).toEqual([])
})
