import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { bringerOf } from '../../../../shared/broughtChoices.ts'
import type { AnyKind } from '../../../../shared/entity.ts'
import type { ListRow } from '../../../core/api/functions.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { toast } from '../../ui/toast.tsx'
import { useCommandForm, useMayRun } from '../commandForms.tsx'
import { fieldValue } from '../fields/recordValue.ts'
import { type ShownField, useFields } from '../fields/shownFields.ts'
import { barrierOf } from '../grid/barrier.ts'
import { useGridWrites } from '../grid/useGridWrites.tsx'
import { useRights } from '../rights.ts'

/** A card on its way to another column, until the lists have heard of it. */
export interface Moving {
  row: ListRow
  to: string | null
}

/** How long the lists may take to hear of a move. */
const settleMs = 600

/**
 * Moves of cards: at once on screen, one operation each, asked for what the new choice requires; where a command brings
 * that, in its form. `move` answers whether it is written.
 */
export function useBoardMoves(kind: AnyKind, boardBy: ShownField, onLeave: () => void) {
  const { t } = useTranslation('grid')
  const rights = useRights(kind)
  const fields = useFields(kind)
  const { write, dialogs } = useGridWrites(kind, fields, onLeave)
  const open = useCommandForm()
  const mayRun = useMayRun()
  const { error } = useErrorText()
  const [moving, setMoving] = useState<ReadonlyMap<string, Moving>>(new Map())
  const { name, field } = boardBy

  /** Undefined where the card can be moved; else why not. */
  const barrier = useCallback((row: ListRow) => barrierOf(kind, boardBy, rights, row), [kind, boardBy, rights])
  const tell = useCallback(
    (row: ListRow): boolean => {
      const found = barrier(row)
      if (found) toast({ id: 'grid', message: t(`barriers.${found}`), tone: 'info' })
      return found !== undefined
    },
    [barrier, t],
  )
  const move = useCallback(
    async (row: ListRow, to: string | null, said: string): Promise<boolean> => {
      const held = fieldValue(row, name)
      if ((held ?? null) === to || tell(row)) return false
      if (to === null && field.required) {
        toast({ id: 'grid', message: t('board.required'), tone: 'info' })
        return false
      }
      const command = to === null ? undefined : bringerOf(field, to)
      if (command !== undefined) {
        if (mayRun(kind.name, row, command)) open({ record: { kind: kind.name, id: row.id }, command, onLeave })
        else toast({ id: 'grid', message: error({ code: 'permission.denied' }), tone: 'info' })
        return false
      }
      setMoving(old => new Map(old).set(row.id, { row: { ...row, waiting: true }, to }))
      const change = { ...(held === undefined ? {} : { base: held }), ...(to === null ? {} : { value: to }) }
      const isWritten = await write(
        { changes: [{ row, set: { [name]: change } }], cells: 1, problems: [] },
        'move',
        said,
      )
      const settle = () =>
        setMoving(old => {
          const next = new Map(old)
          next.delete(row.id)
          return next
        })
      // What was refused, or waits for an answer, stands where it stood.
      if (isWritten) setTimeout(settle, settleMs)
      else settle()
      return isWritten
    },
    [kind.name, name, field, tell, t, write, mayRun, open, onLeave, error],
  )
  return { move, moving, tell, barrier, dialogs }
}
