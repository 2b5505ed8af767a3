import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Notice } from '../../ui/Notice.tsx'
import { DoorLayout } from './DoorLayout.tsx'
import styles from './door.module.css'
import { RecoveryCode } from './RecoveryCode.tsx'
import { useDoorWords } from './useDoorWords.ts'
import { useEnter } from './useEnter.ts'

interface Props {
  /** What was done, in a line. */
  done: ReactNode
  code: string
  server: string
  email: string
  password: string
}

/** After an account was made or its password renewed: the code, its confirmation, and in. */
export function RecoveryStep({ done, code, server, email, password }: Props) {
  const { t } = useTranslation('session')
  const words = useDoorWords()
  const { enter, error } = useEnter()
  return (
    <DoorLayout title={t('recovery.title')} hint={t('recovery.hint')}>
      <div className={styles.form}>
        <Notice tone="success" icon={IconCircleCheck}>
          {done}
        </Notice>
        {error && (
          <Notice tone="danger" icon={IconAlertTriangle} isAlert>
            {words(error)}
          </Notice>
        )}
        <RecoveryCode
          code={code}
          email={email}
          server={server}
          submit={{ label: t('recovery.enter'), run: () => enter({ server, email, password }) }}
        />
      </div>
    </DoorLayout>
  )
}
