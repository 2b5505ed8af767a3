import { type RefObject, useEffect } from 'react'
import { useLatest } from './useLatest.ts'

/** Says how the keyboard comes to the first of what is shown, for as long as it is shown. */
export function useEnter(enterRef: RefObject<(() => void) | undefined>, enter: () => void): void {
  const run = useLatest(enter)
  useEffect(() => {
    enterRef.current = run
    return () => {
      if (enterRef.current === run) enterRef.current = undefined
    }
  }, [enterRef, run])
}
