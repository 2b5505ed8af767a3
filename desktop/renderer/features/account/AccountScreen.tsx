import { useTranslation } from 'react-i18next'
import { useCall } from '../../data/hooks.ts'
import { ScreenHeader } from '../../ui/ScreenHeader.tsx'
import { NoticeSettings } from '../teamwork/NoticeSettings.tsx'
import { AccountsSection } from './AccountsSection.tsx'
import styles from './account.module.css'
import { DevicesSection } from './DevicesSection.tsx'
import { LookSection } from './LookSection.tsx'
import { PasswordSection } from './PasswordSection.tsx'
import { ProfileSection } from './ProfileSection.tsx'
import { RecoverySection } from './RecoverySection.tsx'

/** Oneself: how colleagues see one, how the app looks, password and recovery code, devices, other accounts. */
export function AccountScreen() {
  const { t } = useTranslation('account')
  const { latest: account, error, refetch } = useCall('account.get', {})
  return (
    <>
      <ScreenHeader title={t('title')} hint={t('hint')} />
      <div className={styles.page}>
        <ProfileSection account={account} error={account ? undefined : error} onSaved={refetch} />
        <LookSection />
        <NoticeSettings />
        <PasswordSection changedAt={account?.passwordChangedAt} onChanged={refetch} />
        <RecoverySection changedAt={account?.recoveryChangedAt} onChanged={refetch} />
        <DevicesSection />
        <AccountsSection />
      </div>
    </>
  )
}
