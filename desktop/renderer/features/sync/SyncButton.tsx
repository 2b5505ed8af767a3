import { Button, Popover } from '@mantine/core'
import {
  type Icon,
  IconAlertTriangle,
  IconArrowsLeftRight,
  IconCircleCheck,
  IconClock,
  IconRefresh,
} from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SyncState } from '../../../core/api/functions.ts'
import { hashOf, type Route } from '../../app/route.ts'
import { opened } from '../../app/screenSlice.ts'
import { useAppDispatch } from '../../app/store.ts'
import { useLink } from '../../app/useLink.ts'
import { useAction, useSyncState } from '../../data/hooks.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { useFormat } from '../../i18n/format.ts'
import { LineDot } from '../../ui/LineDot.tsx'
import { LineWords } from './LineWords.tsx'
import styles from './sync.module.css'
import { fileProblemOf, isAllWell, needsPerson, toneOf } from './syncWords.ts'

/** One word on how things stand with the server; the rest on a click. */
export function SyncButton() {
  const { t } = useTranslation('sync')
  const known = useSyncState()
  // What core said last is old news while it cannot be asked.
  const link = useLink()
  const state: SyncState | undefined = known && link !== 'open' ? { ...known, connection: 'connecting' } : known
  const [isOpen, setOpen] = useState(false)
  if (!state) return null
  const word = t(`states.${state.connection}`)
  const trouble = state.refused + state.clashes
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" offset={8} trapFocus returnFocus>
      <Popover.Target>
        <button
          type="button"
          className={styles.button}
          data-tone={needsPerson(state) ? 'needs' : toneOf[state.connection]}
          aria-label={t('label', { state: [word, ...countsIn(state, t)].join(', ') })}
          aria-haspopup="dialog"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          <LineDot connection={state.connection} />
          <span>{word}</span>
          {state.waiting > 0 && (
            <span className={styles.count}>
              <IconClock size={14} stroke={1.5} aria-hidden />
              {state.waiting}
            </span>
          )}
          {trouble > 0 && (
            <span className={`${styles.count} ${styles.needsCount}`}>
              <IconAlertTriangle size={14} stroke={1.75} aria-hidden />
              {trouble}
            </span>
          )}
        </button>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={t('label', { state: word })}>
        <SyncDetails state={state} onClose={() => setOpen(false)} />
      </Popover.Dropdown>
    </Popover>
  )
}

function countsIn(state: SyncState, t: ReturnType<typeof useTranslation<'sync'>>['t']): string[] {
  return [
    state.waiting > 0 ? t('waiting', { count: state.waiting }) : '',
    state.refused > 0 ? t('refused', { count: state.refused }) : '',
    state.clashes > 0 ? t('clashes', { count: state.clashes }) : '',
  ].filter(Boolean)
}

function SyncDetails({ state, onClose }: { state: SyncState; onClose: () => void }) {
  const { t } = useTranslation(['sync', 'problems'])
  const dispatch = useAppDispatch()
  const format = useFormat()
  const { error } = useErrorText()
  const [retry, retrying] = useAction('sync.retry')
  const { connection, waiting, refused, clashes } = state
  const isOnline = connection === 'online'
  const broken = fileProblemOf(state)
  const problem = broken ?? (isOnline || connection === 'offline' ? undefined : state.problem)
  const online = waiting > 0 ? 'onlineWaiting' : isAllWell(state) ? 'online' : 'onlineNeeds'
  const words = problem ? error(problem) : t(`words.${isOnline ? online : connection}`)
  return (
    <div className={styles.details}>
      <div className={styles.head}>
        <LineDot connection={connection} />
        <strong>{t(`states.${connection}`)}</strong>
      </div>
      {state.reason && !broken ? <LineWords state={state} /> : <p className={styles.text}>{words}</p>}
      {!isOnline && state.lastOnlineAt && (
        <p className={styles.quiet}>{t('lastOnline', { when: format.relative(state.lastOnlineAt) })}</p>
      )}
      <ul className={styles.counts}>
        {waiting > 0 && <Count icon={IconClock}>{t('waiting', { count: waiting })}</Count>}
        {isAllWell(state) && <Count icon={IconCircleCheck}>{t('nothingWaiting')}</Count>}
        {refused > 0 && (
          <Count
            icon={IconAlertTriangle}
            isUrgent
            to={{ screen: 'refused' }}
            label={t('showRefused')}
            onClose={onClose}
          >
            {t('refused', { count: refused })}
          </Count>
        )}
        {clashes > 0 && (
          <Count
            icon={IconArrowsLeftRight}
            isUrgent
            to={{ screen: 'clashes' }}
            label={t('showClashes')}
            onClose={onClose}
          >
            {t('clashes', { count: clashes })}
          </Count>
        )}
      </ul>
      {(connection === 'offline' || connection === 'connecting') && (
        <Button
          fullWidth
          variant="default"
          loading={retrying.isBusy}
          leftSection={<IconRefresh size={18} stroke={1.5} aria-hidden />}
          onClick={() => void retry({})}
        >
          {t('retry')}
        </Button>
      )}
      {(!isOnline || state.reason || broken) && (
        <Button
          fullWidth
          variant="subtle"
          color="gray"
          onClick={() => {
            onClose()
            dispatch(opened('report'))
          }}
        >
          {t('problems:report.open')}
        </Button>
      )}
    </div>
  )
}

interface CountProps {
  icon: Icon
  children: ReactNode
  isUrgent?: boolean
  to?: Route
  label?: string
  onClose?: () => void
}

function Count({ icon: Glyph, children, isUrgent, to, label, onClose }: CountProps) {
  return (
    <li className={styles.countRow} data-urgent={isUrgent ?? false}>
      <Glyph size={18} stroke={1.5} aria-hidden />
      <span className={styles.grow}>{children}</span>
      {to && (
        <a href={hashOf(to)} onClick={onClose}>
          {label}
        </a>
      )}
    </li>
  )
}
