import { foldWithOrigin, type Range, trFold } from '../../../../../shared/text.ts'

/** A piece of text as the document draws it: a line, a word, or a single letter. */
export interface TextRun {
  str: string
  /** A line ends behind it. */
  hasEOL: boolean
}

/** The text of a page, made to be searched. */
export interface PageText {
  length: number
  folded: string
  /** For each letter of `folded`, where in the text its letter begins and ends. */
  starts: readonly number[]
  ends: readonly number[]
  /** Where in the text each run begins. */
  runs: readonly number[]
}

export function pageText(pieces: readonly TextRun[]): PageText {
  let text = ''
  const runs: number[] = []
  for (const { str, hasEOL } of pieces) {
    runs.push(text.length)
    text += hasEOL ? `${str}\n` : str
  }
  return { length: text.trim().length, runs, ...foldWithOrigin(text) }
}

/**
 * What finds these words whatever letters, signs and line breaks they are written with; undefined where there are none.
 * A word that is divided at the end of a line is one word.
 */
export function patternOf(words: string): RegExp | undefined {
  const letters = [...trFold(words.trim()).replace(/\s+/gu, ' ')]
  if (letters.length === 0) return undefined
  const parts = letters.map(letter =>
    letter === ' ' ? '\\s+' : (alike.get(letter) ?? letter.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&')),
  )
  return new RegExp(parts.join('(?:[-\u2010\u00ad]\\n|\u00ad)?'), 'gu')
}

/** Where in the text of the page the pattern is found, in order. */
export function hitsIn({ folded, starts, ends }: PageText, pattern: RegExp): Range[] {
  return [...folded.matchAll(pattern)].map(({ index, 0: found }) => [
    starts[index] ?? 0,
    ends[index + found.length - 1] ?? 0,
  ])
}

export interface RunPart {
  run: number
  from: number
  to: number
}

/** The parts of runs that a piece of the text is drawn by. */
export function partsOf({ runs }: PageText, [start, end]: Range): RunPart[] {
  const parts: RunPart[] = []
  for (let run = runAt(runs, start); run < runs.length && (runs[run] ?? 0) < end; run++) {
    const begin = runs[run] ?? 0
    parts.push({ run, from: Math.max(0, start - begin), to: Math.min(end, runs[run + 1] ?? end) - begin })
  }
  return parts
}

/** The last run that begins at or before this place. */
function runAt(runs: readonly number[], place: number): number {
  let [low, high] = [0, runs.length - 1]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((runs[middle] ?? 0) <= place) low = middle
    else high = middle - 1
  }
  return low
}

/** A document writes signs that no keyboard has; whichever of them is typed finds them all. */
const alike = new Map(
  ["'‘’‛", '"“”„', '-‐‑–'].flatMap(signs =>
    [...signs].map(sign => [sign, `[${signs}]${signs[0] === '-' ? '\\n?' : ''}`]),
  ),
)
