import { SegmentedControl } from '@mantine/core'
import { IconArrowsLeftRight, IconCircleCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCall } from '../../data/hooks.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ScreenHeader } from '../../ui/ScreenHeader.tsx'
import { ClashCard } from './ClashCard.tsx'
import styles from './clash.module.css'
import { clashOf } from './clash.ts'

/** Every field that two people changed at the same time, with both values; one click swaps, another swaps back. */
export function ClashScreen() {
  const { t } = useTranslation('sync')
  const { data } = useCall('clashes.list', {})
  const [shown, setShown] = useState<'open' | 'settled'>('open')
  // A clash settled on this screen stays in its place, so that it can be swapped back where it was.
  const [kept, setKept] = useState<ReadonlySet<string>>(new Set())
  if (data === undefined) return null
  const clashes = data.map(clashOf)
  const visible = clashes.filter(({ id, state }) => (state === 'open') === (shown === 'open') || kept.has(id))
  const open = clashes.filter(({ state }) => state === 'open').length
  return (
    <>
      <ScreenHeader
        title={t('clashList.title')}
        hint={t('clashList.hint')}
        actions={
          clashes.length > 0 && (
            <SegmentedControl
              size="xs"
              aria-label={t('clashList.title')}
              value={shown}
              onChange={value => {
                setKept(new Set())
                setShown(value === 'open' ? 'open' : 'settled')
              }}
              data={[
                { value: 'open', label: `${t('clashList.openOnly')} (${open})` },
                { value: 'settled', label: `${t('clashList.settled')} (${clashes.length - open})` },
              ]}
            />
          )
        }
      />
      {visible.length === 0 ? (
        <EmptyState
          icon={clashes.length > 0 ? IconCircleCheck : IconArrowsLeftRight}
          title={clashes.length > 0 && shown === 'open' ? t('clashList.allOpenDone') : t('clashList.empty')}
          hint={t('clashList.emptyHint')}
        />
      ) : (
        <ul className={styles.list}>
          {visible.map(clash => (
            <ClashCard key={clash.id} clash={clash} onSettled={() => setKept(new Set([...kept, clash.id]))} />
          ))}
        </ul>
      )}
    </>
  )
}
