import { Button, PasswordInput, TextInput } from '@mantine/core'
import { IconAlertTriangle, IconLock } from '@tabler/icons-react'
import { type KeyboardEvent, type SyntheticEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { go } from '../../app/navigation.ts'
import { useAction } from '../../data/hooks.ts'
import { Notice } from '../../ui/Notice.tsx'
import { KnownAccounts } from './KnownAccounts.tsx'
import type { KnownSignIn } from './knownSignIns.ts'
import { ServerLine } from './ServerLine.tsx'
import styles from './SignInForm.module.css'
import { SignInHelp } from './SignInHelp.tsx'
import { useDoorWords } from './useDoorWords.ts'

interface Props {
  server: string
  known: readonly KnownSignIn[]
  /** Whom the operator named for questions. */
  contact: string | undefined
  onFind: () => void
}

/** E-mail and password; the server is shown and may be changed. A wrong password is selected, ready to be typed over. */
export function SignInForm({ server: given, known, contact, onFind }: Props) {
  const { t } = useTranslation('session')
  const words = useDoorWords()
  const [first] = known
  const [chosen, setChosen] = useState<KnownSignIn | undefined>(first)
  const [typed, setTyped] = useState('')
  const [password, setPassword] = useState('')
  const [missing, setMissing] = useState<{ email?: string; password?: string }>({})
  const [capsLock, setCapsLock] = useState(false)
  const [signIn, { isBusy, error, clear }] = useAction('session.signIn')
  const [open, opening] = useAction('accounts.switch')
  const passwordField = useRef<HTMLInputElement>(null)
  const emailField = useRef<HTMLInputElement>(null)
  const email = chosen?.email ?? typed.trim()
  const server = chosen?.server ?? given

  const submit = async (event: SyntheticEvent) => {
    event.preventDefault()
    const wrong = {
      ...(email === '' ? { email: t('emailMissing') } : {}),
      ...(password === '' ? { password: t('passwordMissing') } : {}),
    }
    setMissing(wrong)
    if (wrong.email) return emailField.current?.focus()
    if (wrong.password) return passwordField.current?.focus()
    const answer = await signIn({ email, password, server })
    if (answer.ok) return leaveDoor()
    requestAnimationFrame(() => passwordField.current?.select())
  }
  const choose = async (next: KnownSignIn) => {
    setChosen(next)
    setMissing({})
    clear()
    passwordField.current?.focus()
    if (next.opens && (await open({ id: next.opens })).ok) leaveDoor()
  }
  const watchCapsLock = (event: KeyboardEvent) => setCapsLock(event.getModifierState('CapsLock'))

  return (
    <form className={styles.form} onSubmit={event => void submit(event)} noValidate>
      {error && (
        <Notice tone="danger" icon={IconAlertTriangle} isAlert>
          {words(error)}
        </Notice>
      )}
      {chosen ? (
        <KnownAccounts
          known={known}
          chosen={chosen}
          onChoose={next => void choose(next)}
          onOther={() => {
            setChosen(undefined)
            setMissing({})
            clear()
          }}
        />
      ) : (
        <TextInput
          ref={emailField}
          type="email"
          size="md"
          name="email"
          autoComplete="username"
          label={t('email')}
          value={typed}
          error={missing.email}
          autoFocus
          onChange={event => {
            setTyped(event.target.value)
            setMissing({})
            clear()
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
        autoFocus={chosen !== undefined}
        visibilityToggleButtonProps={{ 'aria-label': t('showPassword'), tabIndex: 0 }}
        onKeyDown={watchCapsLock}
        onKeyUp={watchCapsLock}
        onBlur={() => setCapsLock(false)}
        onChange={event => {
          setPassword(event.target.value)
          setMissing({})
        }}
      />
      <Button type="submit" size="md" fullWidth loading={isBusy || opening.isBusy} loaderProps={{ type: 'dots' }}>
        {t('submit')}
      </Button>
      <span className={styles.announce} role="status">
        {isBusy ? t('submitting') : ''}
      </span>
      <Button
        variant="subtle"
        className={styles.forgotten}
        onClick={() => go({ screen: 'forgotten', params: { server, ...(email === '' ? {} : { email }) } })}
      >
        {t('links.forgotten')}
      </Button>
      {error?.code === 'auth.failed' && <SignInHelp contact={contact} />}
      <ServerLine server={server} onChange={onFind} />
      <p className={styles.promise}>
        <IconLock size={16} stroke={1.5} aria-hidden />
        <span>{t('passwordStays')}</span>
      </p>
    </form>
  )
}

/** A record's address that was opened stays; the door's own leads in. */
function leaveDoor(): void {
  if (window.location.hash.startsWith('#/sign-in')) go({ screen: 'home' }, { replace: true })
}
