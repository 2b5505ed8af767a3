import { Avatar } from '@mantine/core'
import { IconCheck, IconUserPlus } from '@tabler/icons-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { initialsOf } from '../../ui/initials.ts'
import type { KnownSignIn } from './knownSignIns.ts'
import styles from './SignInForm.module.css'

interface Props {
  known: readonly KnownSignIn[]
  chosen: KnownSignIn
  onChoose: (known: KnownSignIn) => void
  onOther: () => void
}

/** Who has signed in here before, with their company; one click instead of typing. */
export function KnownAccounts({ known, chosen, onChoose, onOther }: Props) {
  const { t } = useTranslation('session')
  const labelId = useId()
  return (
    <fieldset className={styles.known} aria-labelledby={labelId}>
      <span id={labelId} className={styles.label}>
        {t('known')}
      </span>
      {known.slice(0, 5).map(one => {
        const isChosen = one.email === chosen.email && one.server === chosen.server
        return (
          <button
            key={`${one.server} ${one.email}`}
            type="button"
            className={styles.account}
            aria-pressed={isChosen}
            onClick={() => onChoose(one)}
          >
            <Avatar size={28} color="blue" variant="light" aria-hidden>
              {initialsOf(one.email.replace(/@.*$/, '').replace(/[._-]/g, ' '))}
            </Avatar>
            <span className={styles.who}>
              <span className={styles.email}>{one.email}</span>
              {one.company && <span className={styles.companyName}>{one.company}</span>}
            </span>
            {isChosen && <IconCheck size={18} stroke={1.75} aria-hidden />}
          </button>
        )
      })}
      <button type="button" className={styles.account} onClick={onOther}>
        <span className={styles.other} aria-hidden>
          <IconUserPlus size={18} stroke={1.5} />
        </span>
        <span className={styles.email}>{t('otherAccount')}</span>
      </button>
    </fieldset>
  )
}
