import { useTranslation } from 'react-i18next'
import { useCall } from '../../data/hooks.ts'
import { useStillLoading } from '../../features/sync/NothingHere.tsx'
import { HomeCard } from './HomeCard.tsx'
import styles from './home.module.css'
import { RecordLine } from './RecordLine.tsx'

/** What was opened last, to go on with. */
export function RecentCard() {
  const { t } = useTranslation('work')
  const loading = useStillLoading()
  const { latest } = useCall('records.recent', { limit: 8 })
  return (
    <HomeCard title={t('home.recent.title')}>
      <ul className={styles.lines}>
        {latest?.map(hit => (
          <RecordLine key={hit.id} kind={hit.kind} id={hit.id} title={hit.title} more={hit.subtitle} />
        ))}
      </ul>
      <p className={styles.hint}>{loading ?? t('home.recent.empty')}</p>
    </HomeCard>
  )
}
