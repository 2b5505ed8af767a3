import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { createPageTexts, type Found, findInPdf, type Hit, hitBeside, hitFrom, nothingFound } from './findInPdf.ts'
import { hitPlace } from './hitPlace.ts'
import type { OpenPdf } from './openPdf.ts'
import type { PageSize } from './pageLayout.ts'
import { patternOf } from './pageText.ts'
import type { PageHits } from './useHitMarks.ts'

interface Options {
  pdf: OpenPdf
  /** The page in the middle of the window. */
  at: number
  /** Brings a place of a page (CSS pixels at 100 %) into sight. */
  show: (page: number, place: { x: number; y: number }, size: PageSize) => void
}

export interface PdfFind {
  words: string
  setWords: (words: string) => void
  /** Undefined where nothing is searched for. */
  found: Found | undefined
  current: Hit | undefined
  step: (step: 1 | -1) => void
  /** What is marked on a page. */
  hitsOf: (page: number) => PageHits | undefined
}

/** Search within a document: from the page that is shown on, while the rest is still being looked through. */
export function usePdfFind({ pdf, at, show }: Options): PdfFind {
  const texts = useMemo(() => createPageTexts(pdf.document), [pdf])
  const [words, setWords] = useState('')
  const [{ found, current }, setState] = useState<{ found: Found | undefined; current: Hit | undefined }>(nothing)
  const latest = useRef({ at, show, found, current })
  latest.current = { at, show, found, current }

  useEffect(() => {
    const pattern = patternOf(words)
    if (!pattern) return setState(nothing)
    const gone = new AbortController()
    // Whoever types on stays where they are, as long as it fits.
    const { at, found: before, current: stood } = latest.current
    const from = stood?.page ?? at
    const [place = 0] = (stood && before?.pages.get(stood.page)?.[stood.at]) ?? []
    const tell = (next: Found) =>
      setState(old => {
        const isBegun = old.found !== undefined && old.found !== before
        return { found: next, current: (isBegun ? old.current : undefined) ?? hitFrom(next, from, place) }
      })
    tell({ ...nothingFound })
    void findInPdf({ texts, count: pdf.document.numPages, pattern, from, tell, gone: gone.signal })
    return () => gone.abort()
  }, [pdf, texts, words])

  useEffect(() => {
    if (!current) return
    const text = texts.known(current.page)
    const hit = latest.current.found?.pages.get(current.page)?.[current.at]
    if (!text || !hit) return
    let isGone = false
    hitPlace(pdf, current.page, text, hit)
      .then(place => !isGone && place && latest.current.show(current.page, place, place.size))
      // What has been found has been read; a page that cannot be read any more says so where it stands.
      .catch(() => undefined)
    return () => {
      isGone = true
    }
  }, [pdf, texts, current])

  const step = useCallback(
    (step: 1 | -1) =>
      setState(old => (old.found && old.current ? { ...old, current: hitBeside(old.found, old.current, step) } : old)),
    [],
  )
  const hitsOf = (page: number): PageHits | undefined => {
    const [text, hits] = [texts.known(page), found?.pages.get(page)]
    return text && hits && { text, hits, current: current?.page === page ? current.at : undefined }
  }
  return { words, setWords, found, current, step, hitsOf }
}

const nothing = { found: undefined, current: undefined }
