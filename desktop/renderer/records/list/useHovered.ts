import { type RefObject, useEffect, useState } from 'react'

/** While a list is scrolled under the mouse, rows pass by it that nobody points at. */
const hoverMs = 70

/** The row that the mouse rests on. One listener for all rows. */
export function useHovered(viewport: RefObject<HTMLElement | null>): number | undefined {
  const [hovered, setHovered] = useState<number>()
  useEffect(() => {
    const element = viewport.current
    if (!element) return
    let over: number | undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    const move = (next: number | undefined) => {
      if (next === over) return
      over = next
      clearTimeout(timer)
      setHovered(undefined)
      if (next !== undefined) timer = setTimeout(() => setHovered(next), hoverMs)
    }
    const look = ({ target }: MouseEvent) => move(rowUnder(target))
    const leave = () => move(undefined)
    element.addEventListener('mouseover', look)
    element.addEventListener('mousemove', look)
    element.addEventListener('mouseleave', leave)
    return () => {
      clearTimeout(timer)
      element.removeEventListener('mouseover', look)
      element.removeEventListener('mousemove', look)
      element.removeEventListener('mouseleave', leave)
    }
  }, [viewport])
  return hovered
}

/** Rows are counted from 1, the header among them; it has no name of its own. */
function rowUnder(target: EventTarget | null): number | undefined {
  const row = target instanceof Element ? target.closest('[role="row"][id]') : null
  return row ? Number(row.getAttribute('aria-rowindex')) - 2 : undefined
}
