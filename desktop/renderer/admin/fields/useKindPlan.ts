import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../shared/entity.ts'
import { kindLayout, layoutKey } from '../../../../shared/layout.ts'
import { settingChange, settingOf } from '../../../../shared/settingChange.ts'
import { useUndo } from '../../app/operations/useUndo.ts'
import { useAction, useCall } from '../../data/hooks.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { toast } from '../../ui/toast.tsx'
import { layoutFrom, type Plan, planOf } from './plan.ts'

/** How the company arranges a kind, and how to change it: each change is kept at once and can be taken back. */
export function useKindPlan(kind: AnyKind) {
  const { t } = useTranslation('fields')
  const { error: words } = useErrorText()
  const undo = useUndo()
  const { latest: settings } = useCall('records.all', { kind: 'setting' })
  const [save] = useAction('records.save')
  const key = layoutKey(kind.name)
  const layout = useMemo(() => kindLayout.safeParse(settings && settingOf(settings, key)).data, [settings, key])
  const plan = useMemo(() => planOf(kind, layout), [kind, layout])

  const put = async (value: unknown, message: string) => {
    const change = settings && settingChange(settings, key, value)
    if (!change) return
    const answer = await save(change)
    if (answer.ok) undo.done(message, answer.value.operation)
    else toast({ message: words(answer.error), tone: 'problem' })
  }
  return {
    plan,
    isReady: settings !== undefined,
    isArranged: layout !== undefined,
    change: (next: Plan) => (next === plan ? undefined : void put(layoutFrom(next), t('saved'))),
    /** As the definition has it again; own fields stay. */
    reset: () => void put(undefined, t('resetDone')),
  }
}
