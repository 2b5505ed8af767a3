import { expect, test } from 'vitest'
import { searchTerms } from '../../../shared/text.ts'
import { snippetOf } from './snippet.ts'

const filler = (words: number) => Array.from({ length: words }, (_, i) => `kelime${i}`).join(' ')
const snippet = (text: string, typed: string) => snippetOf(text, searchTerms(typed))?.text

test('the words around a match are told in one line, with … where the text goes on', () => {
  const line = snippet(`${filler(400)}\nsıkma kuvveti\n 120 ton ${filler(400)}`, 'sikma')
  expect(line).toMatch(/^… kelime\d+ .*sıkma kuvveti 120 ton .*kelime\d+ …$/)
  expect(line?.length).toBeLessThan(130)
  expect(snippet('Sıkma kuvveti', 'sikma')).toBe('Sıkma kuvveti')
})

test('the place where most of what is typed stands together comes before an earlier one', () => {
  const text = `presin rengi ${filler(200)} hidrolik presin bakımı ${filler(200)}`
  expect(snippet(text, 'hidrolik pres')).toContain('hidrolik presin bakımı')
})

test('a word one letter off is found as search finds it', () => {
  expect(snippet(`${filler(300)} şartname gereği ${filler(300)}`, 'sartneme')).toContain('şartname gereği')
})

test('letters that fold into several, and text without blanks, do not move the place', () => {
  expect(snippet(`${'ß'.repeat(3000)} teslim`, 'teslim')).toContain('teslim')
  expect(snippet(`${'“şß”'.repeat(200)} ${filler(200)} “garanti” ${filler(99)}`, 'garanti')).toContain('“garanti”')
})

test('a text with none of the words tells nothing', () => {
  expect(snippetOf(filler(500), ['yok'])).toBeUndefined()
  expect(snippetOf('', ['yok'])).toBeUndefined()
})
