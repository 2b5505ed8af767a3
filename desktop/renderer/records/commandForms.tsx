import { skipToken } from '@reduxjs/toolkit/query/react'
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useState } from 'react'
import type { RecordKey } from '../../../shared/record.ts'
import { useCall, useKinds, useViewer } from '../data/hooks.ts'
import { slotsOf } from '../features/recordSlots.ts'
import { useErrorText } from '../i18n/errorText.ts'
import { toast } from '../ui/toast.tsx'
import type { Bringing } from './fields/bringing.ts'
import type { Keyed } from './rights.ts'

export interface AskedCommand {
  record: RecordKey
  command: string
  /** It was run; `made` is what came of it. Absent: one stays where one is. */
  onDone?: (made: RecordKey) => void
  /** The form is closed, whether or not it was run: for the focus. */
  onLeave: () => void
}

const Opening = createContext<(asked: AskedCommand) => void>(() => undefined)

/** Opens the form of a command, over whatever is on screen. */
export const useCommandForm = (): ((asked: AskedCommand) => void) => use(Opening)

/** What the records below it open their commands in: there is one form at a time, and it outlives a row or a cell. */
export function CommandForms({ children }: { children: ReactNode }) {
  const [asked, setAsked] = useState<AskedCommand>()
  const close = useCallback(() => {
    setAsked(undefined)
    asked?.onLeave()
  }, [asked])
  const { data: record, error } = useCall(
    'records.get',
    asked ? { kind: asked.record.kind, id: asked.record.id } : skipToken,
  )
  const { error: errorText } = useErrorText()
  useEffect(() => {
    // What is being typed over a record that goes meanwhile stays; running the command says then what is wrong.
    if (!asked || record || !error) return
    toast({ message: errorText(error), tone: 'problem' })
    close()
  }, [asked, record, error, errorText, close])
  const form = asked && slotsOf(asked.record.kind).commandForms?.[asked.command]
  return (
    <Opening value={setAsked}>
      {children}
      {form && record && <form.Form record={record} onDone={asked.onDone} onClose={close} />}
    </Opening>
  )
}

/** Whether the viewer may run a command with a form on a record of the kind. */
export function useMayRun(): (kind: string, record: Keyed, command: string) => boolean {
  const viewer = useViewer()
  const kinds = useKinds()
  return useCallback(
    (kind, record, command) => slotsOf(kind).commandForms?.[command]?.mayRun({ record, viewer, kinds }) === true,
    [viewer, kinds],
  )
}

/** For the input of a single field of one record. */
export function useBringing(
  kind: string,
  record: Keyed & { id: string },
  { onDone, onLeave }: Pick<AskedCommand, 'onDone' | 'onLeave'>,
): Bringing {
  const open = useCommandForm()
  const mayRun = useMayRun()
  return useMemo(
    () => ({
      mayBring: command => mayRun(kind, record, command),
      bring: command => open({ record: { kind, id: record.id }, command, onLeave, ...(onDone ? { onDone } : {}) }),
    }),
    [kind, record, mayRun, open, onDone, onLeave],
  )
}
