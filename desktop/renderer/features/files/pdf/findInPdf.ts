import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { Range } from '../../../../../shared/text.ts'
import { hitsIn, type PageText, pageText, type TextRun } from './pageText.ts'

/** What was found so far. */
export interface Found {
  /** By page, from 0 on; pages without any are not in it. */
  pages: ReadonlyMap<number, readonly Range[]>
  count: number
  /** All pages were looked at. */
  isWhole: boolean
  /** There is text at all: a document that was scanned has none. */
  hasText: boolean
}
/** One of what was found: the how-manieth of its page. */
export interface Hit {
  page: number
  at: number
}

export const nothingFound: Found = { pages: new Map(), count: 0, isWhole: false, hasText: false }

/** The text of each page, read when it is asked for and kept. */
export interface PageTexts {
  of(page: number): Promise<PageText>
  known(page: number): PageText | undefined
}

export function createPageTexts(document: Pick<PDFDocumentProxy, 'getPage'>): PageTexts {
  const asked = new Map<number, Promise<PageText>>()
  const known = new Map<number, PageText>()
  const read = async (page: number): Promise<PageText> => {
    // A page that cannot be read is shown as such; the others are searched all the same.
    const runs = await textRuns(document, page).catch((): TextRun[] => [])
    const text = pageText(runs)
    known.set(page, text)
    return text
  }
  return {
    of(page) {
      const reading = asked.get(page) ?? read(page)
      asked.set(page, reading)
      return reading
    },
    known: page => known.get(page),
  }
}

async function textRuns(document: Pick<PDFDocumentProxy, 'getPage'>, page: number): Promise<TextRun[]> {
  const { items } = await (await document.getPage(page + 1)).getTextContent()
  return items.filter(item => 'str' in item)
}

interface Search {
  texts: PageTexts
  count: number
  pattern: RegExp
  /** The page to begin with; those before it come last. */
  from: number
  /** Told from time to time, and at the end. */
  tell: (found: Found) => void
  gone: AbortSignal
}

/** The window may work on something else in between. */
const sliceMs = 8
const tellMs = 100

/** Looks through all pages, the one that is shown first. */
export async function findInPdf({ texts, count, pattern, from, tell, gone }: Search): Promise<void> {
  const pages = new Map<number, readonly Range[]>()
  let [total, hasText] = [0, false]
  let begun = performance.now()
  let told = begun
  for (let i = 0; i < count; i++) {
    const page = (from + i) % count
    const text = await texts.of(page)
    if (gone.aborted) return
    const hits = hitsIn(text, pattern)
    const isFirst = total === 0 && hits.length > 0
    if (hits.length > 0) pages.set(page, hits)
    total += hits.length
    hasText ||= text.length > 0
    const now = performance.now()
    if (isFirst || now - told > tellMs) {
      told = now
      tell({ pages: new Map(pages), count: total, isWhole: false, hasText })
    }
    if (now - begun > sliceMs) {
      await new Promise(resolve => setTimeout(resolve))
      if (gone.aborted) return
      begun = performance.now()
    }
  }
  tell({ pages, count: total, isWhole: true, hasText })
}

/** The first that stands at or behind a place of a page; the first of all where none does. */
export function hitFrom({ pages }: Found, page: number, place: number): Hit | undefined {
  const at = pages.get(page)?.findIndex(([start]) => start >= place) ?? -1
  if (at >= 0) return { page, at }
  const sorted = [...pages.keys()].sort((a, b) => a - b)
  const next = sorted.find(one => one > page) ?? sorted[0]
  return next === undefined ? undefined : { page: next, at: 0 }
}

/** The one behind or before, around the ends. */
export function hitBeside(found: Found, { page, at }: Hit, step: 1 | -1): Hit {
  const to = at + step
  if (to >= 0 && to < (found.pages.get(page)?.length ?? 0)) return { page, at: to }
  const sorted = [...found.pages.keys()].sort((a, b) => a - b)
  const next = sorted.at((sorted.indexOf(page) + step) % sorted.length) ?? page
  return { page: next, at: step > 0 ? 0 : (found.pages.get(next)?.length ?? 1) - 1 }
}

/** The how-manieth it is in the document, from 1 on. */
export function ordinalOf({ pages }: Found, { page, at }: Hit): number {
  let before = 0
  for (const [other, hits] of pages) if (other < page) before += hits.length
  return before + at + 1
}
