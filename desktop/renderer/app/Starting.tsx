import { Button } from '@mantine/core'
import { IconPlugConnectedX } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Mark } from '../ui/Mark.tsx'
import styles from './Starting.module.css'
import { useLink } from './useLink.ts'

/** Before core has answered: nothing for a moment, then the mark; what to do when it cannot be reached. */
export function Starting() {
  const { t } = useTranslation()
  const link = useLink()
  const [isSlow, setSlow] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), 400)
    return () => clearTimeout(timer)
  }, [])
  if (link === 'away')
    return (
      <main>
        <EmptyState
          isScreen
          icon={IconPlugConnectedX}
          title={t('starting.away')}
          hint={t('starting.awayHint')}
          action={<Button onClick={() => window.location.reload()}>{t('actions.retry')}</Button>}
        />
      </main>
    )
  if (!isSlow) return null
  return (
    <main className={styles.root}>
      <span className={styles.mark}>
        <Mark size={48} />
      </span>
      <span role="status">{t('starting.title')}</span>
    </main>
  )
}
