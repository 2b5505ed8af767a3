import { Menu } from '@mantine/core'
import { IconAlarm, IconClockPause, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Reminder, Snooze } from '../../../../core/api/work.ts'
import { hashOf, toRecord } from '../../../app/route.ts'
import { useAction } from '../../../data/hooks.ts'
import { IconButton } from '../../../ui/IconButton.tsx'
import { DueLabel } from '../DueLabel.tsx'
import styles from './bell.module.css'

export const snoozes: readonly Snooze[] = ['tenMinutes', 'hour', 'tomorrow']

/** Something whose time has come: opened, put off or put away. */
export function ReminderRow({ reminder, now, onOpen }: { reminder: Reminder; now: number; onOpen: () => void }) {
  const { t } = useTranslation('work')
  const [snooze] = useAction('reminders.snooze')
  const [dismiss] = useAction('reminders.dismiss')
  const { kind, id, title, due, about } = reminder
  const ids = [id]
  return (
    <li className={styles.row} data-unread>
      <a className={styles.open} href={hashOf(toRecord(kind, id))} data-news onClick={onOpen}>
        <IconAlarm size={18} stroke={1.5} aria-hidden />
        <span className={styles.words}>
          <span className={styles.what}>{title}</span>
          {about && <span className={styles.about}>{about.title}</span>}
          <DueLabel due={due} now={now} />
        </span>
      </a>
      <Menu position="bottom-end" withinPortal={false}>
        <Menu.Target>
          <IconButton label={t('reminder.snooze', { subject: title })} icon={IconClockPause} size={28} />
        </Menu.Target>
        <Menu.Dropdown>
          {snoozes.map(how => (
            <Menu.Item key={how} onClick={() => void snooze({ ids, for: how })}>
              {t(`reminder.${how}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <IconButton
        label={t('reminder.dismiss', { subject: title })}
        icon={IconX}
        size={28}
        onClick={() => void dismiss({ ids })}
      />
    </li>
  )
}
