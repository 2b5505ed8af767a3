import { useEffect, useState } from 'react'

/** Pixels of the screen for one of CSS; another one when the window goes to another screen, or the page is zoomed. */
export function usePixelRatio(): number {
  const [ratio, setRatio] = useState(globalThis.devicePixelRatio)
  useEffect(() => {
    const query = matchMedia(`(resolution: ${ratio}dppx)`)
    const look = () => setRatio(globalThis.devicePixelRatio)
    query.addEventListener('change', look)
    return () => query.removeEventListener('change', look)
  }, [ratio])
  return ratio
}
