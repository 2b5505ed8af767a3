import { Avatar } from '@mantine/core'
import { IconCheck, IconUserPlus } from '@tabler/icons-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { initialsOf } from '../../ui/initials.ts'
import styles from './SignInForm.module.css'

interface Props {
  known: readonly string[]
  chosen: string
  onChoose: (email: string) => void
  onOther: () => void
}

/** E-mail addresses that have signed in here before; one click instead of typing. */
export function KnownAccounts({ known, chosen, onChoose, onOther }: Props) {
  const { t } = useTranslation('session')
  const labelId = useId()
  return (
    <fieldset className={styles.known} aria-labelledby={labelId}>
      <span id={labelId} className={styles.label}>
        {t('known')}
      </span>
      {known.slice(0, 4).map(email => (
        <button
          key={email}
          type="button"
          className={styles.account}
          aria-pressed={email === chosen}
          onClick={() => onChoose(email)}
        >
          <Avatar size={26} color="blue" variant="light" aria-hidden>
            {initialsOf(email.replace(/@.*$/, '').replace(/[._-]/g, ' '))}
          </Avatar>
          <span className={styles.email}>{email}</span>
          {email === chosen && <IconCheck size={18} stroke={1.75} aria-hidden />}
        </button>
      ))}
      <button type="button" className={styles.account} onClick={onOther}>
        <span className={styles.other} aria-hidden>
          <IconUserPlus size={18} stroke={1.5} />
        </span>
        <span className={styles.email}>{t('otherAccount')}</span>
      </button>
    </fieldset>
  )
}
