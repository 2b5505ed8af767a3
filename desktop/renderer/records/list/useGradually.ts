import { useEffect, useLayoutEffect, useReducer, useRef } from 'react'

/** Rows drawn anew for one picture: a whole screen of them at once would keep the window from answering. */
const atOnce = 12

/**
 * Of the rows to be drawn, those whose turn it is: all that stand already, and of the others so many, in the order given;
 * the rest follow with the next pictures.
 */
export function useGradually(keys: readonly string[]): ReadonlySet<string> {
  const [, drawNext] = useReducer((count: number) => count + 1, 0)
  const standing = useRef<ReadonlySet<string>>(new Set())
  const now = turnOf(keys, standing.current)
  const isLeft = now.size < keys.length
  useLayoutEffect(() => {
    standing.current = now
  })
  useEffect(() => {
    if (!isLeft) return
    let timer: ReturnType<typeof setTimeout> | undefined
    // After the picture, not while the browser makes it.
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(drawNext)
    })
    return () => {
      cancelAnimationFrame(frame)
      clearTimeout(timer)
    }
  })
  return now
}

export function turnOf(keys: readonly string[], standing: ReadonlySet<string>, most = atOnce): ReadonlySet<string> {
  const now = new Set(keys.filter(key => standing.has(key)))
  let left = most
  for (const key of keys) {
    if (left === 0) break
    if (now.has(key)) continue
    now.add(key)
    left--
  }
  return now
}
