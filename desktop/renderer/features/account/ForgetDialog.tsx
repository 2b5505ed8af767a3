import { useTranslation } from 'react-i18next'
import type { KnownAccount } from '../../../core/api/identity.ts'
import { useAction } from '../../data/hooks.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { toast } from '../../ui/toast.tsx'

/** Asks before an account's copy leaves this computer, more loudly where unsent work would go with it. */
export function ForgetDialog({ account, onClose }: { account: KnownAccount | undefined; onClose: () => void }) {
  const { t } = useTranslation(['account', 'app'])
  const { error: words } = useErrorText()
  const [forget, { isBusy, error, clear }] = useAction('accounts.forget')
  // The number in the list is from when the account was last left; the refusal knows it exactly.
  const count = error?.params?.['reason'] === 'unsentWork' ? Number(error.params['count']) : (account?.waiting ?? 0)
  const close = () => {
    clear()
    onClose()
  }
  const confirm = async () => {
    if (!account) return
    const answer = await forget({ id: account.id, ...(count > 0 ? { discard: true } : {}) })
    if (!answer.ok && answer.error.params?.['reason'] === 'unsentWork') return
    close()
    if (!answer.ok) return toast({ message: words(answer.error), tone: 'problem' })
    toast({ message: t('account:accounts.forgotten', { company: account.company.name }) })
  }
  return (
    <ConfirmDialog
      isOpen={account !== undefined}
      title={t('account:accounts.forgetAsk')}
      cancelLabel={t('app:actions.cancel')}
      onCancel={close}
      confirm={{
        label: count > 0 ? t('account:accounts.forgetLose') : t('account:accounts.forget'),
        isDangerous: true,
        isBusy,
        onConfirm: () => void confirm(),
      }}
    >
      <p>
        {t('account:accounts.forgetHint', { company: account?.company.name ?? '', email: account?.user.email ?? '' })}
      </p>
      {count > 0 && (
        <p>
          <strong>{t('account:accounts.forgetUnsent', { count })}</strong>
        </p>
      )}
    </ConfirmDialog>
  )
}
