import { Popover } from '@mantine/core'
import { IconBell } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCall, useStream } from '../../../data/hooks.ts'
import { IconButton } from '../../../ui/IconButton.tsx'
import styles from './bell.module.css'
import { NotificationPanel } from './NotificationPanel.tsx'
import { unread } from './notificationLists.ts'
import { useInFront } from './useInFront.ts'
import { useReminderToasts } from './useReminderToasts.tsx'

/** What has come for the person: a bell with how much of it is new. */
export function BellButton() {
  const { t } = useTranslation('work')
  const [isOpen, setOpen] = useState(false)
  const { latest } = useCall('records.count', { query: unread })
  const reminders = useStream('reminders.open', {})?.reminders.length ?? 0
  useInFront()
  useReminderToasts()
  const count = (latest?.count ?? 0) + reminders
  const label = count > 0 ? t('bell.label', { count }) : t('bell.none')
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" offset={8} trapFocus returnFocus>
      <span className={styles.bell}>
        <Popover.Target>
          <IconButton label={label} icon={IconBell} size={32} onClick={() => setOpen(!isOpen)} />
        </Popover.Target>
        {count > 0 && (
          <span className={`${styles.count} numbers`} aria-hidden>
            {count > 99 ? '99+' : count}
          </span>
        )}
      </span>
      <Popover.Dropdown p={0} aria-label={t('bell.title')}>
        {isOpen && <NotificationPanel onClose={() => setOpen(false)} />}
      </Popover.Dropdown>
    </Popover>
  )
}
