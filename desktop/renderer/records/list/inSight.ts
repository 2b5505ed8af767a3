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
const step = pageSize / 4

/** While the scrollbar is being dragged, places far away are asked for no more often than this. */
const dragMs = 80

/** The places to have rows for: at once where they are near or the first of a jump, the last ones of a jump in any case. */
export function useWanted(inSight: InSight): Places {
  const [wanted, setWanted] = useState(() => around(inSight.now()))
  const asked = useRef(wanted)
  useEffect(() => {
    let jumpedAt = Number.NEGATIVE_INFINITY
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = () => {
      clearTimeout(timer)
      const next = around(inSight.now())
      if (next.first === asked.current.first && next.last === asked.current.last) return
      const isFar = Math.abs(next.first - asked.current.first) > pageSize * 2
      const wait = isFar ? jumpedAt + dragMs - performance.now() : 0
      if (wait > 0) {
        timer = setTimeout(look, wait)
        return
      }
      if (isFar) jumpedAt = performance.now()
      asked.current = next
      setWanted(next)
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
