import { type KeyboardEvent, type RefObject, useEffect, useRef } from 'react'
import type { PreviewKeys } from '../shownFile.ts'
import { zoomStep } from './zoom.ts'

interface Options {
  keys: PreviewKeys
  holder: RefObject<HTMLElement | null>
  scale: number
  zoomTo: (scale: number | undefined) => void
  onFind: () => void
}

/** Of a window's height that is still seen after a step, so that the eye finds its line again. */
const overlap = 48
const line = 60

/** Pages by keyboard, wherever in the dialog one is. */
export function usePdfKeys({ keys, holder, scale, zoomTo, onFind }: Options): void {
  const answer = (event: KeyboardEvent): boolean => {
    const window = holder.current
    if (!window) return false
    if (event.ctrlKey || event.metaKey) {
      if (event.key.toLowerCase() === 'f' && !event.shiftKey && !event.altKey) {
        onFind()
        return true
      }
      const zoom = zooms[event.key]
      if (zoom === undefined) return false
      zoomTo(zoom === 0 ? undefined : zoomStep(scale, zoom))
      return true
    }
    if (event.altKey || event.target instanceof HTMLInputElement) return false
    const step = window.clientHeight - overlap
    const ways: Record<string, () => void> = {
      PageDown: () => window.scrollBy({ top: step }),
      PageUp: () => window.scrollBy({ top: -step }),
      ArrowDown: () => window.scrollBy({ top: line }),
      ArrowUp: () => window.scrollBy({ top: -line }),
      Home: () => window.scrollTo({ top: 0 }),
      End: () => window.scrollTo({ top: window.scrollHeight }),
    }
    // Where a page is wider than the window, arrows move it; otherwise they go to the next file.
    if (window.scrollWidth > window.clientWidth) {
      ways['ArrowRight'] = () => window.scrollBy({ left: line })
      ways['ArrowLeft'] = () => window.scrollBy({ left: -line })
    }
    const way = ways[event.key]
    way?.()
    return way !== undefined
  }
  const latest = useRef(answer)
  latest.current = answer
  useEffect(() => {
    keys.current = event => latest.current(event)
    return () => {
      keys.current = undefined
    }
  }, [keys])
}

/** 0: as wide as there is room. */
const zooms: Readonly<Record<string, 1 | -1 | 0>> = { '+': 1, '=': 1, '-': -1, _: -1, '0': 0 }
