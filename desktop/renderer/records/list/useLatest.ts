import { useCallback, useRef } from 'react'

/** A function that stays the same and does what the newest one does: what gets it need not be drawn anew. */
export function useLatest<A extends unknown[], R>(run: (...args: A) => R): (...args: A) => R {
  const latest = useRef(run)
  latest.current = run
  return useCallback((...args: A) => latest.current(...args), [])
}
