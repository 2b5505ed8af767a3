import { IconAlertCircle, IconClock } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/format.ts'
import { dueWords, isOverdue } from './dueWords.ts'
import styles from './tasks.module.css'

/** When something is due; what is overdue says so in words and by its sign. */
export function DueLabel({ due, now, isDone }: { due: string; now: number; isDone?: boolean }) {
  const words = useDueText(now)
  const isLate = !isDone && isOverdue(due, now)
  const Glyph = isLate ? IconAlertCircle : IconClock
  return (
    <time className={styles.due} dateTime={due} data-late={isLate || undefined}>
      <Glyph size={14} stroke={1.75} aria-hidden />
      {words(due, isLate)}
    </time>
  )
}

/** `bugün 18:00`, `Gecikti: dün 18:00`, `27 Kas Cum 10:00`. */
export function useDueText(now: number): (due: string, isLate?: boolean) => string {
  const { t } = useTranslation('work')
  const { zone, language } = useFormat()
  return (due, isLate = false) => {
    const { near, time, full } = dueWords(due, now, zone, language)
    const when = near ? t(`due.${near}`, { time }) : full
    return isLate ? t('due.overdue', { when }) : when
  }
}
