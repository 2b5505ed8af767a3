/**
 * Turkish text: case, folding for search, words, near matches. Order of text is in sortKey.ts.
 * Two kinds of case: `lowerAscii` for identifiers (e-mail, URL, codes), `trLower`/`trUpper` for words.
 */
import { spelled } from './sortKey.ts'

export { trSortKey } from './sortKey.ts'

/** Lower case of a word: I → ı, İ → i. Never for identifiers. */
export const trLower = (text: string): string => text.toLocaleLowerCase('tr')
/** Upper case of a word: i → İ, ı → I. Never for identifiers. */
export const trUpper = (text: string): string => text.toLocaleUpperCase('tr')
/** Lower case of an identifier: only A to Z change, so that `INFO@X.COM` never becomes `ınfo@x.com`. */
export const lowerAscii = (text: string): string =>
  text.replace(/[A-Z]+/g, letters => String.fromCharCode(...Array.from(letters, c => c.charCodeAt(0) + 32)))

/**
 * The form that search compares: Turkish letters without dots and tails, no accents, lower case.
 * `IŞIK İnşaat Kâğıt` → `isik insaat kagit`, `Straße, cœur` → `strasse, coeur`. The same on the query and on the stored
 * value, and in SQL (server/db/turkish.ts).
 */
export function trFold(text: string): string {
  let isAscii = true
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code >= foldedLetters.length) return foldAny(text)
    if (code > 127) isAscii = false
  }
  if (isAscii) return text.toLowerCase()
  let folded = ''
  for (let i = 0; i < text.length; i++) folded += foldedLetters[text.charCodeAt(i)]
  return folded
}

/** Any text, marks that stand behind their letter included. */
const foldAny = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[ıİIşŞğĞçÇöÖüÜ]/g, letter => plain[letter] ?? letter)
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[ßæœøłđħ]/g, letter => spelled[letter] ?? letter)

/** Folded words of a text, in order, repeated ones too; everything but letters and digits separates. */
export const searchTerms = (text: string): string[] => {
  const folded = trFold(text)
  // What is folded mostly is ASCII, in which words are found in half the time.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant
  return folded.match(/[^\x00-\x7f]/.test(folded) ? /[\p{L}\p{N}]+/gu : /[a-z0-9]+/g) ?? []
}

/** True when one wrong, missing, extra or swapped neighbouring letter (or none) turns `a` into `b`. */
export function damerauWithin1(a: string, b: string): boolean {
  if (a === b) return true
  if (a.length > b.length) return damerauWithin1(b, a)
  if (b.length - a.length > 1) return false
  let at = 0
  while (at < a.length && a[at] === b[at]) at++
  const rest = a.slice(at)
  if (a.length < b.length) return rest === b.slice(at + 1)
  if (rest.slice(1) === b.slice(at + 1)) return true
  return a[at] === b[at + 1] && a[at + 1] === b[at] && rest.slice(2) === b.slice(at + 2)
}

/** Half-open range of UTF-16 positions in a text. */
export type Range = readonly [start: number, end: number]

/**
 * What to highlight in `text` for a query, as positions in the text as written: starts of words; where no word starts
 * with a term, its places inside words; where there is none and the term has five letters or more, words one letter off.
 * Sorted, not overlapping.
 */
export function matchRanges(text: string, query: string): Range[] {
  const terms = [...new Set(searchTerms(query))]
  if (terms.length === 0 || text === '') return []
  const { folded, starts, ends } = foldWithOrigin(text)
  const words = [...folded.matchAll(/[\p{L}\p{N}]+/gu)].map(word => ({ text: word[0], at: word.index }))
  const hits = terms.flatMap(term => hitsOf(term, folded, words))
  return merged(hits.map(([start, end]) => [starts[start] ?? 0, ends[end - 1] ?? text.length] as const))
}

/** Control characters other than tab and line breaks, and halves of surrogate pairs, are not text. */
export const isText = (value: string): boolean => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what it looks for
  return !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(value) && value.isWellFormed()
}

const plain: Record<string, string> = {
  ı: 'i',
  İ: 'i',
  I: 'i',
  ş: 's',
  Ş: 's',
  ğ: 'g',
  Ğ: 'g',
  ç: 'c',
  Ç: 'c',
  ö: 'o',
  Ö: 'o',
  ü: 'u',
  Ü: 'u',
}

/** Each letter up to Latin Extended-A, which Turkish records are made of: a fifth of the time that the long way takes. */
const foldedLetters: readonly string[] = Array.from({ length: 0x180 }, (_, code) => foldAny(String.fromCharCode(code)))

/** No letter below it is an accent that belongs to the one before. */
const firstMark = 0x300
const cluster = /.\p{M}*/suy

/** The folded text and, for each of its positions, where in the original that letter begins and ends. */
export function foldWithOrigin(text: string): { folded: string; starts: number[]; ends: number[] } {
  let folded = ''
  const starts: number[] = []
  const ends: number[] = []
  const add = (part: string, start: number, end: number) => {
    folded += part
    for (let i = 0; i < part.length; i++) {
      starts.push(start)
      ends.push(end)
    }
  }
  for (let at = 0; at < text.length; ) {
    const known = foldedLetters[text.charCodeAt(at)]
    if (known !== undefined && !(text.charCodeAt(at + 1) >= firstMark)) {
      add(known, at, ++at)
      continue
    }
    // A letter and the accents written after it fold together.
    cluster.lastIndex = at
    const [letter = ''] = cluster.exec(text) ?? []
    add(trFold(letter), at, at + letter.length)
    at += letter.length
  }
  return { folded, starts, ends }
}

function hitsOf(term: string, folded: string, words: { text: string; at: number }[]): Range[] {
  const starts = words.filter(word => word.text.startsWith(term))
  if (starts.length > 0) return starts.map(word => [word.at, word.at + term.length])
  const inside: Range[] = []
  for (let at = folded.indexOf(term); at >= 0; at = folded.indexOf(term, at + term.length))
    inside.push([at, at + term.length])
  if (inside.length > 0 || term.length < 5) return inside
  return words.filter(word => damerauWithin1(word.text, term)).map(word => [word.at, word.at + word.text.length])
}

function merged(ranges: Range[]): Range[] {
  const out: [number, number][] = []
  for (const [start, end] of ranges.sort((a, b) => a[0] - b[0])) {
    const last = out.at(-1)
    if (last && start <= last[1]) last[1] = Math.max(last[1], end)
    else out.push([start, end])
  }
  return out
}
