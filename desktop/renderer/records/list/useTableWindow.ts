import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { InSight } from './inSight.ts'
import { createLeaps } from './leaps.ts'

interface Settings {
  viewport: RefObject<HTMLDivElement | null>
  length: number
  rowHeight: number
  /** Rows that the header and the foot cover. */
  covered: number
  isGrouped: boolean
  onActive: (index: number) => void
  /** Where it begins, and where it is told which rows are on screen. */
  inSight: InSight
  /** Another question begins at its first row. */
  scrollKey: string
  scrollRef: { current: ((index: number) => void) | undefined }
}

/** The part of the rows that is on screen. The same object as long as the table is shown. */
export interface TableWindow {
  /** The row under the header, also where only its lowest line is to be seen. */
  topmost(): number
  /** The part of its width that is on screen. */
  across(): { left: number; right: number }
  /** How many rows one page has, for the keyboard. */
  page(): number
  /** Calls the listener at each step of scrolling. */
  follow(listener: () => void): () => void
  /** Scrolls until a row is in sight; `start`: at the top. */
  scrollTo(index: number, align: 'start' | 'auto'): void
}

/**
 * Which rows are on screen, found from where the table is scrolled to: all rows are of one height. Rows are asked for
 * by the step of scrolling itself, before anything is drawn.
 */
export function useTableWindow(settings: Settings): TableWindow {
  const { viewport, length, rowHeight, covered, inSight, scrollKey, scrollRef, onActive } = settings
  const latest = useRef(settings)
  latest.current = settings
  const [own] = useState(() => ({
    top: inSight.now().first * rowHeight,
    height: 600,
    left: 0,
    width: 1200,
    /** Where it begins is not reached yet: there are no rows. */
    isBeginning: true,
    listeners: new Set<() => void>(),
  }))
  const [tableWindow] = useState((): TableWindow & { tell: () => void } => {
    const heightOf = (rows: number) => rows * latest.current.rowHeight
    const tell = () => {
      const { rowHeight: row, covered } = latest.current
      const first = Math.floor(own.top / row)
      const last = Math.max(first, Math.ceil((own.top + own.height) / row - covered) - 1)
      latest.current.inSight.tell({ first, last })
      for (const listener of own.listeners) listener()
    }
    return {
      tell,
      topmost: () => Math.floor((own.top + 1) / latest.current.rowHeight),
      across: () => ({ left: own.left, right: own.left + own.width }),
      page: () => Math.max(1, Math.floor(own.height / latest.current.rowHeight) - 2),
      follow: listener => {
        own.listeners.add(listener)
        return () => own.listeners.delete(listener)
      },
      scrollTo: (index, align) => {
        const element = latest.current.viewport.current
        if (!element) return
        // The header of a group lies over the first row.
        const start = heightOf(Math.max(0, latest.current.isGrouped ? index - 1 : index))
        const end = heightOf(index + 1 + latest.current.covered) - own.height
        const to = align === 'start' || own.top > start ? start : Math.max(own.top, end)
        if (to !== own.top) element.scrollTop = to
      },
    }
  })

  useLayoutEffect(() => {
    const element = viewport.current
    if (!element) return
    const leaps = createLeaps(element)
    const scrolled = () => {
      if (own.isBeginning) return
      const isFar = Math.abs(element.scrollTop - own.top) > own.height
      own.top = element.scrollTop
      own.left = element.scrollLeft
      leaps.scrolled(isFar)
      // Of where it was nothing is left on screen: what is there now belongs to this very picture.
      if (isFar) flushSync(tableWindow.tell)
      else tableWindow.tell()
    }
    const observer = new ResizeObserver(([entry]) => {
      own.height = entry?.contentRect.height ?? own.height
      own.width = entry?.contentRect.width ?? own.width
      tableWindow.tell()
    })
    element.addEventListener('scroll', scrolled, { passive: true })
    observer.observe(element)
    return () => {
      element.removeEventListener('scroll', scrolled)
      observer.disconnect()
      leaps.end()
    }
  }, [viewport, own, tableWindow])
  useLayoutEffect(() => {
    const element = viewport.current
    if (!own.isBeginning || length === 0 || !element) return
    own.isBeginning = false
    if (own.top > 0) element.scrollTop = own.top
  }, [viewport, length, own])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the heights are the reason to look anew
  useEffect(() => tableWindow.tell(), [tableWindow, rowHeight, covered])

  const shownKey = useRef(scrollKey)
  useEffect(() => {
    if (shownKey.current === scrollKey) return
    shownKey.current = scrollKey
    // Where it stands there already, to say so would make the browser measure everything.
    if (own.top > 0 && viewport.current) viewport.current.scrollTop = 0
    onActive(0)
  }, [scrollKey, own, viewport, onActive])
  useEffect(() => {
    scrollRef.current = index => tableWindow.scrollTo(index, 'start')
  }, [tableWindow, scrollRef])
  return tableWindow
}
