import { Button } from '@mantine/core'
import { IconAlarm, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Reminder, Snooze } from '../../../../core/api/work.ts'
import { hashOf, toRecord } from '../../../app/route.ts'
import { useAction } from '../../../data/hooks.ts'
import { IconButton } from '../../../ui/IconButton.tsx'
import { DueLabel } from '../DueLabel.tsx'
import styles from './bell.module.css'

const snoozes: readonly Snooze[] = ['tenMinutes', 'hour', 'tomorrow']

/** Something whose time has come: opened, put off or put away. */
export function ReminderRow({ reminder, now, onOpen }: { reminder: Reminder; now: number; onOpen: () => void }) {
  const { t } = useTranslation('work')
  const [snooze] = useAction('reminders.snooze')
  const [dismiss] = useAction('reminders.dismiss')
  const { kind, id, title, due, about } = reminder
  const ids = [id]
  return (
    <li className={styles.row} data-unread data-reminder>
      <a className={styles.open} href={hashOf(toRecord(kind, id))} data-news onClick={onOpen}>
        <IconAlarm size={18} stroke={1.5} aria-hidden />
        <span className={styles.words}>
          <span className={styles.what}>{title}</span>
          {about && <span className={styles.about}>{about.title}</span>}
          <DueLabel due={due} now={now} />
        </span>
      </a>
      <IconButton
        label={t('reminder.dismiss', { subject: title })}
        icon={IconX}
        size={28}
        onClick={() => void dismiss({ ids })}
      />
      <fieldset className={styles.snoozes} aria-label={t('reminder.snooze', { subject: title })}>
        <span aria-hidden>{t('reminder.later')}</span>
        {snoozes.map(how => (
          <Button key={how} size="compact-xs" variant="default" onClick={() => void snooze({ ids, for: how })}>
            {t(`reminder.${how}`)}
          </Button>
        ))}
      </fieldset>
    </li>
  )
}
