import { Progress } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SyncState } from '../../../core/api/functions.ts'
import { useFormat } from '../../i18n/format.ts'
import styles from './sync.module.css'
import { firstSyncProgress } from './syncWords.ts'

/** The first copy on its way: amount, rate, time left. What is here can be used meanwhile. */
export function FirstSync({ progress }: { progress: NonNullable<SyncState['firstSync']> }) {
  const { t } = useTranslation('sync')
  const { number } = useFormat()
  const { share, secondsLeft } = firstSyncProgress(progress)
  const left =
    secondsLeft === undefined
      ? undefined
      : secondsLeft < 2
        ? t('firstSync.almost')
        : t('firstSync.left', {
            time:
              secondsLeft < 90
                ? t('firstSync.seconds', { count: secondsLeft })
                : t('firstSync.minutes', { count: Math.round(secondsLeft / 60) }),
          })
  const figures = [
    t('firstSync.amount', { done: number(progress.done), total: number(progress.total) }),
    progress.perSecond > 0 ? t('firstSync.rate', { rate: number(Math.round(progress.perSecond)) }) : undefined,
    left,
  ]
  return (
    <section className={styles.firstSync} aria-label={t('firstSync.title')}>
      <div className={styles.firstSyncLine}>
        <strong>{t('firstSync.title')}</strong>
        <span className={`${styles.quiet} ${styles.grow}`}>{t('firstSync.hint')}</span>
        <span className="numbers">{figures.filter(Boolean).join(' · ')}</span>
      </div>
      <Progress value={share * 100} size={4} radius={0} color="teal" aria-label={t('firstSync.title')} />
    </section>
  )
}
