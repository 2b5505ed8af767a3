import { IconLinkOff } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { go } from '../../app/navigation.ts'
import { useCall } from '../../data/hooks.ts'
import { BrokenLink } from './BrokenLink.tsx'
import { DoorLayout } from './DoorLayout.tsx'
import { RecoveryStep } from './RecoveryStep.tsx'
import { type Renewed, ResetForm } from './ResetForm.tsx'

/** A link for a new password. */
export function ResetScreen({ server, token }: { server: string; token: string }) {
  const { t } = useTranslation('session')
  const { data: look, error, refetch } = useCall('reset.look', { server, token })
  const [renewed, setRenewed] = useState<Renewed>()
  if (renewed)
    return (
      <RecoveryStep
        done={`${t('reset.ready')}. ${t(renewed.vaultKept ? 'reset.kept' : 'reset.lost')}`}
        code={renewed.recoveryCode}
        server={server}
        email={renewed.email}
        password={renewed.password}
      />
    )
  const back = { label: t('toSignIn'), onBack: () => go({ screen: 'signIn', params: { server } }) }
  if (error)
    return <BrokenLink title={t('reset.brokenTitle')} icon={IconLinkOff} error={error} back={back} onRetry={refetch} />
  if (!look) return <DoorLayout title={t('reset.title')} hint={t('reset.looking')} back={back} />
  const { company, email } = look
  return (
    <DoorLayout title={t('reset.title')} hint={t('reset.hint', { company: company.name, email })} back={back}>
      <ResetForm server={server} token={token} email={email} onRenewed={setRenewed} />
    </DoorLayout>
  )
}
