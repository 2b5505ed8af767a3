import { useTranslation } from 'react-i18next'
import { useAction, useSyncState } from '../../data/hooks.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { toast } from '../../ui/toast.tsx'

/** Asks before signing out, and says what stays on this computer. */
export function SignOutDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation(['session', 'app'])
  const { error } = useErrorText()
  const waiting = useSyncState()?.waiting ?? 0
  const [signOut, { isBusy }] = useAction('session.signOut')
  const leave = async () => {
    const answer = await signOut({})
    onClose()
    if (!answer.ok) toast({ message: error(answer.error), tone: 'problem' })
  }
  return (
    <ConfirmDialog
      isOpen={isOpen}
      title={t('session:signOutAsk')}
      cancelLabel={t('app:actions.cancel')}
      confirm={{ label: t('app:actions.signOut'), isBusy, onConfirm: () => void leave() }}
      onCancel={onClose}
    >
      {waiting > 0 ? t('session:signOutWaiting', { count: waiting }) : t('session:signOutHint')}
    </ConfirmDialog>
  )
}
