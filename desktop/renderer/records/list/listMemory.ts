import type { RouteParams } from '../../app/route.ts'

interface Remembered {
  params: RouteParams
  /** Position of the first row on screen, and of the row the keyboard is on, for `params` as they are. */
  top: number
  active: number
}
const lists = new Map<string, Remembered>()

/** How a kind's list was left, while the window is open: coming back finds the same rows at the same place. */
export const listMemory = {
  of: (kind: string): Remembered | undefined => lists.get(kind),
  keep: (kind: string, state: Partial<Remembered>): void => {
    lists.set(kind, { params: {}, top: 0, active: 0, ...lists.get(kind), ...state })
  },
}
