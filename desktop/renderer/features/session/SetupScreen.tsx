import { Button } from '@mantine/core'
import { skipToken } from '@reduxjs/toolkit/query/react'
import { IconHourglassEmpty } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { go } from '../../app/navigation.ts'
import { useCall, useSession } from '../../data/hooks.ts'
import { Notice } from '../../ui/Notice.tsx'
import { DoorLayout } from './DoorLayout.tsx'
import styles from './door.module.css'
import { RecoveryStep } from './RecoveryStep.tsx'
import { ServerLine } from './ServerLine.tsx'
import { type Made, SetupForm } from './SetupForm.tsx'

/** A first company, or a further one: the code of the server, the company, its first administrator, the recovery code. */
export function SetupScreen({ server: given }: { server: string | undefined }) {
  const { t } = useTranslation(['session', 'tour', 'account'])
  const used = useSession()?.server
  const server = given ?? used ?? ''
  const { data: look } = useCall('server.look', server === '' ? skipToken : { address: server })
  const [made, setMade] = useState<Made>()
  if (made)
    return (
      <RecoveryStep
        done={t('setup.ready', { company: made.company })}
        code={made.recoveryCode}
        server={server}
        email={made.email}
        password={made.password}
      />
    )
  const toSignIn = () => go({ screen: 'signIn', params: { server } })
  return (
    <DoorLayout
      title={t('setup.title')}
      hint={look?.hasCompany ? t('setup.hintMore') : t('setup.hint')}
      back={{ label: t('toSignIn'), onBack: toSignIn }}
    >
      <div className={styles.form}>
        <ServerLine server={server} onChange={toSignIn} />
        {look && !look.problem && look.needsSetup === false && (
          <Notice tone="needs" icon={IconHourglassEmpty}>
            <strong>{t('setup.closed')}</strong>
            <br />
            {t('setup.closedHint')}
          </Notice>
        )}
        <SetupForm server={server} onMade={setMade} />
        <p className={styles.quiet}>{t('tour:sample', { add: t('account:accounts.add') })}</p>
        <Button variant="subtle" className={styles.opener} onClick={toSignIn}>
          {t('toSignIn')}
        </Button>
      </div>
    </DoorLayout>
  )
}
