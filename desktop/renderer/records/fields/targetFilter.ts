import { createContext } from 'react'

/** Which records the inputs below may offer; undefined: all that are found. */
export const TargetFilter = createContext<((id: string) => boolean) | undefined>(undefined)
