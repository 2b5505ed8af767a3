import { createContext } from 'react'

/** How choices that a command brings (`broughtBy`) come about from the inputs below. */
export interface Bringing {
  /** Whether the viewer may run the command here. */
  mayBring: (command: string) => boolean
  /** Opens the command's form; what stands in the field stays until that is done. */
  bring: (command: string) => void
}

/** Undefined: such choices are not offered, since there is no one record that the command could be run on at once. */
export const BringingContext = createContext<Bringing | undefined>(undefined)
