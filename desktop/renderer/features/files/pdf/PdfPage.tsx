import type { PDFPageProxy, RenderTask } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { type CSSProperties, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OpenPdf } from './openPdf.ts'
import { type PageSize, pixelsPerPoint } from './pageLayout.ts'
import styles from './pdf.module.css'
import { type PageHits, useHitMarks } from './useHitMarks.ts'
import { sharpness } from './zoom.ts'

interface Props {
  pdf: OpenPdf
  /** From 0 on. */
  at: number
  scale: number
  pixelRatio: number
  place: CSSProperties
  onSize: (at: number, size: PageSize) => void
  found: PageHits | undefined
}

/** While somebody zooms, the old drawing is stretched. */
const patience = 120

/** One page: its drawing, and over it its text, to be selected. */
export function PdfPage({ pdf, at, scale, pixelRatio, place, onSize, found }: Props) {
  const { t } = useTranslation('files')
  const drawing = useRef<HTMLDivElement>(null)
  const words = useRef<HTMLDivElement>(null)
  const [page, setPage] = useState<PDFPageProxy>()
  const [isBroken, setBroken] = useState(false)
  const [runs, setRuns] = useState<readonly HTMLElement[]>()
  useHitMarks(runs, found)

  useEffect(() => {
    let isGone = false
    let found: PDFPageProxy | undefined
    pdf.document
      .getPage(at + 1)
      .then(next => {
        if (isGone) return
        found = next
        const { width, height } = next.getViewport({ scale: pixelsPerPoint })
        onSize(at, { width, height })
        setPage(next)
      })
      .catch(() => !isGone && setBroken(true))
    return () => {
      isGone = true
      found?.cleanup()
    }
  }, [pdf, at, onSize])

  useEffect(() => {
    const to = drawing.current
    if (!page || !to) return
    let task: RenderTask | undefined
    const draw = () => {
      const viewport = page.getViewport({ scale: scale * pixelsPerPoint })
      const ratio = sharpness(viewport.width, viewport.height, pixelRatio)
      const canvas = document.createElement('canvas')
      canvas.width = Math.max(1, Math.floor(viewport.width * ratio))
      canvas.height = Math.max(1, Math.floor(viewport.height * ratio))
      task = page.render({ canvas, viewport, transform: [ratio, 0, 0, ratio, 0, 0] })
      task.promise.then(
        () => {
          release(to)
          to.replaceChildren(canvas)
          setBroken(false)
        },
        thrown => {
          canvas.width = 0
          if (!(thrown instanceof Error) || thrown.name !== 'RenderingCancelledException') setBroken(true)
        },
      )
    }
    const timer = setTimeout(draw, to.hasChildNodes() ? patience : 0)
    return () => {
      clearTimeout(timer)
      task?.cancel()
    }
  }, [page, scale, pixelRatio])

  useEffect(() => {
    const to = drawing.current
    return () => {
      if (to) release(to)
    }
  }, [])

  useEffect(() => {
    const container = words.current
    if (!page || !container) return
    const layer = new pdf.library.TextLayer({
      textContentSource: page.streamTextContent(),
      container,
      viewport: page.getViewport({ scale: pixelsPerPoint }),
    })
    layer.render().then(
      () => setRuns(layer.textDivs),
      // Without its text a page can still be looked at.
      () => undefined,
    )
    return () => {
      setRuns(undefined)
      layer.cancel()
      container.replaceChildren()
    }
  }, [page, pdf])

  const size = { ...place, '--total-scale-factor': scale * pixelsPerPoint } as CSSProperties
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be one to fill in
    <div className={styles.page} style={size} role="group" aria-label={t('pdf.page', { at: at + 1 })}>
      <div ref={drawing} className={styles.drawing} />
      <div ref={words} className={styles.text} />
      {isBroken && <p className={styles.broken}>{t('pdf.pageFailed')}</p>}
    </div>
  )
}

/** A canvas keeps its memory until it is collected, unless it is made small. */
function release(holder: HTMLElement): void {
  for (const canvas of holder.querySelectorAll('canvas')) canvas.width = 0
}
