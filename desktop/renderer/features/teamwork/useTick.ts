import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { asAppError } from '../../../../shared/errors.ts'
import { useUndo } from '../../app/operations/useUndo.ts'
import { useCore } from '../../data/hooks.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { toast } from '../../ui/toast.tsx'
import { taskKind } from './taskLists.ts'

/** Ticks a task off or opens it again, and offers to take that back. */
export function useTick(): (task: { id: string; title: string; isDone: boolean }) => Promise<void> {
  const core = useCore()
  const { t } = useTranslation('work')
  const { error } = useErrorText()
  const { done } = useUndo()
  return useCallback(
    async ({ id, title, isDone }) => {
      try {
        const { operation } = await core.call('records.change', {
          label: 'tickTask',
          keys: [{ kind: taskKind, id }],
          set: { state: isDone ? 'open' : 'done' },
        })
        done(t(isDone ? 'tasks.unticked' : 'tasks.ticked', { subject: title }), operation)
      } catch (thrown) {
        toast({ message: error(asAppError(thrown).toBody()), tone: 'problem' })
      }
    },
    [core, t, error, done],
  )
}
