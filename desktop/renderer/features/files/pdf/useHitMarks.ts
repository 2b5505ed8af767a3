import { useEffect } from 'react'
import type { Range as TextRange } from '../../../../../shared/text.ts'
import { type PageText, partsOf } from './pageText.ts'

/** What of a page is marked. */
export interface PageHits {
  text: PageText
  hits: readonly TextRange[]
  /** The one that somebody has gone to. */
  current: number | undefined
}

/**
 * Marks hits on the words that lie over a page's drawing, without touching them: as the browser marks what it has found.
 * `runs` are the elements of the page's runs; undefined while they are on their way.
 */
export function useHitMarks(runs: readonly HTMLElement[] | undefined, found: PageHits | undefined): void {
  const { text, hits, current } = found ?? {}
  useEffect(() => {
    if (!runs || !text || !hits || !('highlights' in CSS)) return
    const marks = hits.flatMap((hit, at) =>
      rangesOf(runs, text, hit).map(range => [at === current ? 'pdf-current' : 'pdf-found', range] as const),
    )
    for (const [name, range] of marks) highlight(name).add(range)
    return () => {
      for (const [name, range] of marks) highlight(name).delete(range)
    }
  }, [runs, text, hits, current])
}

function highlight(name: string): Highlight {
  const known = CSS.highlights.get(name) ?? new Highlight()
  CSS.highlights.set(name, known)
  return known
}

const rangesOf = (runs: readonly HTMLElement[], text: PageText, hit: TextRange): Range[] =>
  partsOf(text, hit).flatMap(({ run, from, to }) => {
    const words = runs[run]?.firstChild
    if (!(words instanceof Text)) return []
    const range = new Range()
    range.setStart(words, Math.min(from, words.length))
    range.setEnd(words, Math.min(to, words.length))
    return range.collapsed ? [] : [range]
  })
