import { useMemo } from 'react'
import { mayCreate, useModules } from '../../app/modules.ts'
import { useSetPreferences } from '../../app/usePreference.ts'
import { usePreferences, useViewer } from '../../data/hooks.ts'
import { type Step, steps, type Tour, tourOf } from './steps.ts'

/** The tour as far as this person's role can take it; undefined until that is known, and for who may see nothing. */
export function useTour(): (Tour & { offered: readonly Step[]; change: (to: Partial<Tour>) => void }) | undefined {
  const preferences = usePreferences()
  const viewer = useViewer()
  const { main } = useModules()
  const set = useSetPreferences()
  const screens = preferences?.screens
  return useMemo(() => {
    if (!screens || !viewer || main.length === 0) return undefined
    const isOpen: Partial<Record<Step, boolean>> = {
      note: mayCreate(viewer, 'activity'),
      task: mayCreate(viewer, 'task'),
    }
    const offered = steps.filter(step => isOpen[step] !== false)
    const tour = tourOf(screens)
    return { ...tour, offered, change: to => set({ screens: { tour: { ...tour, ...to } } }) }
  }, [screens, viewer, main, set])
}
