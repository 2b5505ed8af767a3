import { IconAlertCircle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { iconOfKind } from '../../app/kindIcons.ts'
import { hashOf, toRecord } from '../../app/route.ts'
import { useTitle } from '../../records/fields/titles.tsx'
import type { RecordProps } from '../../records/slots.ts'
import { Notice } from '../../ui/Notice.tsx'
import { useNow } from '../../ui/useNow.ts'
import { useDueText } from './DueLabel.tsx'
import { isOverdue } from './dueWords.ts'
import { textOf } from './taskLists.ts'
import styles from './tasks.module.css'

/** What a task is about, and that it is late, before anything else. */
export function TaskOverview({ record }: RecordProps) {
  const { t } = useTranslation(['work', 'records'])
  const now = useNow()
  const dueText = useDueText(now)
  const { parent, values } = record
  const title = useTitle(parent?.kind, parent?.id)
  const due = textOf(values['due'])
  const Glyph = iconOfKind(parent?.kind ?? '')
  return (
    <>
      {due !== undefined && values['state'] === 'open' && isOverdue(due, now) && (
        <Notice tone="needs" icon={IconAlertCircle}>
          {dueText(due, true)}
        </Notice>
      )}
      {parent && (
        <p className={styles.onRecord}>
          <Glyph size={16} stroke={1.5} aria-hidden />
          <span>{t('work:tasks.about')}</span>
          {title ? (
            <a href={hashOf(toRecord(parent.kind, parent.id))}>{title}</a>
          ) : (
            <span>{t('records:fields.noRight')}</span>
          )}
        </p>
      )}
    </>
  )
}
