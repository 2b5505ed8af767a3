import { Progress } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SyncState } from '../../../core/api/functions.ts'
import { useSyncState } from '../../data/hooks.ts'
import { useFormat } from '../../i18n/format.ts'
import styles from './sync.module.css'
import { firstSyncProgress } from './syncWords.ts'

type FirstCopy = NonNullable<SyncState['firstSync']>

/** The first copy on its way: amount, rate, time left. What is here can be used meanwhile. */
export function FirstSync({ progress }: { progress: FirstCopy }) {
  const { t } = useTranslation('sync')
  const figures = useFirstSyncFigures()
  return (
    <section className={styles.firstSync} aria-label={t('firstSync.title')}>
      <div className={styles.firstSyncLine}>
        <strong>{t('firstSync.title')}</strong>
        <span className={`${styles.quiet} ${styles.grow}`}>{t('firstSync.hint')}</span>
        <span className="numbers">{figures(progress)}</span>
      </div>
      <FirstSyncBar progress={progress} />
    </section>
  )
}

/** How much of it is here; moves without a measure until the server has said how much there is. */
export function FirstSyncBar({ progress }: { progress: FirstCopy }) {
  const { t } = useTranslation('sync')
  const isCounted = progress.total > 0
  const { share } = firstSyncProgress(progress)
  return (
    <Progress
      className={styles.bar ?? ''}
      value={isCounted ? share * 100 : 100}
      animated={!isCounted}
      size={4}
      radius={0}
      color="teal"
      aria-label={t('firstSync.title')}
    />
  )
}

/** The first copy in words, with or without how fast it comes. */
export function useFirstSyncFigures(withRate = true): (progress: FirstCopy) => string {
  const { t } = useTranslation('sync')
  const { number } = useFormat()
  const isOffline = useSyncState()?.connection === 'offline'
  return progress => {
    const { done, total, perSecond } = progress
    const { secondsLeft } = firstSyncProgress(progress)
    if (total === 0) return t(isOffline ? 'firstSync.waits' : 'firstSync.asking')
    const time = (seconds: number) =>
      seconds < 90
        ? t('firstSync.seconds', { count: seconds })
        : t('firstSync.minutes', { count: Math.round(seconds / 60) })
    const left =
      secondsLeft === undefined
        ? undefined
        : secondsLeft < 2
          ? t('firstSync.almost')
          : t('firstSync.left', { time: time(secondsLeft) })
    const amount = t('firstSync.amount', { done: number(done), total: number(total) })
    if (isOffline) return [amount, t('firstSync.waits')].join(' · ')
    const rate = withRate && perSecond > 0 ? t('firstSync.rate', { rate: number(Math.round(perSecond)) }) : undefined
    return [amount, rate, left].filter(Boolean).join(' · ')
  }
}
