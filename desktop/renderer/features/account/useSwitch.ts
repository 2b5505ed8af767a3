import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { asAppError } from '../../../../shared/errors.ts'
import type { KnownAccount } from '../../../core/api/identity.ts'
import { go } from '../../app/navigation.ts'
import { switchingTo } from '../../app/screenSlice.ts'
import { useAppDispatch } from '../../app/store.ts'
import { useCore } from '../../data/hooks.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { toast } from '../../ui/toast.tsx'

/**
 * Goes to another account of this computer. First every screen of the present one is taken down, so that what is being
 * typed is kept as a draft where it belongs; only then does core open the other.
 */
export function useSwitch(): (account: KnownAccount) => Promise<void> {
  const core = useCore()
  const dispatch = useAppDispatch()
  const { t } = useTranslation('account')
  const { error } = useErrorText()
  return useCallback(
    async account => {
      const signIn = () => go({ screen: 'signIn', params: { server: account.server, email: account.user.email } })
      if (!account.isSignedIn) return signIn()
      dispatch(switchingTo(account.company.name))
      await painted()
      try {
        await core.call('accounts.switch', { id: account.id })
        go({ screen: 'home' }, { replace: true })
      } catch (thrown) {
        const problem = asAppError(thrown)
        if (problem.code === 'auth.required') return signIn()
        toast({ message: t('accounts.failed', { reason: error(problem.toBody()) }), tone: 'problem' })
      } finally {
        dispatch(switchingTo(undefined))
      }
    },
    [core, dispatch, t, error],
  )
}

/** Two frames: after the first one everything that was taken down has said its last word to core. */
const painted = () =>
  new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve))))
