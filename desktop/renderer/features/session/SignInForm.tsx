import { Button, PasswordInput, TextInput } from '@mantine/core'
import { IconAlertTriangle, IconLock } from '@tabler/icons-react'
import { type KeyboardEvent, type SyntheticEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAction } from '../../data/hooks.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { Notice } from '../../ui/Notice.tsx'
import { KnownAccounts } from './KnownAccounts.tsx'
import { ServerField } from './ServerField.tsx'
import styles from './SignInForm.module.css'
import { serverFrom } from './signIn.ts'

/** E-mail and password; the server is shown and may be changed. A wrong password is selected, ready to be typed over. */
export function SignInForm({ server: given, known }: { server: string; known: readonly string[] }) {
  const { t } = useTranslation('session')
  const words = useErrorText()
  const [email, setEmail] = useState(known[0] ?? '')
  const [isOther, setOther] = useState(known.length === 0)
  const [password, setPassword] = useState('')
  const [server, setServer] = useState(given)
  const [missing, setMissing] = useState<{ email?: string; password?: string; server?: string }>({})
  const [capsLock, setCapsLock] = useState(false)
  const [signIn, { isBusy, error, clear }] = useAction('session.signIn')
  const passwordField = useRef<HTMLInputElement>(null)
  const emailField = useRef<HTMLInputElement>(null)

  const submit = async (event: SyntheticEvent) => {
    event.preventDefault()
    const address = serverFrom(server)
    const wrong = {
      ...(email.trim() === '' ? { email: t('emailMissing') } : {}),
      ...(password === '' ? { password: t('passwordMissing') } : {}),
      ...(address === undefined ? { server: t('badServer') } : {}),
    }
    setMissing(wrong)
    if (Object.keys(wrong).length > 0) {
      if (wrong.email) emailField.current?.focus()
      else if (wrong.password) passwordField.current?.focus()
      return
    }
    const answer = await signIn({ email: email.trim(), password, ...(address === given ? {} : { server: address }) })
    if (answer.ok) return
    requestAnimationFrame(() => passwordField.current?.select())
  }
  const watchCapsLock = (event: KeyboardEvent) => setCapsLock(event.getModifierState('CapsLock'))

  return (
    <form className={styles.form} onSubmit={event => void submit(event)} noValidate>
      {error && (
        <Notice tone="danger" icon={IconAlertTriangle} isAlert>
          {error.code === 'server.unavailable' || error.code === 'network.offline' ? t('away') : words.error(error)}
        </Notice>
      )}
      {isOther ? (
        <TextInput
          ref={emailField}
          type="email"
          size="md"
          name="email"
          autoComplete="username"
          label={t('email')}
          value={email}
          error={missing.email}
          autoFocus
          onChange={event => {
            setEmail(event.target.value)
            setMissing({})
            clear()
          }}
        />
      ) : (
        <KnownAccounts
          known={known}
          chosen={email}
          onChoose={chosen => {
            setEmail(chosen)
            clear()
            passwordField.current?.focus()
          }}
          onOther={() => {
            setEmail('')
            setOther(true)
          }}
        />
      )}
      <PasswordInput
        ref={passwordField}
        size="md"
        name="password"
        autoComplete="current-password"
        label={t('password')}
        value={password}
        error={missing.password}
        description={capsLock ? t('capsLock') : undefined}
        autoFocus={!isOther}
        visibilityToggleButtonProps={{ 'aria-label': t('showPassword'), tabIndex: 0 }}
        onKeyDown={watchCapsLock}
        onKeyUp={watchCapsLock}
        onBlur={() => setCapsLock(false)}
        onChange={event => {
          setPassword(event.target.value)
          setMissing({})
        }}
      />
      <Button type="submit" size="md" fullWidth loading={isBusy} loaderProps={{ type: 'dots' }}>
        {t('submit')}
      </Button>
      <span className={styles.announce} role="status">
        {isBusy ? t('submitting') : ''}
      </span>
      <ServerField
        server={server}
        error={missing.server}
        onChange={value => {
          setServer(value)
          clear()
        }}
      />
      <p className={styles.promise}>
        <IconLock size={16} stroke={1.5} aria-hidden />
        <span>{t('passwordStays')}</span>
      </p>
    </form>
  )
}
