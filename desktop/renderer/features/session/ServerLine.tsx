import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import styles from './SignInForm.module.css'

/** Which server is spoken to, and a way to another. */
export function ServerLine({ server, onChange }: { server: string; onChange: () => void }) {
  const { t } = useTranslation('session')
  return (
    <div className={styles.server}>
      <span className={styles.serverName}>
        {t('server')}: <span lang="en">{server.replace(/^https:\/\//, '')}</span>
      </span>
      <Button variant="subtle" size="compact-sm" onClick={onChange}>
        {t('serverChange')}
      </Button>
    </div>
  )
}
