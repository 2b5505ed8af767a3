import { type ReactElement, useEffect, useLayoutEffect, useReducer, useRef } from 'react'

/** What may be written for one picture, in cells: more would keep the window from answering. */
const atOnce = 260
/** Where what is on screen takes more of it than this, the rest has time until the next one. */
const enough = 0.4

/** Something to be drawn: what of it is on screen first, and as a whole later. */
export interface Piece {
  key: number
  /** What it shows: as long as that is the same, to draw it anew costs next to nothing. */
  of: readonly unknown[]
  /** Cells that are on screen and others; of what is not on screen, none is. What costs none is drawn at once. */
  near: number
  far: number
  draw: (isWhole: boolean) => ReactElement
}
interface Drawn {
  of: Piece['of']
  isWhole: boolean
  element: ReactElement
}
/** Whether what an element shows may stay until it is the turn of what it is to show next. */
type MayStay = (before: Piece['of'], next: Piece['of']) => boolean

/**
 * The elements of what is to be drawn, by their keys; those whose turn is yet to come as they stand, or not at all. So
 * much is drawn for each picture: in the order given what is on screen, and then the rest.
 */
export function useGradually(pieces: readonly Piece[], mayStay: MayStay): ReactElement[] {
  const [, drawNext] = useReducer((count: number) => count + 1, 0)
  const standing = useRef<ReadonlyMap<number, Drawn>>(new Map())
  const { drawn, isLeft } = turnOf(pieces, standing.current, mayStay)
  useLayoutEffect(() => {
    standing.current = drawn
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
  return [...drawn].sort(([a], [b]) => a - b).map(([, { element }]) => element)
}

export function turnOf(
  pieces: readonly Piece[],
  standing: ReadonlyMap<number, Drawn>,
  mayStay: MayStay,
  most = atOnce,
): { drawn: ReadonlyMap<number, Drawn>; isLeft: boolean } {
  let left = most
  let isLeft = false
  const takes = (cells: number) => {
    if (cells === 0) return true
    if (left <= 0) isLeft = true
    else left -= cells
    return !isLeft
  }
  const steps = pieces.map(piece => {
    const before = standing.get(piece.key)
    const isSame = before?.of.every((part, i) => part === piece.of[i]) === true
    const isHere = isSame || (piece.near > 0 && takes(piece.near))
    return { piece, before, isSame, isHere }
  })
  if (most - left > most * enough) left = 0
  const drawn = new Map<number, Drawn>()
  for (const { piece, before, isSame, isHere } of steps) {
    const { key, of, near, far, draw } = piece
    const isWhole = (isSame && before?.isWhole === true) || ((isHere || near === 0) && takes(far))
    if (isWhole || isHere) drawn.set(key, { of, isWhole, element: draw(isWhole) })
    else if (before && mayStay(before.of, of)) drawn.set(key, before)
  }
  return { drawn, isLeft }
}
