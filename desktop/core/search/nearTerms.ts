import { damerauWithin1 } from '../../../shared/text.ts'
import type { Reader } from '../storage/database.ts'

/** Words of the search index that are one letter off: wrong, missing, extra, or two swapped. */
export interface NearTerms {
  /** Other words than `term` itself; with `unfinished` also those whose beginning is near it. Best first. */
  of(term: string, unfinished: boolean): string[]
}

/** Shortest word that is looked up with a letter wrong. */
export const shortestNear = 5
const mostNear = 12

/**
 * The vocabulary is some ten thousand words whatever the number of records, so it is held in memory and looked through:
 * a bit per letter and the length rule out nearly all words before any are compared.
 */
export function createNearTerms(reader: Reader): NearTerms {
  const newer = reader.prepare('SELECT n, term FROM search_term WHERE n > ? ORDER BY n').raw()
  const count = reader.prepare('SELECT max(n) FROM search_term').pluck()
  let last = 0
  let terms: string[] = []
  let letters: number[] = []
  const catchUp = (): void => {
    const most = Number(count.get() ?? 0)
    if (most < last) [terms, letters, last] = [[], [], 0]
    if (most === last) return
    for (const [n, term] of newer.all(last) as [number, string][]) {
      terms.push(term)
      letters.push(lettersOf(term))
      last = n
    }
  }
  return {
    of(term, unfinished) {
      if (term.length < shortestNear) return []
      catchUp()
      const own = lettersOf(term)
      const whole: string[] = []
      const begun: string[] = []
      for (let i = 0; i < terms.length; i++) {
        const other = terms[i] as string
        const difference = other.length - term.length
        if (difference >= -1 && difference <= 1) {
          if (bitsIn((letters[i] as number) ^ own) <= 2 && other !== term && damerauWithin1(other, term))
            whole.push(other)
        } else if (unfinished && difference > 1 && beginsAlike(other, term) && isBegun(other, term)) begun.push(other)
      }
      return [...whole, ...begun].slice(0, mostNear)
    },
  }
}

const isBegun = (word: string, term: string): boolean =>
  damerauWithin1(word.slice(0, term.length), term) ||
  damerauWithin1(word.slice(0, term.length + 1), term) ||
  damerauWithin1(word.slice(0, term.length - 1), term)

/** One letter off, the first or the second still tells: in its place, or in the other's. */
function beginsAlike(a: string, b: string): boolean {
  const [a0, a1, b0, b1] = [a.charCodeAt(0), a.charCodeAt(1), b.charCodeAt(0), b.charCodeAt(1)]
  return a0 === b0 || a1 === b1 || a0 === b1 || a1 === b0
}

/** A bit for each letter that occurs; one changed letter changes two at most. */
function lettersOf(term: string): number {
  let bits = 0
  for (let i = 0; i < term.length; i++) bits |= 1 << (term.charCodeAt(i) & 31)
  return bits
}

function bitsIn(value: number): number {
  let left = value
  let count = 0
  while (left !== 0 && count < 3) {
    left &= left - 1
    count++
  }
  return count
}
