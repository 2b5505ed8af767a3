import { Progress } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay, IconRefresh, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Transfer } from '../../../core/api/files.ts'
import { useSyncState } from '../../data/hooks.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import styles from './files.module.css'
import { shareOf } from './fileWords.ts'
import { useFileActions } from './useFileActions.ts'
import { useFileWords } from './useFileWords.ts'

/** How far a file is, why it waits, and what can be done about it. */
export function TransferLine({ transfer }: { transfer: Transfer }) {
  const { t } = useTranslation('files')
  const words = useFileWords()
  const actions = useFileActions()
  const isOnline = useSyncState()?.connection === 'online'
  const { id, name, state, direction } = transfer
  const reason = words.reason(transfer)
  const said = words.state(transfer, isOnline)
  return (
    <div className={styles.transfer} data-state={state}>
      <Progress
        className={styles.bar ?? ''}
        value={shareOf(transfer) * 100}
        size={4}
        radius={2}
        color={state === 'failed' ? 'red' : state === 'paused' || state === 'waiting' ? 'var(--ink-quiet)' : 'teal'}
        aria-label={`${name}: ${said}`}
      />
      <span className={styles.transferWords}>
        <span>{said}</span>
        <span className="numbers">{words.figures(transfer)}</span>
        {reason && <span className={styles.reason}>{reason}</span>}
      </span>
      <span className={styles.transferActions}>
        {(state === 'running' || state === 'waiting') && direction === 'up' && (
          <IconButton label={t('pause')} icon={IconPlayerPause} size={24} onClick={() => actions.pause(id)} />
        )}
        {state === 'paused' && (
          <IconButton label={t('resume')} icon={IconPlayerPlay} size={24} onClick={() => actions.resume(id)} />
        )}
        {state === 'failed' && (
          <IconButton label={t('retry')} icon={IconRefresh} size={24} onClick={() => actions.resume(id)} />
        )}
        {direction === 'down' && (
          <IconButton label={t('stop')} icon={IconX} size={24} onClick={() => actions.stop(id)} />
        )}
        {state === 'copying' && (
          <IconButton label={t('giveUp')} icon={IconX} size={24} onClick={() => actions.giveUp(id)} />
        )}
      </span>
    </div>
  )
}
