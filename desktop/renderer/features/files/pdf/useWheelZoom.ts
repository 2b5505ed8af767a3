import { type RefObject, useEffect, useRef } from 'react'

interface Options {
  scale: number
  zoomTo: (scale: number, from: number) => void
}

/** How far a wheel is turned for a size 2.7 times as large. */
const turn = 500

/** Ctrl and the wheel, or two fingers, zoom at the place that the pointer is over, and not the whole app. */
export function useWheelZoom(holder: RefObject<HTMLElement | null>, options: Options): void {
  const latest = useRef(options)
  latest.current = options
  useEffect(() => {
    const window = holder.current
    if (!window) return
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return
      event.preventDefault()
      const { scale, zoomTo } = latest.current
      zoomTo(scale * Math.exp(-event.deltaY / turn), event.clientY - window.getBoundingClientRect().top)
    }
    // React listens passively, and cannot keep the browser from zooming.
    window.addEventListener('wheel', onWheel, { passive: false })
    return () => window.removeEventListener('wheel', onWheel)
  }, [holder])
}
