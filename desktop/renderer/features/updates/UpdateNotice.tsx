import { Button, Progress } from '@mantine/core'
import { IconAlertTriangle, IconDownload, IconRefresh } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAction, useStream } from '../../data/hooks.ts'
import { useFormat } from '../../i18n/format.ts'
import { Notice } from '../../ui/Notice.tsx'
import { megabytes, noticeOf } from './noticeOf.ts'
import { RestartButton } from './RestartButton.tsx'
import styles from './updates.module.css'

/** A newer version on its way, ready, or not taken: one calm line under the top bar. The browser shell shows none. */
export function UpdateNotice() {
  const { t } = useTranslation('updates')
  const { number } = useFormat()
  const state = useStream('updates.state', {})
  const [read, setRead] = useState('')
  const [check, checking] = useAction('updates.check')
  const notice = noticeOf(state)
  if (!notice || !state || read === notice.key) return null
  const dismiss = { label: t('dismiss'), onDismiss: () => setRead(notice.key) }

  if (state.state === 'loading') {
    const [done, total] = [megabytes(state.done), megabytes(state.total)]
    return (
      <Notice
        tone="neutral"
        icon={IconDownload}
        shape="bar"
        dismiss={dismiss}
        actions={
          <span className={styles.progress}>
            <span className="numbers">{t('progress', { done: number(done), total: number(total) })}</span>
            <Progress
              className={styles.bar}
              value={state.total > 0 ? (100 * state.done) / state.total : 0}
              size={4}
              aria-label={t('progressLabel')}
            />
          </span>
        }
      >
        {t('loading', { version: state.version })}
      </Notice>
    )
  }
  if (state.state === 'ready') {
    const words = state.isUrgent ? 'readyUrgent' : state.installsOnQuit ? 'ready' : 'readyOnRestart'
    return (
      <Notice
        tone={state.isUrgent ? 'needs' : 'primary'}
        icon={IconRefresh}
        shape="bar"
        actions={
          <>
            <RestartButton />
            {!state.isUrgent && (
              <Button size="compact-sm" variant="subtle" onClick={dismiss.onDismiss}>
                {t('later')}
              </Button>
            )}
          </>
        }
      >
        {t(words, { version: state.version })}
      </Notice>
    )
  }
  if (state.state !== 'failed') return null
  return (
    <Notice
      tone={notice.needsSomebody ? 'needs' : 'warning'}
      icon={IconAlertTriangle}
      shape="bar"
      dismiss={dismiss}
      actions={
        notice.canRetry && (
          <Button size="compact-sm" variant="default" loading={checking.isBusy} onClick={() => void check({})}>
            {t('retry')}
          </Button>
        )
      }
    >
      {t(`failed.${state.reason}`)}
    </Notice>
  )
}
