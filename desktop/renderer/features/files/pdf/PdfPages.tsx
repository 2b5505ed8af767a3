import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLatest } from '../../../records/list/useLatest.ts'
import type { PreviewKeys } from '../shownFile.ts'
import { FindBar } from './FindBar.tsx'
import type { OpenPdf } from './openPdf.ts'
import { PdfBar } from './PdfBar.tsx'
import { PdfPage } from './PdfPage.tsx'
import {
  heightOf,
  layoutPages,
  type PagePlace,
  type PageSize,
  pageAt,
  pageGap,
  pagesBetween,
  placeAt,
} from './pageLayout.ts'
import styles from './pdf.module.css'
import { useFindBar } from './useFindBar.ts'
import { usePdfFind } from './usePdfFind.ts'
import { usePdfKeys } from './usePdfKeys.ts'
import { usePixelRatio } from './usePixelRatio.ts'
import { useWheelZoom } from './useWheelZoom.ts'
import { clampZoom, fittingZoom } from './zoom.ts'

interface Props {
  pdf: OpenPdf
  first: PageSize
  keys: PreviewKeys
  /** Search takes Esc for itself. */
  onFinding: (isFinding: boolean) => void
}

/** The pages one below the other; only those near the window exist. */
export function PdfPages({ pdf, first, keys, onFinding }: Props) {
  const { t } = useTranslation('files')
  const pixelRatio = usePixelRatio()
  const count = pdf.document.numPages
  const holder = useRef<HTMLElement>(null)
  const [seen, setSeen] = useState({ top: 0, width: 0, height: 0 })
  /** Undefined: as wide as there is room. */
  const [chosen, setChosen] = useState<number>()
  const [known, setKnown] = useState<ReadonlyMap<number, PageSize>>(new Map())
  const sizes = useMemo(() => Array.from({ length: count }, (_, at) => known.get(at) ?? first), [count, known, first])
  const fit = fittingZoom(seen.width, Math.max(...widthsOf(sizes)))
  const scale = chosen ?? fit
  const layout = useMemo(() => layoutPages(sizes, scale), [sizes, scale])

  /** What stays where it is when pages get another size: normally the middle of the window. */
  const kept = useRef<PagePlace & { from: number }>(undefined)
  const look = useCallback(() => {
    const window = holder.current
    if (!window) return
    const { scrollTop: top, clientWidth: width, clientHeight: height } = window
    setSeen(old => (old.top === top && old.width === width && old.height === height ? old : { top, width, height }))
  }, [])
  useLayoutEffect(() => {
    const window = holder.current
    if (!window) return
    look()
    const observer = new ResizeObserver(look)
    observer.observe(window)
    return () => observer.disconnect()
  }, [look])
  useLayoutEffect(() => {
    const window = holder.current
    if (!window) return
    const place = kept.current
    if (place) window.scrollTop = heightOf(layout, place) - place.from
    window.scrollLeft = (window.scrollWidth - window.clientWidth) / 2
    look()
  }, [layout, look])
  const keep = (from: number) => {
    const top = holder.current?.scrollTop ?? 0
    kept.current = { ...placeAt(layout, top + from), from }
  }
  const zoomTo = (next: number | undefined, from = seen.height / 2) => {
    keep(from)
    setChosen(next === undefined ? undefined : clampZoom(next))
  }
  const onSize = useCallback(
    (at: number, size: PageSize) =>
      setKnown(old => {
        const { width, height } = old.get(at) ?? first
        if (width === size.width && height === size.height) return old
        return new Map(old).set(at, size)
      }),
    [first],
  )
  const goTo = (page: number) => holder.current?.scrollTo({ top: (layout.tops[page] ?? 0) - pageGap })

  const show = useLatest((page: number, { x, y }: { x: number; y: number }, size: PageSize) => {
    const window = holder.current
    if (!window) return
    const height = heightOf(layout, { page, share: y / size.height })
    const isInSight = height > window.scrollTop + sightEdge && height < window.scrollTop + seen.height - sightEdge
    const from = isInSight ? height - window.scrollTop : seen.height / 3
    // The page may be of another size than it was taken for: then it is laid out anew, and the place stays where it is.
    kept.current = { page, share: y / size.height, from }
    onSize(page, size)
    if (!isInSight) window.scrollTop = height - from
    const left = (window.scrollWidth - size.width * scale) / 2 + x * scale
    if (left < window.scrollLeft + sightEdge || left > window.scrollLeft + seen.width - sightEdge)
      window.scrollLeft = left - seen.width / 2
  })
  const at = pageAt(layout, seen.top + seen.height / 2)
  const find = usePdfFind({ pdf, at, show })
  const bar = useFindBar(onFinding, () => {
    find.setWords('')
    holder.current?.focus({ preventScroll: true })
  })
  usePdfKeys({ keys, holder, scale, zoomTo, onFind: bar.open })
  useWheelZoom(holder, { scale, zoomTo })

  const spare = seen.height / 2
  const [from, to] = pagesBetween(layout, seen.top - spare, seen.top + seen.height + spare)
  const room = Math.max(layout.width + 2 * pageGap, seen.width)
  return (
    <div className={styles.view}>
      {bar.isOpen && <FindBar find={find} field={bar.field} onClose={bar.close} />}
      <section
        ref={holder}
        className={styles.window}
        aria-label={t('pdf.pages')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by keyboard
        tabIndex={0}
        data-autofocus
        onScroll={() => {
          look()
          keep(seen.height / 2)
        }}
      >
        <div className={styles.pages} style={{ width: room, height: layout.height }}>
          {seen.height > 0 &&
            Array.from({ length: to - from + 1 }, (_, i) => {
              const at = from + i
              const width = Math.round((sizes[at]?.width ?? 0) * scale)
              const place = {
                top: layout.tops[at],
                left: Math.round((room - width) / 2),
                width,
                height: layout.heights[at],
              }
              return <PdfPage key={at} {...{ pdf, at, scale, pixelRatio, place, onSize }} found={find.hitsOf(at)} />
            })}
        </div>
      </section>
      <PdfBar
        at={at}
        count={count}
        scale={scale}
        isFitted={chosen === undefined}
        onGo={goTo}
        onZoom={zoomTo}
        onFind={bar.open}
      />
    </div>
  )
}

/** What is found stands no nearer to the edges of the window. */
const sightEdge = 48

/** At most so many are spread as arguments; further pages are as wide as these. */
const widthsOf = (sizes: readonly PageSize[]): number[] => sizes.slice(0, 1000).map(({ width }) => width)
