import { useMemo, useRef } from 'react'
import type { AnyKind } from '../../../../shared/entity.ts'
import { rulesHeld, stageRulesKey } from '../../../../shared/rules/stageRules.ts'
import { settingChange, settingOf } from '../../../../shared/settingChange.ts'
import { useUndo } from '../../app/operations/useUndo.ts'
import { useAction, useCall } from '../../data/hooks.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { toast } from '../../ui/toast.tsx'

/** Of all rules as they stand, those too that cannot be read, makes those that shall stand. */
export type RulesEdit = (held: unknown[]) => unknown[]

/** The rules for a kind's stages, and how to change them: each change is kept at once and can be taken back. */
export function useStageRules(kind: AnyKind) {
  const { error: words } = useErrorText()
  const undo = useUndo()
  const { latest: settings } = useCall('records.all', { kind: 'setting' })
  const [read] = useAction('records.all')
  const [save] = useAction('records.save')
  const key = stageRulesKey(kind.name)
  const rules = useMemo(() => rulesHeld(settings && settingOf(settings, key)), [settings, key])

  const changing = useRef(Promise.resolve())

  const changeNow = async (edit: RulesEdit, message: string): Promise<void> => {
    // What is on screen may be older than the change before.
    const standing = await read({ kind: 'setting' })
    if (!standing.ok) return void toast({ message: words(standing.error), tone: 'problem' })
    const next = edit(rulesHeld(settingOf(standing.value, key)).map(({ held }) => held))
    const made = settingChange(standing.value, key, next.length > 0 ? { rules: next } : undefined)
    if (!made) return
    const answer = await save(made)
    if (!answer.ok) return void toast({ message: words(answer.error), tone: 'problem' })
    undo.done(message, answer.value.operation)
  }
  /** Changes made in quick succession wait for one another; `message` says what was done. */
  const change = (edit: RulesEdit, message: string): void => {
    changing.current = changing.current.then(() => changeNow(edit, message))
  }
  return { rules, isReady: settings !== undefined, change }
}
