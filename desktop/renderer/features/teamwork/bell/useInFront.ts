import { useEffect } from 'react'
import { useCore } from '../../../data/hooks.ts'

/** As long as this window is in front core knows it, and nothing comes as a notification of the system. */
export function useInFront(): void {
  const core = useCore()
  useEffect(() => {
    let stop: (() => void) | undefined
    const look = () => {
      const isInFront = document.visibilityState === 'visible' && document.hasFocus()
      if (isInFront) stop ??= core.subscribe('window.inFront', {}, () => undefined)
      else {
        stop?.()
        stop = undefined
      }
    }
    look()
    const events = ['focus', 'blur'] as const
    for (const event of events) window.addEventListener(event, look)
    document.addEventListener('visibilitychange', look)
    return () => {
      stop?.()
      for (const event of events) window.removeEventListener(event, look)
      document.removeEventListener('visibilitychange', look)
    }
  }, [core])
}
