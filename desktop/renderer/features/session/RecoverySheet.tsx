import { createPortal } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/format.ts'
import { Mark } from '../../ui/Mark.tsx'
import styles from './RecoverySheet.module.css'

interface Props {
  groups: readonly string[]
  email: string
  server: string
}

/** What comes out of the printer instead of the window: the code, whose it is, and how it is used. */
export function RecoverySheet({ groups, email, server }: Props) {
  const { t } = useTranslation('session')
  const { date } = useFormat()
  return createPortal(
    <div className={styles.sheet} aria-hidden>
      <h1 className={styles.title}>
        <Mark size={32} /> {t('recovery.sheetTitle')}
      </h1>
      <ol className={styles.groups}>
        {groups.map(group => (
          <li key={group}>{group}</li>
        ))}
      </ol>
      <p>{t('recovery.sheetFor', { email })}</p>
      <p>{t('recovery.sheetServer', { server })}</p>
      <p>{t('recovery.sheetDate', { date: date(new Date().toISOString().slice(0, 10)) })}</p>
      <p className={styles.hint}>{t('recovery.sheetHint')}</p>
    </div>,
    document.body,
  )
}
