import { useEffect, useRef, useState } from 'react'
import { pageSize } from './pages.ts'

/** Places of a list, both included. */
export interface Places {
  first: number
  last: number
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

/**
 * The places to have rows for: at once where they are near or the first of a jump, the last ones of a jump in any case.
 * Of a jump those on screen first, so that nobody waits for the rows around them.
 */
export function useWanted(inSight: InSight): Places {
  const [wanted, setWanted] = useState(() => around(inSight.now()))
  const asked = useRef(wanted)
  useEffect(() => {
    let jumpedAt = Number.NEGATIVE_INFINITY
    let timer: ReturnType<typeof setTimeout> | undefined
    const ask = (places: Places) => {
      if (places.first === asked.current.first && places.last === asked.current.last) return
      asked.current = places
      setWanted(places)
    }
    const look = () => {
      clearTimeout(timer)
      const sight = inSight.now()
      if (!isFar(sight, asked.current)) return ask(around(sight))
      const wait = jumpedAt + dragMs - performance.now()
      timer = setTimeout(look, wait > 0 ? wait : dragMs)
      if (wait > 0) return
      jumpedAt = performance.now()
      ask(sight)
    }
    look()
    const stop = inSight.follow(look)
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [inSight])
  return wanted
}

const isFar = (one: Places, other: Places): boolean => Math.abs(one.first - other.first) > farRows
