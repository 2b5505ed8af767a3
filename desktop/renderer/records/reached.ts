import { createContext, use } from 'react'

/** How somebody was just reached from a record on screen: by a link that the system opens elsewhere. */
export interface Reached {
  by: 'phone' | 'email'
  /** The number or address. */
  at: string
}

/** Told when a phone or mail link is followed; outside of a record nobody listens. */
export const ReachedContext = createContext<((reached: Reached) => void) | undefined>(undefined)
export const useReached = () => use(ReachedContext)
