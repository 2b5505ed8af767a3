import { useCallback, useMemo } from 'react'
import { z } from 'zod'
import { useSetPreferences } from '../../app/usePreference.ts'
import { usePreferences } from '../../data/hooks.ts'

const kept = z.array(z.string()).catch([])

/** Which columns of a board this person has folded. */
export function useFoldedColumns(kind: string, field: string) {
  const screen = `board.${kind}.${field}`
  const held = usePreferences()?.screens[screen]
  const setPreferences = useSetPreferences()
  const folded = useMemo(() => new Set(kept.parse(held)), [held])
  const fold = useCallback(
    (column: string, isFolded: boolean) => {
      const next = new Set(folded)
      if (isFolded) next.add(column)
      else next.delete(column)
      setPreferences({ screens: { [screen]: [...next] } })
    },
    [folded, screen, setPreferences],
  )
  return { folded, fold }
}
