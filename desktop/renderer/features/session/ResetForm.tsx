import { Button, Checkbox, TextInput } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAction } from '../../data/hooks.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { onSaveKeys } from '../../records/form/onSaveKeys.ts'
import { FormErrors } from '../../ui/FormErrors.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useTypedForm } from '../../ui/useTypedForm.ts'
import styles from './door.module.css'
import { isEmail } from './isEmail.ts'
import { NewPassword, usePasswordCheck } from './NewPassword.tsx'
import { useDoorWords } from './useDoorWords.ts'

export interface Renewed {
  recoveryCode: string
  vaultKept: boolean
  email: string
  password: string
}

interface Props {
  server: string
  /** As it stands in the link, or as it was typed at the door. */
  email: string
  /** Of a link: then the e-mail is known, and one may go on without the recovery code. */
  token?: string
  onRenewed: (renewed: Renewed) => void
}

/** A new password by recovery code, or by a link with or without it; what is lost without it is said before. */
export function ResetForm({ server, email, token, onRenewed }: Props) {
  const { t } = useTranslation('session')
  const words = useDoorWords()
  const { fieldError } = useErrorText()
  const passwordCheck = usePasswordCheck()
  const [hasCode, setHasCode] = useState(true)
  const [finish, { error }] = useAction('reset.finish')
  const isByLink = token !== undefined
  const form = useTypedForm({
    initial: { email, code: '', password: '', again: '' },
    check: values => ({
      email:
        isByLink || isEmail(values.email)
          ? undefined
          : values.email.trim() === ''
            ? t('emailMissing')
            : t('form.badEmail'),
      code: hasCode && values.code.trim() === '' ? t('reset.codeMissing') : undefined,
      ...passwordCheck(values, [values.email]),
    }),
  })
  const submit = form.onSubmit(async ({ email: typed, code, password }) => {
    const answer = await finish({
      server,
      password,
      ...(isByLink ? { token } : { email: typed.trim() }),
      ...(hasCode ? { recoveryCode: code.trim() } : {}),
    })
    if (answer.ok) return onRenewed({ ...answer.value, password })
    const { params, fields } = answer.error
    const wrong = fields?.['password']
    form.refuse({
      code: params?.['reason'] === 'recoveryCode' ? words(answer.error) : undefined,
      password: wrong && fieldError(wrong),
    })
  })
  const labels = {
    email: t('email'),
    code: t('reset.code'),
    password: t('newPassword.label'),
    again: t('newPassword.again'),
  }
  const isOfField = error?.params?.['reason'] === 'recoveryCode' || error?.fields?.['password'] !== undefined
  return (
    <form className={styles.form} onSubmit={submit} onKeyDownCapture={onSaveKeys(() => submit())} noValidate>
      <FormErrors
        form={form}
        labels={labels}
        summary={count => t('form.errors', { count })}
        problem={error && !isOfField ? words(error) : undefined}
      />
      {!isByLink && (
        <TextInput
          {...form.input('email')}
          type="email"
          size="md"
          label={labels.email}
          autoComplete="username"
          maxLength={254}
          autoFocus={email === ''}
        />
      )}
      {hasCode && (
        <TextInput
          {...form.input('code')}
          size="md"
          label={labels.code}
          description={t('reset.codeHint')}
          autoComplete="off"
          spellCheck={false}
          maxLength={60}
          autoFocus={email !== ''}
        />
      )}
      {isByLink && (
        <Checkbox label={t('reset.noCode')} checked={!hasCode} onChange={event => setHasCode(!event.target.checked)} />
      )}
      {!hasCode && (
        <Notice tone="warning" icon={IconAlertTriangle}>
          <strong>{t('reset.noCodeTitle')}</strong>
          <br />
          {t('reset.noCodeHint')}
        </Notice>
      )}
      <NewPassword form={form} own={[form.values.email]} />
      <p className={styles.quiet}>{t('reset.sessions')}</p>
      <Button type="submit" size="md" fullWidth loading={form.isBusy} loaderProps={{ type: 'dots' }}>
        {t('reset.submit')}
      </Button>
    </form>
  )
}
