import { useTranslation } from 'react-i18next'
import type { RecordKey } from '../../../../shared/record.ts'
import { hashOf, toRecord } from '../../app/route.ts'
import styles from '../fields/fields.module.css'
import { useTitle } from '../fields/titles.tsx'

/** The record that one hangs on, a click away. */
export function ParentLink({ parent: { kind, id } }: { parent: RecordKey }) {
  const { t } = useTranslation('records')
  const title = useTitle(kind, id)
  if (title === undefined) return <span className={styles.quiet}>{t('fields.noRight')}</span>
  return (
    <a className={styles.link} href={hashOf(toRecord(kind, id))}>
      {title || t('list.untitled')}
    </a>
  )
}
