import { useTranslation } from 'react-i18next'

/** Words for an operation's label (`create`, `convertLead`) and for why one cannot be undone. */
export function useOperationText() {
  const { t } = useTranslation('operations')
  return {
    operation: (label: string): string => t(label as never, { defaultValue: t('unknown') }) as string,
    notUndoable: (reason: string): string =>
      t(`notUndoable.${reason}` as never, { defaultValue: t('notUndoable.unknown') }) as string,
  }
}
