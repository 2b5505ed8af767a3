import { Button, Group, PasswordInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAction, useSession } from '../../data/hooks.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { useFormat } from '../../i18n/format.ts'
import { onSaveKeys } from '../../records/form/onSaveKeys.ts'
import { FormErrors } from '../../ui/FormErrors.tsx'
import { toast } from '../../ui/toast.tsx'
import { useTypedForm } from '../../ui/useTypedForm.ts'
import { NewPassword, usePasswordCheck } from '../session/NewPassword.tsx'
import { useDoorWords } from '../session/useDoorWords.ts'
import styles from './account.module.css'
import { Section } from './Section.tsx'

export function PasswordSection({ changedAt, onChanged }: { changedAt: string | undefined; onChanged: () => void }) {
  const { t } = useTranslation('account')
  const { dateTime } = useFormat()
  const [isOpen, setOpen] = useState(false)
  return (
    <Section title={t('password.title')} hint={t('password.hint')}>
      {isOpen ? (
        <PasswordForm
          onClose={() => setOpen(false)}
          onChanged={() => {
            setOpen(false)
            toast({ message: t('password.done') })
            onChanged()
          }}
        />
      ) : (
        <div className={styles.line}>
          <p className={styles.quiet}>{changedAt && t('password.changed', { date: dateTime(changedAt) })}</p>
          <Button variant="default" onClick={() => setOpen(true)}>
            {t('password.open')}
          </Button>
        </div>
      )}
    </Section>
  )
}

function PasswordForm({ onClose, onChanged }: { onClose: () => void; onChanged: () => void }) {
  const { t } = useTranslation(['account', 'app', 'session'])
  const words = useDoorWords()
  const { fieldError } = useErrorText()
  const user = useSession()?.user
  const own = [user?.name ?? '', user?.email ?? '']
  const passwordCheck = usePasswordCheck()
  const [change, { error }] = useAction('account.changePassword')
  const form = useTypedForm({
    initial: { now: '', password: '', again: '' },
    check: values => ({
      now: values.now === '' ? t('account:password.nowMissing') : undefined,
      ...passwordCheck(values, own),
    }),
  })
  const submit = form.onSubmit(async ({ now, password }) => {
    const answer = await change({ password: now, next: password })
    if (answer.ok) return onChanged()
    const wrong = answer.error.fields?.['next'] ?? answer.error.fields?.['password']
    form.refuse({
      now: answer.error.code === 'auth.failed' ? t('account:password.nowWrong') : undefined,
      password: wrong && fieldError(wrong),
    })
  })
  const labels = {
    now: t('account:password.now'),
    password: t('session:newPassword.label'),
    again: t('session:newPassword.again'),
  }
  const isOfField = error?.code === 'auth.failed' || error?.fields !== undefined
  return (
    <form className={styles.form} onSubmit={submit} onKeyDownCapture={onSaveKeys(() => submit())} noValidate>
      <FormErrors
        form={form}
        labels={labels}
        summary={count => t('session:form.errors', { count })}
        problem={error && !isOfField ? words(error) : undefined}
      />
      {/* For the keeper of passwords: whose it is. */}
      <input type="text" name="username" autoComplete="username" value={user?.email ?? ''} readOnly hidden />
      <PasswordInput
        {...form.input('now')}
        label={labels.now}
        autoComplete="current-password"
        visibilityToggleButtonProps={{ 'aria-label': t('session:showPassword'), tabIndex: 0 }}
        autoFocus
      />
      <NewPassword form={form} own={own} size="sm" />
      <Group gap="xs" justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('app:actions.cancel')}
        </Button>
        <Button type="submit" loading={form.isBusy}>
          {t('account:password.submit')}
        </Button>
      </Group>
    </form>
  )
}
