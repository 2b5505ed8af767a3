import { useCallback, useState } from 'react'
import { z } from 'zod'
import { useSetPreferences } from '../app/usePreference.ts'
import { usePreferences } from '../data/hooks.ts'

/** Share of the record beside its list, in hundredths. */
export const narrowest = 30
export const widest = 70
const usual = 42
const screen = 'split'
const kept = z.number().catch(usual)

const within = (share: number): number => Math.min(widest, Math.max(narrowest, share))

/** How a list and the record beside it share the screen; remembered for lists of all kinds. */
export function useSplit() {
  const held = usePreferences()?.screens[screen]
  const setPreferences = useSetPreferences()
  const [moving, setMoving] = useState<number>()
  const settle = useCallback(
    (share: number) => {
      setMoving(within(share))
      setPreferences({ screens: { [screen]: within(share) } })
    },
    [setPreferences],
  )
  return {
    share: within(moving ?? kept.parse(held ?? usual)),
    move: (share: number) => setMoving(within(share)),
    settle,
    reset: () => settle(usual),
  }
}
