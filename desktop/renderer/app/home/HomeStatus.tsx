import { IconAlertTriangle, IconArrowsLeftRight, IconCircleCheck, IconClock } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useSyncState } from '../../data/hooks.ts'
import { isAllWell } from '../../features/sync/syncWords.ts'
import { LineDot } from '../../ui/LineDot.tsx'
import { hashOf } from '../route.ts'
import styles from './home.module.css'

/** How things stand with the server, and what needs the person, each with the way there. */
export function HomeStatus() {
  const { t } = useTranslation(['work', 'sync'])
  const state = useSyncState()
  if (!state) return null
  const { connection, waiting, refused, clashes } = state
  return (
    <ul className={styles.status} aria-label={t('work:home.status.label')}>
      {refused > 0 && (
        <li data-urgent>
          <IconAlertTriangle size={16} stroke={1.5} aria-hidden />
          <a href={hashOf({ screen: 'refused' })}>{t('sync:refused', { count: refused })}</a>
        </li>
      )}
      {clashes > 0 && (
        <li data-urgent>
          <IconArrowsLeftRight size={16} stroke={1.5} aria-hidden />
          <a href={hashOf({ screen: 'clashes' })}>{t('sync:clashes', { count: clashes })}</a>
        </li>
      )}
      {waiting > 0 && (
        <li>
          <IconClock size={16} stroke={1.5} aria-hidden />
          {t('sync:waiting', { count: waiting })}
        </li>
      )}
      {isAllWell(state) && (
        <li>
          <IconCircleCheck size={16} stroke={1.5} aria-hidden />
          {t('work:home.status.ok')}
        </li>
      )}
      {connection !== 'online' && (
        <li>
          <LineDot connection={connection} />
          {t(`sync:states.${connection}`)}
        </li>
      )}
    </ul>
  )
}
