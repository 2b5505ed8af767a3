import { useTranslation } from 'react-i18next'
import styles from '../../app/Starting.module.css'
import { Mark } from '../../ui/Mark.tsx'

/** Between two accounts: nothing of the one is there any more, nothing of the other yet. */
export function SwitchingScreen({ company }: { company: string }) {
  const { t } = useTranslation('account')
  return (
    <main className={styles.root}>
      <span className={styles.mark}>
        <Mark size={48} />
      </span>
      <span role="status">{t('accounts.switching', { company })}</span>
    </main>
  )
}
