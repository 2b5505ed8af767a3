import { Button, SegmentedControl, TextInput } from '@mantine/core'
import { IconAlertTriangle, IconMailFast } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { go } from '../../app/navigation.ts'
import { useAction, useSession } from '../../data/hooks.ts'
import { Notice } from '../../ui/Notice.tsx'
import { useTypedForm } from '../../ui/useTypedForm.ts'
import { DoorLayout } from './DoorLayout.tsx'
import styles from './door.module.css'
import { isEmail } from './isEmail.ts'
import { PasteLink } from './PasteLink.tsx'
import { RecoveryStep } from './RecoveryStep.tsx'
import { type Renewed, ResetForm } from './ResetForm.tsx'
import { useDoorWords } from './useDoorWords.ts'

/** Two ways to a new password: a link, or the recovery code right here. */
export function ForgottenScreen({ server: given, email }: { server: string | undefined; email: string }) {
  const { t } = useTranslation('session')
  const used = useSession()?.server ?? ''
  const server = given ?? used
  const [way, setWay] = useState<'byCode' | 'byLink'>('byCode')
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
  return (
    <DoorLayout
      title={t('forgotten.title')}
      hint={t('forgotten.hint')}
      back={{ label: t('toSignIn'), onBack: () => go({ screen: 'signIn', params: { server } }) }}
    >
      <SegmentedControl
        fullWidth
        aria-label={t('forgotten.title')}
        value={way}
        data={(['byCode', 'byLink'] as const).map(value => ({ value, label: t(`forgotten.${value}`) }))}
        onChange={value => setWay(value === 'byLink' ? 'byLink' : 'byCode')}
      />
      {way === 'byLink' ? (
        <LinkForm server={server} email={email} />
      ) : (
        <ResetForm server={server} email={email} onRenewed={setRenewed} />
      )}
    </DoorLayout>
  )
}

/** Asks for a link; the answer is the same whether there is such an account or not. */
function LinkForm({ server, email }: { server: string; email: string }) {
  const { t } = useTranslation('session')
  const words = useDoorWords()
  const [begin, { error }] = useAction('reset.begin')
  const [isMailed, setMailed] = useState<boolean>()
  const [isPasting, setPasting] = useState(false)
  const form = useTypedForm({
    initial: { email },
    check: values => ({
      email: isEmail(values.email) ? undefined : values.email.trim() === '' ? t('emailMissing') : t('form.badEmail'),
    }),
  })
  const submit = form.onSubmit(async values => {
    const answer = await begin({ server, email: values.email.trim() })
    if (answer.ok) setMailed(answer.value.byMail)
  })
  if (isMailed !== undefined)
    return (
      <div className={styles.form}>
        <Notice tone="success" icon={IconMailFast} isAlert>
          <strong>{t('forgotten.sent')}</strong>
          <br />
          {isMailed ? t('forgotten.sentMail') : t('forgotten.sentAdmin')}
        </Notice>
        {isPasting ? (
          <PasteLink />
        ) : (
          <Button size="md" variant="default" onClick={() => setPasting(true)}>
            {t('forgotten.paste')}
          </Button>
        )}
      </div>
    )
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      {error && (
        <Notice tone="danger" icon={IconAlertTriangle} isAlert>
          {words(error)}
        </Notice>
      )}
      <TextInput
        {...form.input('email')}
        type="email"
        size="md"
        label={t('email')}
        autoComplete="username"
        maxLength={254}
        autoFocus
      />
      <p className={styles.quiet}>{t('forgotten.linkHint')}</p>
      <Button type="submit" size="md" fullWidth loading={form.isBusy} loaderProps={{ type: 'dots' }}>
        {t('forgotten.submit')}
      </Button>
    </form>
  )
}
