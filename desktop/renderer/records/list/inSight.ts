import { type RefObject, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { pageSize } from './pages.ts'

/** Places of a list, both included. */
export interface Places {
  first: number
  last: number
}

/** Places to have rows for. */
export interface Wanted extends Places {
  /** Those on screen after a leap, whose rows were asked for by themselves. */
  isLeap?: boolean
}

/** Which places are on screen: told at every step of scrolling, so that only who follows it is drawn at every step. */
export interface InSight {
  now(): Places
  tell(places: Places): void
  follow(listener: () => void): () => void
}

export function createInSight(places: Places): InSight {
  let current = places
  const listeners = new Set<() => void>()
  return {
    now: () => current,
    tell(next) {
      if (next.first === current.first && next.last === current.last) return
      current = next
      for (const listener of listeners) listener()
    },
    follow(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** What is asked for: the places on screen with some before and behind them, changing by steps. */
export function around({ first, last }: Places): Places {
  return { first: Math.max(0, (Math.floor(first / step) - 1) * step), last: (Math.floor(last / step) + 2) * step - 1 }
}
const step = pageSize / 2

/** So far away nothing of what is there can be here already by chance. */
const farRows = pageSize * 4

/** While the scrollbar is being dragged, places far away are asked for no more often than this. */
const dragMs = 80

/** Asks for the rows at these places: done when they are here, or will not come; undefined: they are here. */
export type AskRows = (places: Places) => Promise<unknown> | undefined

/**
 * The places to have rows for: at once where they are near or the first of a jump, the last ones of a jump in any case.
 * Of a jump those on screen first, so that nobody waits for the rows around them; and with `ask` these are asked for by
 * the step of scrolling itself and wanted when they are here, so that nothing has to be drawn before.
 */
export function useWanted(inSight: InSight, ask?: RefObject<AskRows | undefined>): Wanted {
  const [wanted, setWanted] = useState((): Wanted => around(inSight.now()))
  const last = useRef(wanted)
  useEffect(
    () =>
      followWanted(inSight, last, {
        want: setWanted,
        ask: places => ask?.current?.(places),
        // Now, and not when the browser comes to it: what waits for the next picture is in the one after.
        come: places => flushSync(() => setWanted({ ...places, isLeap: true })),
      }),
    [inSight, ask],
  )
  return wanted
}

interface Wanting {
  want(places: Places): void
  /** Undefined where nobody has to be asked. */
  ask(places: Places): Promise<unknown> | undefined
  /** Wants places whose rows have been asked for. */
  come(places: Places): void
}

/** Tells which places are wanted as those on screen change, until the returned function is called. */
export function followWanted(inSight: InSight, last: { current: Places }, { want, ask, come }: Wanting): () => void {
  let jumpedAt = Number.NEGATIVE_INFINITY
  let timer: ReturnType<typeof setTimeout> | undefined
  let isOver = false
  const near = (places: Places) => {
    if (places.first === last.current.first && places.last === last.current.last) return
    last.current = places
    want(places)
  }
  const jump = (places: Places) => {
    last.current = places
    const answer = ask(places)
    if (!answer) return want(places)
    void answer.then(() => {
      if (!isOver && last.current === places) come(places)
    })
  }
  const look = () => {
    clearTimeout(timer)
    const sight = inSight.now()
    if (!isFar(sight, last.current)) return near(around(sight))
    const wait = jumpedAt + dragMs - performance.now()
    timer = setTimeout(look, wait > 0 ? wait : dragMs)
    if (wait > 0) return
    jumpedAt = performance.now()
    jump(sight)
  }
  look()
  const stop = inSight.follow(look)
  return () => {
    isOver = true
    stop()
    clearTimeout(timer)
  }
}

const isFar = (one: Places, other: Places): boolean => Math.abs(one.first - other.first) > farRows
