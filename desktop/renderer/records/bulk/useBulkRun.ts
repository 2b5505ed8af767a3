import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { asAppError } from '../../../../shared/errors.ts'
import type { BulkChange } from '../../../core/api/operations.ts'
import { useUndo } from '../../app/operations/useUndo.ts'
import { useCore } from '../../data/hooks.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { useFormat } from '../../i18n/format.ts'
import { toast } from '../../ui/toast.tsx'

/** Does a large change in the background and says what came of it, with one way back; also after the screen has gone. */
export function useBulkRun(): (change: BulkChange) => Promise<void> {
  const core = useCore()
  const undo = useUndo()
  const { t } = useTranslation('bulk')
  const { number } = useFormat()
  const { error } = useErrorText()
  return useCallback(
    async change => {
      try {
        const { operation, changed, unchanged, isStopped } = await core.call('bulk.run', change)
        if (changed === 0) return toast({ message: t('nothingDone'), tone: 'info' })
        const counts = { changed: number(changed), left: number(unchanged) }
        const message = isStopped
          ? t('stopped', counts)
          : unchanged > 0
            ? t('doneLeft', counts)
            : t('done', { count: changed, shown: number(changed) })
        undo.done(message, operation)
      } catch (thrown) {
        toast({ message: error(asAppError(thrown).toBody()), tone: 'problem' })
      }
    },
    [core, undo, t, number, error],
  )
}
