import { useTranslation } from 'react-i18next'
import { eventOfLabel } from '../../../shared/rules/stageRules.ts'
import { useEventText } from './useEventText.ts'

/** Words for an operation's label (`create`, `convertLead`, what a rule did) and for why one cannot be undone. */
export function useOperationText() {
  const { t } = useTranslation('operations')
  const eventText = useEventText()
  const byRule = (label: string): string | undefined => {
    const event = eventOfLabel(label)
    if (!event) return undefined
    return event.on === 'silence'
      ? t('rule.silence', { count: event.days })
      : t('rule.event', { event: eventText(event) })
  }
  return {
    operation: (label: string): string =>
      byRule(label) ?? (t(label as never, { defaultValue: t('unknown') }) as string),
    notUndoable: (reason: string): string =>
      t(`notUndoable.${reason}` as never, { defaultValue: t('notUndoable.unknown') }) as string,
  }
}
