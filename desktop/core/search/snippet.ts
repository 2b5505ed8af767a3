import { damerauWithin1, matchRanges, searchTerms, trFold } from '../../../shared/text.ts'

const pieceLength = 240
/** Characters shown before the first word found, and in all: what fits in one line. */
const before = 32
const longest = 120

/**
 * The words of a text around the place where most of the terms stand (the earliest such place), in one line, with … where
 * it goes on; undefined where none of them does. Terms are folded (searchTerms).
 */
export function snippetOf(text: string, terms: readonly string[]): { text: string; found: number } | undefined {
  const best = bestPiece(text, terms, asTyped) ?? bestPiece(text, terms, near)
  if (!best) return undefined
  const [first] = matchRanges(best.piece, terms.join(' '))
  return { text: lineAround(text, best.at + (first?.[0] ?? 0)), found: best.found }
}

/** Which of the terms begin a word of the folded text. */
type Matches = (folded: string, terms: readonly string[]) => string[]

const asTyped: Matches = (folded, terms) => {
  const inside = terms.filter(term => folded.includes(term))
  if (inside.length === 0) return inside
  const words = searchTerms(folded)
  return inside.filter(term => words.some(word => word.startsWith(term)))
}
const near: Matches = (folded, terms) => {
  const words = searchTerms(folded)
  return terms.filter(term => term.length >= 5 && words.some(word => damerauWithin1(word, term)))
}

/** In pieces, so that only the one shown has its letters followed back to where they stand. */
function bestPiece(text: string, terms: readonly string[], matches: Matches) {
  let best: { at: number; piece: string; found: number } | undefined
  for (let at = 0; at < text.length && best?.found !== terms.length; ) {
    const piece = pieceFrom(text, at)
    const found = matches(trFold(piece), terms).length
    if (found > (best?.found ?? 0)) best = { at, piece, found }
    at += piece.length
  }
  return best
}

/** Ends behind a blank where there is one, so that no word is cut in two. */
function pieceFrom(text: string, at: number): string {
  const piece = text.slice(at, at + pieceLength)
  if (at + pieceLength >= text.length) return piece
  const blank = piece.search(/\s\S*$/)
  return blank < 0 ? piece : piece.slice(0, blank + 1)
}

function lineAround(text: string, at: number): string {
  const head = text.slice(Math.max(0, at - before), at)
  const isBegin = at <= before
  // A word that the beginning of the line would cut is left out.
  const shownHead = isBegin ? head : head.replace(/^\S+\s*/, '')
  const rest = text.slice(at, at + longest - shownHead.length)
  const isEnd = at + rest.length >= text.length
  const shownRest = isEnd ? rest : rest.replace(/\s+\S*$/, '')
  const line = `${shownHead}${shownRest}`.replace(/\s+/g, ' ').trim().toWellFormed()
  return `${isBegin ? '' : '… '}${line}${isEnd ? '' : ' …'}`
}
