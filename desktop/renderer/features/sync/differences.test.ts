import { expect, it } from 'vitest'
import { setDifferences, textDifferences } from './differences.ts'

const marked = (a: string, b: string) =>
  textDifferences(a, b).map(parts =>
    parts.map(({ text, differs }) => (differs ? `[${text.trim()}]` : text.trim())).join(' '),
  )

it('marks the words that only one of two texts has', () => {
  expect(marked('Öz Çelik Kapı A.Ş.', 'Öz Çelik Sanayi ve Kapı A.Ş.')).toEqual([
    'Öz Çelik Kapı A.Ş.',
    'Öz Çelik [Sanayi ve] Kapı A.Ş.',
  ])
  expect(marked('0212 444 55 66', '0212 444 55 67')).toEqual(['0212 444 55 [66]', '0212 444 55 [67]'])
})

it('loses no letter of either text', () => {
  const [a, b] = ['Gül  Sok. 3\nKadıköy ', 'Gül Sok. 5 Kadıköy']
  const whole = textDifferences(a, b).map(parts => parts.map(({ text }) => text).join(''))
  expect(whole).toEqual([a, b])
})

it('marks nothing where the texts share little, and nothing in very long ones', () => {
  const addresses = ['Atatürk Cad. No: 88, Nilüfer / Bursa', 'Gül Sok. No: 12/4, Kadıköy / İstanbul'] as const
  expect(marked(...addresses)).toEqual([...addresses])
  expect(marked('Aktif', 'Pasif')).toEqual(['Aktif', 'Pasif'])
  const long = 'a '.repeat(500)
  expect(textDifferences(long, `${long}b`)).toEqual([
    [{ text: long, differs: false }],
    [{ text: `${long}b`, differs: false }],
  ])
})

it('tells what two sets share from what each has of its own', () => {
  expect(setDifferences(['a', 'b'], ['b', 'c'])).toEqual({ both: ['b'], onlyA: ['a'], onlyB: ['c'] })
})
