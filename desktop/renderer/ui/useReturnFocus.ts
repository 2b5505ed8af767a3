import { useEffect, useRef } from 'react'

/**
 * For a dialog that is there only while it is open: gives the focus back to where it was, or to the content where the
 * dialog led to another screen or what had the focus is gone.
 */
export function useReturnFocus(): void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    clearTimeout(timer.current)
    const before = document.activeElement
    const hash = window.location.hash
    return () => {
      // After the dialog has let go of the focus.
      timer.current = setTimeout(() => {
        const isHere = window.location.hash === hash && before?.isConnected
        const target = isHere ? before : document.getElementById('main')
        if (target instanceof HTMLElement) target.focus()
      }, 20)
    }
  }, [])
}
