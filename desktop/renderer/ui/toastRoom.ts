import { useEffect } from 'react'

/** Where toasts stand (toast.module.css): beside the rail and above the bars at the window's bottom. */
const root = () => document.documentElement.style

const bars = new Set<Element>()
let watched: ResizeObserver | undefined

/** For the `ref` of a bar at the window's bottom: what stands in it is needed while a toast is told. */
export function staysBelowToasts(bar: Element | null): (() => void) | undefined {
  if (!bar) return undefined
  watched ??= new ResizeObserver(measure)
  bars.add(bar)
  watched.observe(bar)
  return () => {
    bars.delete(bar)
    watched?.unobserve(bar)
    measure()
  }
}

function measure(): void {
  // Their heights, not their places: while a list loads its bar stands higher. A hidden one has none.
  const heights = [...bars].map(bar => bar.getBoundingClientRect().height)
  root().setProperty('--bottom-bars', `${Math.max(0, ...heights)}px`)
}

/** The rail is needed too; its width in px. */
export function useToastsBeside(rail: number): void {
  useEffect(() => {
    root().setProperty('--beside-rail', `${rail}px`)
    return () => {
      root().removeProperty('--beside-rail')
    }
  }, [rail])
}
