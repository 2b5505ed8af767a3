import type { RouteParams } from '../../app/route.ts'

interface Remembered {
  params: RouteParams
  /** Which list it was, whatever address it had. */
  key: string
  /** Place of the first row on screen, and of the row the keyboard is on. */
  top: number
  active: number
}
const lists = new Map<string, Remembered>()

/** How a kind's list was left, while the window is open: coming back finds the same rows at the same place. */
export const listMemory = {
  of: (kind: string): Remembered | undefined => lists.get(kind),
  keep: (kind: string, state: Partial<Remembered>): void => {
    lists.set(kind, { params: {}, key: '', top: 0, active: 0, ...lists.get(kind), ...state })
  },
}
