import { useTranslation } from 'react-i18next'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'

interface Props {
  isOpen: boolean
  onStay: () => void
  onDiscard: () => void
}

/** Asks whether what was typed and not saved may go. */
export function LeaveDialog({ isOpen, onStay, onDiscard }: Props) {
  const { t } = useTranslation('records')
  return (
    <ConfirmDialog
      isOpen={isOpen}
      title={t('form.leaveTitle')}
      confirm={{ label: t('form.leaveDiscard'), isDangerous: true, onConfirm: onDiscard }}
      cancelLabel={t('form.leaveStay')}
      onCancel={onStay}
    >
      {t('form.leaveHint')}
    </ConfirmDialog>
  )
}
