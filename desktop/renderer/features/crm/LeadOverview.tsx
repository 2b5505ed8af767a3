import { IconBuilding, IconMessage } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { hashOf, toRecord } from '../../app/route.ts'
import { useFormat } from '../../i18n/format.ts'
import { useTitle } from '../../records/fields/titles.tsx'
import type { RecordProps } from '../../records/slots.ts'
import { Notice } from '../../ui/Notice.tsx'
import styles from './crm.module.css'

/** What a lead has become (O-047) and what it first wrote (O-045), before anything else. */
export function LeadOverview({ record }: RecordProps) {
  const { t } = useTranslation('records')
  const { dateTime } = useFormat()
  const customer = record.values['convertedTo']
  const title = useTitle('customer', typeof customer === 'string' ? customer : undefined)
  const message = record.values['firstMessage']
  return (
    <>
      {typeof customer === 'string' && (
        <Notice tone="success" icon={IconBuilding}>
          {t('lead.converted')}{' '}
          {title === undefined ? (
            (record.stubs?.['convertedTo']?.title ?? t('fields.noRight'))
          ) : (
            <a href={hashOf(toRecord('customer', customer))}>{title}</a>
          )}
        </Notice>
      )}
      {typeof message === 'string' && message !== '' && (
        <figure className={styles.message}>
          <figcaption className={styles.messageHead}>
            <IconMessage size={16} stroke={1.5} aria-hidden />
            {t('lead.firstMessage', { at: dateTime(record.createdAt) })}
          </figcaption>
          <blockquote className={styles.messageText}>{message}</blockquote>
        </figure>
      )}
    </>
  )
}
