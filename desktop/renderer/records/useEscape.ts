import { useEffect, useRef } from 'react'

/** What floats over the screen and takes Esc for itself: open lists, menus, small editors, dialogs. */
const floating = '[aria-expanded="true"], [role="dialog"], [role="menu"], [role="listbox"]'

/**
 * Esc for the screen, when nothing lies over it. What floats has closed by the time the key has come up to the window,
 * so that it is looked for on the key's way down.
 */
export function useEscape(run: () => void): void {
  const latest = useRef(run)
  useEffect(() => {
    latest.current = run
  })
  useEffect(() => {
    let isTaken = false
    const onWayDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      const target = event.target instanceof Element ? event.target : undefined
      isTaken = document.querySelector('[aria-modal="true"]') !== null || Boolean(target?.closest(floating))
    }
    const onWayUp = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing || isTaken) return
      event.preventDefault()
      latest.current()
    }
    window.addEventListener('keydown', onWayDown, true)
    window.addEventListener('keydown', onWayUp)
    return () => {
      window.removeEventListener('keydown', onWayDown, true)
      window.removeEventListener('keydown', onWayUp)
    }
  }, [])
}
