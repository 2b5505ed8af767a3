import fc from 'fast-check'
import { expect, test } from 'vitest'
import { damerauWithin1, lowerAscii, matchRanges, searchTerms, trFold, trLower, trUpper } from './text.ts'

const marked = (text: string, query: string) => matchRanges(text, query).map(([start, end]) => text.slice(start, end))

test('words have Turkish case, identifiers have ASCII case', () => {
  expect(trUpper('istanbul ılık')).toBe('İSTANBUL ILIK')
  expect(trLower('IĞDIR İZMİR')).toBe('ığdır izmir')
  expect(lowerAscii('INFO@İŞ.com')).toBe('info@İŞ.com')
})

test('folding takes dots, tails, accents and case away', () => {
  expect(trFold('IŞIK İnşaat A.Ş. Kâğıt ÇÖĞÜŞ')).toBe('isik insaat a.s. kagit cogus')
  expect(trFold('I\u0307zmir')).toBe('izmir')
  expect(trFold('ABC 12')).toBe('abc 12')
})

test('folding by the table of letters is folding letter by letter, however the text goes on', () => {
  const letters = fc.string({ unit: fc.integer({ min: 0, max: 0x17f }).map(code => String.fromCharCode(code)) })
  fc.assert(
    fc.property(letters, text => {
      // One letter beyond the table makes the whole text go the long way.
      expect(trFold(text)).toBe(trFold(`${text} ж`).slice(0, -2))
    }),
  )
})

test('German and French letters are found with and without what is special about them', () => {
  expect(trFold('Müller & Söhne, Bäckerstraße')).toBe('muller & sohne, backerstrasse')
  expect(trFold('GROẞHANDEL')).toBe('grosshandel')
  expect(trFold('Cœur, Élève, Français, Noël, où')).toBe('coeur, eleve, francais, noel, ou')
  expect(trFold('Ærø, Łódź, Đorđe')).toBe('aero, lodz, dorde')
})

test('folding is the same for every spelling of a letter and folds no further when repeated', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), text => {
      expect(trFold(text.normalize('NFD'))).toBe(trFold(text.normalize('NFC')))
      expect(trFold(trFold(text))).toBe(trFold(text))
    }),
  )
})

test('search terms are the folded words and digits', () => {
  expect(searchTerms('Öz-Işık A.Ş., No:12/B')).toEqual(['oz', 'isik', 'a', 's', 'no', '12', 'b'])
  expect(searchTerms(' .,- ')).toEqual([])
})

test('one wrong, missing, extra or swapped letter is within one', () => {
  for (const word of ['mskina', 'makna', 'makiina', 'amkina', 'makinax', 'akina', 'makina', 'makian'])
    expect(damerauWithin1('makina', word), word).toBe(true)
  for (const word of ['mskinb', 'makn', 'makiinaa', 'kamina', 'nakima', ''])
    expect(damerauWithin1('makina', word), word).toBe(false)
})

test('within one agrees with the full edit distance and does not depend on the order of its arguments', () => {
  const word = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 6 }).map(parts => parts.join(''))
  fc.assert(
    fc.property(word, word, (a, b) => {
      expect(damerauWithin1(a, b)).toBe(distance(a, b) <= 1)
      expect(damerauWithin1(b, a)).toBe(damerauWithin1(a, b))
    }),
    { numRuns: 2000 },
  )
})

test('highlights show the letters as they are written', () => {
  expect(marked('Işıklar İnşaat Işık', 'isik')).toEqual(['Işık', 'Işık'])
  expect(marked('Kâ\u0302ğıt Sanayi', 'kag')).toEqual(['Kâ\u0302ğ'])
  expect(marked('İSTANBUL', 'istanbul')).toEqual(['İSTANBUL'])
  expect(marked('Öz Çelik', 'celik öz')).toEqual(['Öz', 'Çelik'])
  expect(marked('Straße 12', 'strasse')).toEqual(['Straße'])
  expect(marked('Straße', 'stras')).toEqual(['Straß'])
  expect(marked('ßa', 's')).toEqual(['ß'])
})

test('highlights prefer starts of words, then places inside words, then words one letter off', () => {
  expect(marked('Makina ve temakina', 'maki')).toEqual(['Maki'])
  expect(marked('Anadolu', 'dolu')).toEqual(['dolu'])
  expect(marked('Anadolu Makine', 'makina')).toEqual(['Makine'])
  expect(marked('Anadolu', 'xyz')).toEqual([])
})

test('highlights are sorted, apart from each other and inside the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.string({ maxLength: 6 }), (text, query) => {
      let before = -1
      for (const [start, end] of matchRanges(text, query)) {
        expect(start).toBeGreaterThan(before)
        expect(end).toBeGreaterThan(start)
        expect(end).toBeLessThanOrEqual(text.length)
        before = end
      }
    }),
  )
})

/** Optimal string alignment distance, the plain way. */
function distance(a: string, b: string): number {
  const d = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
  )
  const at = (i: number, j: number) => d[i]?.[j] ?? 0
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let best = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, at(i - 2, j - 2) + 1)
      const row = d[i]
      if (row) row[j] = best
    }
  return at(a.length, b.length)
}
