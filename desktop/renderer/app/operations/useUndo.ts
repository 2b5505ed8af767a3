import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { asAppError } from '../../../../shared/errors.ts'
import type { Operation } from '../../../core/api/functions.ts'
import { useCore } from '../../data/hooks.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { useOperationText } from '../../i18n/operationText.ts'
import { toast } from '../../ui/toast.tsx'

/** May this operation still be taken back? */
export const isUndoable = (operation: Pick<Operation, 'state' | 'notUndoable'>): boolean =>
  operation.notUndoable === undefined && (operation.state === 'done' || operation.state === 'waiting')

/**
 * `done(message, operation)` says what was done with "Geri al" beside it; `undo` takes one operation back; `undoLast`
 * takes back the newest that can be. All of them say what happened.
 */
export function useUndo() {
  const core = useCore()
  const { t } = useTranslation()
  const { error } = useErrorText()
  const words = useOperationText()

  const undo = useCallback(
    async (operation: string, what: string) => {
      try {
        await core.call('operations.undo', { operation })
        toast({ id: operation, message: t('operations.undone', { what }) })
      } catch (thrown) {
        toast({ message: error(asAppError(thrown).toBody()), tone: 'problem' })
      }
    },
    [core, t, error],
  )
  const undoLast = useCallback(async () => {
    const last = (await core.call('operations.last', { limit: 20 })).find(isUndoable)
    if (last) await undo(last.operation, `${words.operation(last.label)} · ${last.title}`)
    else toast({ message: t('operations.nothingToUndo'), tone: 'info' })
  }, [core, t, undo, words])
  const done = useCallback(
    (message: string, operation: string) =>
      toast({
        id: operation,
        message,
        action: { label: t('actions.undo'), onAction: () => void undo(operation, message) },
      }),
    [t, undo],
  )
  return useMemo(() => ({ undo, undoLast, done }), [undo, undoLast, done])
}
