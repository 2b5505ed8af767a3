import { useTranslation } from 'react-i18next'
import { eventOfLabel } from '../../../shared/rules/stageRules.ts'
import { useEventText } from './useEventText.ts'

/** Words for an operation's label (`create`, `convertLead`, what a rule did) and for why one cannot be undone. */
export function useOperationText() {
  const { t } = useTranslation(['operations', 'app'])
  const eventText = useEventText()
  const byRule = (label: string): string | undefined => {
    const event = eventOfLabel(label)
    if (!event) return undefined
    return event.on === 'silence'
      ? t('rule.silence', { count: event.days })
      : t('rule.event', { event: eventText(event) })
  }
  const operation = (label: string): string =>
    byRule(label) ?? (t(label as never, { defaultValue: t('unknown') }) as string)
  return {
    operation,
    /** What was done, and to which records. */
    said({ label, title, count }: { label: string; title: string; count: number }): string {
      const others = count > 1 ? t('app:operations.andOthers', { count: count - 1 }) : ''
      return [operation(label), [title, others].filter(Boolean).join(' ')].filter(Boolean).join(' · ')
    },
    notUndoable: (reason: string): string =>
      t(`notUndoable.${reason}` as never, { defaultValue: t('notUndoable.unknown') }) as string,
  }
}
