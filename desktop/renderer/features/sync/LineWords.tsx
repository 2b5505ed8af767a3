import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SyncState } from '../../../core/api/functions.ts'
import styles from './sync.module.css'

/** Why there is no line, what to do about it, what is safe meanwhile, and when it is tried again. */
export function LineWords({ state }: { state: SyncState }) {
  const { t } = useTranslation('problems')
  const { reason, retryAt, connection } = state
  if (!reason) return null
  return (
    <>
      <p className={styles.text}>
        {t(`reasons.${reason}.what`)} {t(`reasons.${reason}.todo`)}
      </p>
      <p className={styles.quiet}>{t(connection === 'online' ? 'safeSent' : 'safeHere')}</p>
      {connection === 'offline' && retryAt && <NextTry at={retryAt} />}
    </>
  )
}

function NextTry({ at }: { at: string }) {
  const { t } = useTranslation('problems')
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  const seconds = Math.ceil((Date.parse(at) - now) / 1000)
  return (
    <p className={`${styles.quiet} numbers`}>
      {seconds > 0 ? t('nextTry', { count: Math.min(seconds, 999) }) : t('tryingNow')}
    </p>
  )
}
