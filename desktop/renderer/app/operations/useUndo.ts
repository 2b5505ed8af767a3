import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { asAppError } from '../../../../shared/errors.ts'
import type { Kinds } from '../../../../shared/kinds.ts'
import type { RecordKey } from '../../../../shared/record.ts'
import type { Operation } from '../../../core/api/functions.ts'
import { windowKind } from '../../admin/windows.ts'
import { useCore, useKinds } from '../../data/hooks.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { useFormat } from '../../i18n/format.ts'
import { useOperationText } from '../../i18n/operationText.ts'
import { toast } from '../../ui/toast.tsx'
import { go } from '../navigation.ts'
import { toRecord } from '../route.ts'

/** May this operation still be taken back? */
export const isUndoable = (operation: Pick<Operation, 'state' | 'notUndoable'>): boolean =>
  operation.notUndoable === undefined && (operation.state === 'done' || operation.state === 'waiting')

/** Was it taken back, so that it can be done again? */
export const isRedoable = ({ state }: Pick<Operation, 'state'>): boolean =>
  state === 'undone' || state === 'partlyUndone'

type Way = 'undo' | 'redo'

/** What an operation changed, for whoever wants to look. */
type About = Pick<Operation, 'kind' | 'ids' | 'count'>

/**
 * `done(message, operation)` says what was done with "Geri al" beside it, and the way to what was made by it, if given;
 * `undo` and `redo` take one operation either way; `undoLast` and `redoLast` the next in order. All of them say what
 * happened, and what stayed as it was.
 */
export function useUndo() {
  const core = useCore()
  const kinds = useKinds()
  const { t } = useTranslation(['app', 'desk'])
  const { number, relative } = useFormat()
  const { error } = useErrorText()
  const words = useOperationText()

  const turn = useCallback(
    async (way: Way, operation: string, what: string, about?: About): Promise<void> => {
      try {
        const { keptCount: count } = await core.call(`operations.${way}`, { operation })
        const shown = number(count)
        const message =
          way === 'undo'
            ? count > 0
              ? t('desk:undo.undoneKept', { what, count, shown })
              : t('app:operations.undone', { what })
            : count > 0
              ? t('desk:undo.redoneKept', { what, count, shown })
              : t('desk:undo.redone', { what })
        const back = way === 'undo' ? 'redo' : 'undo'
        const label = back === 'redo' ? t('desk:undo.redo') : t('app:actions.undo')
        const show = about && wayTo(kinds, about)
        toast({
          id: operation,
          message,
          action: { label, onAction: () => void turn(back, operation, what, about) },
          ...(show ? { more: { label: t('desk:undo.show'), onAction: show } } : {}),
        })
      } catch (thrown) {
        const body = asAppError(thrown).toBody()
        const reason = body.code === 'command.refused' ? body.params?.['reason'] : undefined
        toast({ message: reason ? words.notUndoable(String(reason)) : error(body), tone: 'problem' })
      }
    },
    [core, kinds, t, number, error, words],
  )
  const last = useCallback(
    async (way: Way) => {
      const answer = await core.call('operations.next', {})
      const next = answer[way]
      if (!next)
        return toast({
          message: way === 'undo' ? t('app:operations.nothingToUndo') : t('desk:undo.nothingToRedo'),
          tone: 'info',
        })
      const what = words.said(next)
      const at = next.turnedAt ?? next.at
      if (at >= answer.startedAt) return turn(way, next.operation, what, next)
      // Whoever presses a key means what they have just done, not what was done on another day.
      toast({
        id: 'earlier',
        tone: 'info',
        message: t(`desk:undo.earlier.${way}`, { what, when: relative(at) }),
        action: {
          label: way === 'undo' ? t('app:actions.undo') : t('desk:undo.redo'),
          onAction: () => void turn(way, next.operation, what, next),
        },
        ...(isApp()
          ? { more: { label: t('app:operations.title'), onAction: () => go({ screen: 'operations' }) } }
          : {}),
      })
    },
    [core, t, turn, words, relative],
  )
  const done = useCallback(
    (message: string, operation: string, made?: RecordKey) => {
      const show = made && wayTo(kinds, { kind: made.kind, ids: [made.id], count: 1 })
      toast({
        id: operation,
        message,
        action: { label: t('app:actions.undo'), onAction: () => void turn('undo', operation, message) },
        ...(show ? { more: { label: t('desk:undo.show'), onAction: show } } : {}),
      })
    },
    [kinds, t, turn],
  )
  return useMemo(
    () => ({
      undo: (operation: string, what: string) => turn('undo', operation, what),
      redo: (operation: string, what: string) => turn('redo', operation, what),
      undoLast: () => last('undo'),
      redoLast: () => last('redo'),
      done,
    }),
    [turn, last, done],
  )
}

/** The administration window has neither the list of last actions nor most records. */
const isApp = () => windowKind() === 'app'

/** To what was changed; undefined where it is before one's eyes, or has no screen. */
function wayTo(kinds: Kinds, { kind, ids, count }: About): (() => void) | undefined {
  const [id] = ids
  if (!isApp() || kinds.get(kind)?.internal) return undefined
  if (count !== 1 || id === undefined) return () => go({ screen: 'operations' })
  return window.location.hash.includes(id) ? undefined : () => go(toRecord(kind, id))
}
