import { expect, it } from 'vitest'
import { fromTsv, readBlock, toHtml, toTsv } from './clipboardTable.ts'

it('reads what a spreadsheet copies, with line breaks, tabs and quotes within a cell', () => {
  expect(fromTsv('a\tb\r\nc\td\r\n')).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ])
  expect(fromTsv('"iki\nsatır"\t"5"" boru"\n\tson')).toEqual([
    ['iki\nsatır', '5" boru'],
    ['', 'son'],
  ])
  expect(fromTsv('tek')).toEqual([['tek']])
  expect(fromTsv('a\t\n')).toEqual([['a', '']])
})

it('leaves a quote that stands in a text where it is', () => {
  expect(fromTsv('"Anadolu" Makina\tA.Ş.')).toEqual([['"Anadolu" Makina', 'A.Ş.']])
  expect(fromTsv('5" boru\t"yarım')).toEqual([['5" boru', '"yarım']])
})

it('gives back what it has written', () => {
  const block = [
    ['a\tb', 'iki\nsatır', '"tırnak"'],
    ['', 'son', '='],
  ]
  expect(fromTsv(toTsv(block))).toEqual(block)
})

it('marks text as text, so that a spreadsheet runs no formula of it and keeps a first zero', () => {
  expect(toHtml([['=1+1', '<b>', '5']], column => column < 2)).toBe(
    `<table><tr><td style="mso-number-format:'\\@'">=1+1</td><td style="mso-number-format:'\\@'">&lt;b&gt;</td><td>5</td></tr></table>`,
  )
})

it('finds nothing on a clipboard without text', () => {
  expect(readBlock({ getData: () => '' })).toBeUndefined()
  expect(readBlock({ getData: type => (type === 'text/plain' ? 'a\tb' : '') })).toEqual([['a', 'b']])
})
