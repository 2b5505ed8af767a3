import type { Range } from '../../../../../shared/text.ts'
import type { OpenPdf } from './openPdf.ts'
import type { PageSize } from './pageLayout.ts'
import { pixelsPerPoint } from './pageLayout.ts'
import { type PageText, partsOf } from './pageText.ts'

/** Where on its page a hit stands, in CSS pixels at 100 %, and how large that page is. */
export async function hitPlace(
  { document }: Pick<OpenPdf, 'document'>,
  page: number,
  text: PageText,
  hit: Range,
): Promise<{ x: number; y: number; size: PageSize } | undefined> {
  const shown = await document.getPage(page + 1)
  const { items } = await shown.getTextContent()
  const [part] = partsOf(text, hit)
  const run = items.filter(item => 'str' in item)[part?.run ?? -1]
  if (!part || !run) return undefined
  const viewport = shown.getViewport({ scale: pixelsPerPoint })
  const [left = 0, top = 0] = run.transform.slice(4).map(Number)
  // Letters are taken for as wide as each other: it is only about what is in sight.
  const along = run.str.length > 0 ? (run.width * part.from) / run.str.length : 0
  const [x = 0, y = 0] = viewport.convertToViewportPoint(left + along, top).map(Number)
  return { x, y, size: { width: viewport.width, height: viewport.height } }
}
