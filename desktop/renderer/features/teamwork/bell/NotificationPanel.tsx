import { Button } from '@mantine/core'
import { IconBell, IconChecks, IconSettings } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { go } from '../../../app/navigation.ts'
import { useAction, useCall, useStream } from '../../../data/hooks.ts'
import { useFormat } from '../../../i18n/format.ts'
import { IconButton } from '../../../ui/IconButton.tsx'
import { useNow } from '../../../ui/useNow.ts'
import { NothingHere } from '../../sync/NothingHere.tsx'
import styles from './bell.module.css'
import { NotificationRow } from './NotificationRow.tsx'
import { byDay, read, unread } from './notificationLists.ts'
import { ReminderRow } from './ReminderRow.tsx'

const step = 20

/** What reminds, what is new, and what has been read, the newest first. */
export function NotificationPanel({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('work')
  const { zone, date } = useFormat()
  const now = useNow()
  const root = useRef<HTMLDivElement>(null)
  const [limit, setLimit] = useState(step)
  const [markRead] = useAction('notifications.read')
  const reminders = useStream('reminders.open', {})?.reminders ?? []
  const { latest: fresh } = useCall('records.list', { query: unread, limit: 100 })
  const { latest: old } = useCall('records.list', { query: read, limit })
  // What had the focus may have gone away with its row; keys are heard here all the same.
  useEffect(() => {
    if (document.activeElement === document.body) root.current?.focus()
  })
  const isEmpty = reminders.length === 0 && fresh?.rows.length === 0 && old?.rows.length === 0

  const nameOfDay = (day: string, ago: number): string =>
    ago === 0 ? t('bell.today') : ago === 1 ? t('bell.yesterday') : date(day)
  const days = (rows: NonNullable<typeof fresh>['rows'], isNew: boolean) =>
    byDay(rows, now, zone).map(({ day, ago, rows: some }) => (
      <section key={`${isNew} ${day}`} aria-label={nameOfDay(day, ago)}>
        <h3 className={styles.day}>{nameOfDay(day, ago)}</h3>
        <ul className={styles.list}>
          {some.map(row => (
            <NotificationRow
              key={row.id}
              row={row}
              onOpen={onClose}
              onRead={isNew ? () => void markRead({ ids: [row.id] }) : undefined}
            />
          ))}
        </ul>
      </section>
    ))
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys are heard where the rows have the focus
    <div ref={root} className={styles.panel} tabIndex={-1} onKeyDown={event => move(event, root.current)}>
      <div className={styles.head}>
        <h2 className={styles.title}>{t('bell.title')}</h2>
        {fresh && fresh.rows.length > 0 && (
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconChecks size={16} stroke={1.5} aria-hidden />}
            onClick={() => void markRead({})}
          >
            {t('bell.readAll')}
          </Button>
        )}
        <IconButton
          label={t('bell.settings')}
          icon={IconSettings}
          size={28}
          onClick={() => {
            onClose()
            go({ screen: 'account' })
          }}
        />
      </div>
      <div className={styles.rows}>
        {reminders.length > 0 && (
          <section aria-label={t('bell.reminders')}>
            <h3 className={styles.day}>{t('bell.reminders')}</h3>
            <ul className={styles.list}>
              {reminders.map(reminder => (
                <ReminderRow key={reminder.id} reminder={reminder} now={now} onOpen={onClose} />
              ))}
            </ul>
          </section>
        )}
        {days(fresh?.rows ?? [], true)}
        {fresh && old && old.rows.length > 0 && (fresh.rows.length > 0 || reminders.length > 0) && (
          <hr className={styles.line} />
        )}
        {days(old?.rows ?? [], false)}
        {old?.next !== undefined && (
          <Button
            variant="subtle"
            size="compact-sm"
            className={styles.more ?? ''}
            onClick={() => setLimit(limit + step)}
          >
            {t('bell.more')}
          </Button>
        )}
        {isEmpty && (
          <div className={styles.empty}>
            <NothingHere icon={IconBell} title={t('bell.empty')} hint={t('bell.emptyHint')} />
          </div>
        )}
      </div>
    </div>
  )
}

/** Arrows go from row to row. */
function move(event: KeyboardEvent, root: HTMLElement | null): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const links = [...(root?.querySelectorAll<HTMLElement>('[data-news]') ?? [])]
  const at = links.findIndex(link => link.closest('li')?.contains(document.activeElement))
  const next = links[event.key === 'ArrowDown' ? at + 1 : Math.max(0, at - 1)]
  if (!next) return
  event.preventDefault()
  next.focus()
}
