import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useEffect, useRef } from 'react'
import type { InSight, Places } from './inSight.ts'

interface Settings {
  viewport: RefObject<HTMLDivElement | null>
  length: number
  rowHeight: number
  /** Rows that the header and the foot cover. */
  covered: number
  isGrouped: boolean
  active: number
  onActive: (index: number) => void
  /** Where it begins, and where it is told which rows are on screen. */
  inSight: InSight
  /** Another question begins at its first row. */
  scrollKey: string
  scrollRef: { current: ((index: number) => void) | undefined }
}

/** The part of the rows that is on screen, with some above and below. */
export function useTableWindow(settings: Settings) {
  const { viewport, length, rowHeight, covered, isGrouped, active, onActive, inSight, scrollKey, scrollRef } = settings
  const placesAt = (top: number, height: number): Places => {
    const first = Math.floor(top / rowHeight)
    return { first, last: Math.max(first, Math.ceil((top + height - rowHeight * covered) / rowHeight) - 1) }
  }
  const virtualizer = useVirtualizer({
    count: length,
    getScrollElement: () => viewport.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    initialOffset: inSight.now().first * rowHeight,
    // In a task of their own: rows drawn while the browser makes its picture would hold that up too.
    useFlushSync: false,
    // Rows are asked for as soon as it is known which, before anything is drawn.
    onChange: ({ scrollOffset, scrollRect }) => {
      if (scrollOffset !== null && scrollRect !== null) inSight.tell(placesAt(scrollOffset, scrollRect.height))
    },
    // The header pushes the rows down by its own height, so that what it and the foot cover is at the end.
    scrollPaddingStart: isGrouped ? rowHeight : 0,
    scrollPaddingEnd: rowHeight * covered,
    // The row that the keyboard is on stays drawn, so that a reader never loses it.
    rangeExtractor: range => {
      const shown = defaultRangeExtractor(range)
      if (active >= range.count || shown.includes(active)) return shown
      return [...shown, active].sort((a, b) => a - b)
    },
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height is the reason to measure anew
  useEffect(() => virtualizer.measure(), [rowHeight])

  const top = virtualizer.scrollOffset ?? 0
  const height = virtualizer.scrollRect?.height ?? 600
  const { first, last } = placesAt(top, height)
  useEffect(() => inSight.tell({ first, last }), [inSight, first, last])

  const shownKey = useRef(scrollKey)
  useEffect(() => {
    if (shownKey.current === scrollKey) return
    shownKey.current = scrollKey
    // Where it stands there already, to say so would make the browser measure everything.
    if (virtualizer.scrollOffset) virtualizer.scrollToOffset(0)
    onActive(0)
  }, [scrollKey, virtualizer, onActive])
  useEffect(() => {
    scrollRef.current = index => virtualizer.scrollToIndex(index, { align: 'start' })
  }, [virtualizer, scrollRef])
  return {
    virtualizer,
    items: virtualizer.getVirtualItems(),
    first,
    last,
    /** The row under the header, also where only its lowest line is to be seen. */
    topmost: Math.floor((top + 1) / rowHeight),
    page: Math.max(1, Math.floor(height / rowHeight) - 2),
  }
}
