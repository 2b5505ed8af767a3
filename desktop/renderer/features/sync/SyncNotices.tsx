import { IconCloudOff } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SyncState } from '../../../core/api/functions.ts'
import { go } from '../../app/navigation.ts'
import { useSyncState } from '../../data/hooks.ts'
import { Notice } from '../../ui/Notice.tsx'
import { toast } from '../../ui/toast.tsx'
import { FirstSync } from './FirstSync.tsx'

/** Lines under the top bar: the first copy on its way, and being offline, once for each time it happens. */
export function SyncNotices() {
  const { t } = useTranslation(['sync', 'app'])
  const state = useSyncState()
  const [isRead, setRead] = useState(false)
  const isOffline = state?.connection === 'offline'
  useEffect(() => {
    if (!isOffline) setRead(false)
  }, [isOffline])
  useNews(state)
  if (!state) return null
  return (
    <>
      {state.firstSync && <FirstSync progress={state.firstSync} />}
      {isOffline && !isRead && (
        <Notice
          tone="neutral"
          icon={IconCloudOff}
          shape="bar"
          dismiss={{ label: t('app:actions.close'), onDismiss: () => setRead(true) }}
        >
          {t('sync:offlineNotice')}
        </Notice>
      )}
    </>
  )
}

/** Tells at once when a clash or a refusal has come, and when the line is back after a while without. */
function useNews(state: SyncState | undefined): void {
  const { t } = useTranslation('sync')
  const before = useRef<SyncState | undefined>(undefined)
  useEffect(() => {
    const last = before.current
    before.current = state
    if (!last || !state) return
    if (state.clashes > last.clashes)
      toast({
        id: 'clashes',
        tone: 'problem',
        message: t('clashes', { count: state.clashes }),
        action: { label: t('showClashes'), onAction: () => go({ screen: 'clashes' }) },
      })
    if (state.refused > last.refused)
      toast({
        id: 'refused',
        tone: 'problem',
        message: t('refused', { count: state.refused }),
        action: { label: t('showRefused'), onAction: () => go({ screen: 'refused' }) },
      })
    if (state.connection === 'online' && last.connection === 'offline')
      toast({ id: 'online', message: t('backOnline') })
  }, [state, t])
}
