import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { ArgsOf } from '../../core/api/functions.ts'
import { useCore } from '../data/hooks.ts'
import { toast } from '../ui/toast.tsx'

/** Changes preferences; they come back through their stream and show at once. */
export function useSetPreferences(): (change: ArgsOf<'preferences.put'>) => void {
  const core = useCore()
  const { t } = useTranslation()
  return useCallback(
    change => {
      core.call('preferences.put', change).catch(() => toast({ message: t('profile.notSaved'), tone: 'problem' }))
    },
    [core, t],
  )
}
