import { Button, TextInput } from '@mantine/core'
import { IconMail, IconMailX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Invitation } from '../../../core/api/identity.ts'
import { go } from '../../app/navigation.ts'
import { useAction, useCall } from '../../data/hooks.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { useFormat, useLanguage } from '../../i18n/format.ts'
import { onSaveKeys } from '../../records/form/onSaveKeys.ts'
import { FormErrors } from '../../ui/FormErrors.tsx'
import { useTypedForm } from '../../ui/useTypedForm.ts'
import { BrokenLink } from './BrokenLink.tsx'
import { DoorLayout } from './DoorLayout.tsx'
import styles from './door.module.css'
import { NewPassword, usePasswordCheck } from './NewPassword.tsx'
import { RecoveryStep } from './RecoveryStep.tsx'
import { useDoorWords } from './useDoorWords.ts'

/** An invitation: who invites whom to what, one's own name and password, the recovery code, and in. */
export function JoinScreen({ server, token }: { server: string; token: string }) {
  const { t } = useTranslation('session')
  const { data: invitation, error, refetch } = useCall('invite.look', { server, token })
  const [made, setMade] = useState<{ recoveryCode: string; email: string; password: string }>()
  if (made)
    return (
      <RecoveryStep
        done={t('join.ready')}
        code={made.recoveryCode}
        server={server}
        email={made.email}
        password={made.password}
      />
    )
  const toSignIn = () => go({ screen: 'signIn', params: { server } })
  const back = { label: t('toSignIn'), onBack: toSignIn }
  if (error)
    return <BrokenLink title={t('join.brokenTitle')} icon={IconMailX} error={error} back={back} onRetry={refetch} />
  if (!invitation) return <DoorLayout title={t('join.title')} hint={t('join.looking')} back={back} />
  const { company, role, invitedBy } = invitation
  return (
    <DoorLayout
      title={t('join.title')}
      hint={t('join.hint', { by: invitedBy, company: company.name, role })}
      back={back}
    >
      <JoinForm server={server} token={token} invitation={invitation} onMade={setMade} />
    </DoorLayout>
  )
}

interface FormProps {
  server: string
  token: string
  invitation: Invitation
  onMade: (made: { recoveryCode: string; email: string; password: string }) => void
}

function JoinForm({ server, token, invitation, onMade }: FormProps) {
  const { t } = useTranslation('session')
  const words = useDoorWords()
  const { fieldError } = useErrorText()
  const { dateTime } = useFormat()
  const language = useLanguage()
  const passwordCheck = usePasswordCheck()
  const [accept, { error }] = useAction('invite.accept')
  const form = useTypedForm({
    initial: { name: invitation.name, password: '', again: '' },
    check: values => ({
      name: values.name.trim() === '' ? t('form.nameMissing') : undefined,
      ...passwordCheck(values, [values.name, invitation.email]),
    }),
  })
  const submit = form.onSubmit(async ({ name, password }) => {
    const answer = await accept({ server, token, name: name.trim(), password, language })
    if (answer.ok) return onMade({ ...answer.value, password })
    const { name: wrongName, password: wrongPassword } = answer.error.fields ?? {}
    form.refuse({ name: wrongName && fieldError(wrongName), password: wrongPassword && fieldError(wrongPassword) })
  })
  const labels = { name: t('join.name'), password: t('password'), again: t('newPassword.again') }
  const isOfField = error?.fields?.['name'] ?? error?.fields?.['password']
  return (
    <form className={styles.form} onSubmit={submit} onKeyDownCapture={onSaveKeys(() => submit())} noValidate>
      <FormErrors
        form={form}
        labels={labels}
        summary={count => t('form.errors', { count })}
        problem={error && !isOfField ? words(error) : undefined}
      />
      <p className={styles.facts}>
        <span className={styles.fact}>
          <IconMail size={18} stroke={1.5} aria-hidden />
          <span className={styles.hidden}>{t('join.email')}: </span>
          <strong>{invitation.email}</strong>
        </span>
        <span className={styles.quiet}>{t('join.until', { date: dateTime(invitation.expiresAt) })}</span>
      </p>
      {/* For the browser's and the system's keeper of passwords. */}
      <input type="text" name="username" autoComplete="username" value={invitation.email} readOnly hidden />
      <TextInput
        {...form.input('name')}
        size="md"
        label={labels.name}
        description={t('join.nameHint')}
        autoComplete="name"
        maxLength={120}
        autoFocus={invitation.name === ''}
      />
      <NewPassword isFirst form={form} own={[form.values.name, invitation.email]} />
      <Button type="submit" size="md" fullWidth loading={form.isBusy} loaderProps={{ type: 'dots' }}>
        {t('join.submit')}
      </Button>
    </form>
  )
}
