import fc from 'fast-check'
import { expect, test } from 'vitest'
import { trSortKey } from './sortKey.ts'

const collator = new Intl.Collator('tr', { numeric: true })
const byKey = (a: string, b: string) => compare(trSortKey(a), trSortKey(b))
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

const lower = 'abcçdefgğhıijklmnoöpqrsştuüvwxyz'
const upper = 'ABCÇDEFGĞHIİJKLMNOÖPQRSŞTUÜVWXYZ'
const accented = 'âáàãäåéèêëîíìïñóòôõúùûýÿčśžêÂÁÀÉÈÊÑÓÛ'
const signs = ` _-,;:!?.'()[]{}@*/&#%^+<=>|~$"`
const letters = (alphabet: string, maxLength: number) =>
  fc.array(fc.constantFrom(...alphabet), { maxLength }).map(parts => parts.join(''))

function agreesWithCollator(alphabet: string, maxLength: number, numRuns: number) {
  const word = letters(alphabet, maxLength)
  fc.assert(
    fc.property(word, word, (a, b) => {
      expect(byKey(a, b), `${a} / ${b}`).toBe(Math.sign(collator.compare(a, b)))
    }),
    { numRuns },
  )
}

test('keys order words of the Turkish alphabet as the Turkish collator does', () => {
  agreesWithCollator(lower + upper, 3, 4000)
  agreesWithCollator(lower + upper, 12, 2000)
})

test('keys order few letters with capitals and accents as the collator does, accents before capitals', () => {
  agreesWithCollator('aAâáÂıIiİ', 4, 4000)
  agreesWithCollator(lower + upper + accented.replace(/[îíìïÿ]/g, ''), 5, 4000)
})

test('keys order punctuation below digits below letters as the collator does', () => {
  agreesWithCollator(`${signs}01a`, 4, 4000)
})

test('keys order runs of digits by value as the collator does', () => {
  agreesWithCollator('0019a', 6, 4000)
  agreesWithCollator('0123456789', 14, 2000)
  expect(['madde 10', 'madde 9', 'madde 100', 'madde 009a'].sort(byKey)).toEqual([
    'madde 9',
    'madde 009a',
    'madde 10',
    'madde 100',
  ])
})

test('keys sort a list of names into dictionary order', () => {
  const names = [
    'Zeynep',
    'Çelik',
    'Iğdır',
    'ılık',
    'ilik',
    'İzmir',
    'Ispanak',
    'Cam',
    'çam',
    'Şişli',
    'Sivas',
    'Özgür',
    'Ordu',
    'Ünye',
    'Uşak',
    'Ğ',
    'G',
    'H',
    'Kâğıt',
    'Kağıt',
    '3M',
    '3m',
    '12 Eylül',
    '1. Levent',
    'A.Ş.',
    'AŞ',
    'a',
    'Á',
  ]
  expect([...names].sort(byKey)).toEqual([...names].sort(collator.compare))
})

test('exception: accented forms of capital I sort with i, not with ı as the collator has them', () => {
  expect(['Ïris', 'ıh', 'ia', 'iz', 'Îmân'].sort(byKey)).toEqual(['ıh', 'ia', 'Îmân', 'Ïris', 'iz'])
})

test('exception: typographic quotes, dashes and currency signs count as their plain forms', () => {
  expect(trSortKey('Ali’nin')).toBe(trSortKey("Ali'nin"))
  expect(trSortKey('2024–2025')).toBe(trSortKey('2024-2025'))
  expect(trSortKey('5 ₺')).toBe(trSortKey('5 $'))
})

test('exception: other scripts come after z, by code point', () => {
  expect(['Ωmega', 'Яна', 'Zürich', '株', 'Анна'].sort(byKey)).toEqual(['Zürich', 'Ωmega', 'Анна', 'Яна', '株'])
})

test('composed and decomposed spellings have the same key', () => {
  fc.assert(
    fc.property(letters(lower + upper + accented, 12), word => {
      expect(trSortKey(word.normalize('NFD'))).toBe(trSortKey(word.normalize('NFC')))
    }),
  )
})

test('a key is printable ASCII without quotes or backslashes and never longer than asked', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.integer({ min: 8, max: 80 }), (text, max) => {
      const key = trSortKey(text, max)
      expect(key.length).toBeLessThanOrEqual(max)
      expect(key).toMatch(/^[ !#-[\]-~]*$/)
    }),
  )
})

test('shortening keys never puts two texts into the wrong order', () => {
  const word = letters(`${lower}AÂ 12`, 40)
  fc.assert(
    fc.property(word, word, (a, b) => {
      expect(compare(trSortKey(a, 16), trSortKey(b, 16)) * byKey(a, b)).toBeGreaterThanOrEqual(0)
    }),
  )
})

test('a key that is cut is the beginning of the whole one, whatever its text is made of', () => {
  const text = letters(`${lower}${upper}${accented}${signs}0129\u0301\u0327\u0130ß€²³µðÞŋ`, 90)
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 64 }), (text, max) => {
      const start = [...text].slice(0, max).join('')
      expect(trSortKey(start, max), text).toBe(trSortKey(start, 400).slice(0, max))
    }),
    { numRuns: 3000 },
  )
})
