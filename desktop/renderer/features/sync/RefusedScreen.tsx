import { IconCircleCheck } from '@tabler/icons-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useCall, useSyncState } from '../../data/hooks.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ScreenHeader } from '../../ui/ScreenHeader.tsx'
import { RefusedCard } from './RefusedCard.tsx'
import styles from './refused.module.css'

/** What the server did not take: why, what rests on it, and the two ways on: mend and send, or discard. */
export function RefusedScreen() {
  const { t } = useTranslation('sync')
  const { latest, refetch } = useCall('refused.list', {})
  const count = useSyncState()?.refused
  // Refusals are not records: their number is what tells that the list has changed.
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again for each new number
  useEffect(() => {
    refetch()
  }, [count])
  if (latest === undefined) return null
  return (
    <>
      <ScreenHeader title={t('refusedList.title')} hint={t('refusedList.hint')} />
      {latest.length === 0 ? (
        <EmptyState icon={IconCircleCheck} title={t('refusedList.empty')} hint={t('refusedList.emptyHint')} />
      ) : (
        <ul className={styles.list}>
          {latest.map(item => (
            <RefusedCard key={item.entry} item={item} onChanged={refetch} />
          ))}
        </ul>
      )}
    </>
  )
}
