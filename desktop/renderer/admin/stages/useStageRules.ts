import { useMemo } from 'react'
import type { AnyKind } from '../../../../shared/entity.ts'
import { rulesHeld, stageRulesKey } from '../../../../shared/rules/stageRules.ts'
import { settingChange, settingOf } from '../../../../shared/settingChange.ts'
import { useUndo } from '../../app/operations/useUndo.ts'
import { useAction, useCall } from '../../data/hooks.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { toast } from '../../ui/toast.tsx'

/** The rules for a kind's stages, and how to change them: each change is kept at once and can be taken back. */
export function useStageRules(kind: AnyKind) {
  const { error: words } = useErrorText()
  const undo = useUndo()
  const { latest: settings } = useCall('records.all', { kind: 'setting' })
  const [save] = useAction('records.save')
  const key = stageRulesKey(kind.name)
  const rules = useMemo(() => rulesHeld(settings && settingOf(settings, key)), [settings, key])

  /** All rules as they shall stand, those too that cannot be read; `message` says what was done. */
  const change = async (next: readonly unknown[], message: string): Promise<void> => {
    const made = settings && settingChange(settings, key, next.length > 0 ? { rules: [...next] } : undefined)
    if (!made) return
    const answer = await save(made)
    if (answer.ok) undo.done(message, answer.value.operation)
    else toast({ message: words(answer.error), tone: 'problem' })
  }
  return { rules, isReady: settings !== undefined, change }
}
