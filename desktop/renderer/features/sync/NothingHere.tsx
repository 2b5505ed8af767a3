import { IconCloudDownload } from '@tabler/icons-react'
import type { ComponentProps } from 'react'
import { useTranslation } from 'react-i18next'
import { useSyncState } from '../../data/hooks.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FirstSyncBar, useFirstSyncFigures } from './FirstSync.tsx'

/** A place with no records in it; while the first copy is on its way, that they are still coming. */
export function NothingHere(props: ComponentProps<typeof EmptyState>) {
  const isLoading = useSyncState()?.firstSync !== undefined
  return isLoading ? <StillLoading /> : <EmptyState {...props} />
}

/** What belongs here may still be on its way: how far that is, and that nobody need wait for it. */
export function StillLoading() {
  const { t } = useTranslation('sync')
  const progress = useSyncState()?.firstSync
  const figures = useFirstSyncFigures(false)
  if (!progress) return null
  return (
    <EmptyState
      icon={IconCloudDownload}
      title={t('firstSync.title')}
      hint={
        <>
          <span className="numbers">{figures(progress)}</span>
          <br />
          {t('firstSync.fillsIn')}
        </>
      }
      action={<FirstSyncBar progress={progress} />}
    />
  )
}

/** Where one line is all there is room for: that records are still coming; undefined once they are here. */
export function useStillLoading(): string | undefined {
  const { t } = useTranslation('sync')
  const isLoading = useSyncState()?.firstSync !== undefined
  return isLoading ? t('firstSync.line') : undefined
}
