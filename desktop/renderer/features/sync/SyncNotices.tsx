import { IconCloudOff } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SyncState } from '../../../core/api/functions.ts'
import { go } from '../../app/navigation.ts'
import { useCore, useSyncState } from '../../data/hooks.ts'
import { Notice } from '../../ui/Notice.tsx'
import { toast } from '../../ui/toast.tsx'
import { ClockNotice } from './ClockNotice.tsx'
import { FileProblem } from './FileProblem.tsx'
import { FirstSync } from './FirstSync.tsx'
import { fileProblemOf } from './syncWords.ts'

/** Lines under the top bar: the first copy on its way, and being offline, once for each time it happens. */
export function SyncNotices() {
  const { t } = useTranslation(['problems', 'app'])
  const state = useSyncState()
  const [isRead, setRead] = useState(false)
  const isOffline = useLastingly(state?.connection === 'offline')
  const core = useCore()
  useEffect(() => {
    if (!isOffline) setRead(false)
  }, [isOffline])
  // The browser often knows first that a network is back; core then need not wait for its next try.
  useEffect(() => {
    const tryNow = () => void core.call('sync.retry', {}).catch(() => undefined)
    window.addEventListener('online', tryNow)
    return () => window.removeEventListener('online', tryNow)
  }, [core])
  useNews(state, isOffline)
  if (!state) return null
  const broken = fileProblemOf(state)
  return (
    <>
      {broken && <FileProblem problem={broken} shape="bar" />}
      {state.clockSkew !== undefined && <ClockNotice skew={state.clockSkew} />}
      {state.firstSync && <FirstSync progress={state.firstSync} />}
      {isOffline && !isRead && (
        <Notice
          tone="neutral"
          icon={IconCloudOff}
          shape="bar"
          dismiss={{ label: t('app:actions.close'), onDismiss: () => setRead(true) }}
        >
          {state.reason && t(`problems:reasons.${state.reason}.what`)} {t('problems:safeHere')}
        </Notice>
      )}
    </>
  )
}

/** A line that is cut for a moment is made again before anybody need know. */
const moment = 4_000
function useLastingly(is: boolean): boolean {
  const [lasting, setLasting] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLasting(is), is ? moment : 0)
    return () => clearTimeout(timer)
  }, [is])
  return lasting && is
}

/** Tells at once when a clash or a refusal has come, and when the line is back after a while without. */
function useNews(state: SyncState | undefined, isOffline: boolean): void {
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
  }, [state, t])
  const wasOffline = useRef(false)
  const isOnline = state?.connection === 'online'
  useEffect(() => {
    if (isOffline) wasOffline.current = true
    else if (isOnline && wasOffline.current) {
      wasOffline.current = false
      toast({ id: 'online', message: t('backOnline') })
    }
  }, [isOffline, isOnline, t])
}
