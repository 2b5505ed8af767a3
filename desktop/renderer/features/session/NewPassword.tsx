import { PasswordInput } from '@mantine/core'
import { IconCircle, IconCircleCheck } from '@tabler/icons-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { TypedForm } from '../../ui/useTypedForm.ts'
import styles from './door.module.css'
import { brokenRules, minimumPassword, type Own, passwordRules } from './passwordRules.ts'

// Not an interface: that has no index signature, which the values of a form need.
export type PasswordValues = { password: string; again: string }

interface Props<V extends PasswordValues> {
  form: TypedForm<V>
  own: Own
  /** The first one of an account, which is new by itself. */
  isFirst?: boolean
  size?: 'sm' | 'md'
}

/** A new password, twice. What it has to be stands there before anything is typed, and is ticked off while typing. */
export function NewPassword<V extends PasswordValues>({ form, own, isFirst, size = 'md' }: Props<V>) {
  const { t } = useTranslation('session')
  const rulesId = useId()
  const { password } = form.values
  const broken = new Set(brokenRules(password, own))
  const toggle = { 'aria-label': t('showPassword'), tabIndex: 0 }
  return (
    <div className={styles.newPassword}>
      <PasswordInput
        {...form.input('password')}
        size={size}
        autoComplete="new-password"
        label={t(isFirst ? 'password' : 'newPassword.label')}
        visibilityToggleButtonProps={toggle}
        aria-describedby={rulesId}
      />
      <ul id={rulesId} className={styles.rules} aria-label={t('newPassword.rulesTitle')}>
        {passwordRules.map(rule => {
          const isMet = password !== '' && !broken.has(rule)
          const Glyph = isMet ? IconCircleCheck : IconCircle
          return (
            <li key={rule} data-met={isMet || undefined}>
              <Glyph size={16} stroke={1.5} aria-hidden />
              <span>
                {t(`newPassword.rules.${rule}`, { min: minimumPassword })}
                <span className={styles.hidden}>, {t(isMet ? 'newPassword.met' : 'newPassword.open')}</span>
              </span>
            </li>
          )
        })}
      </ul>
      <PasswordInput
        {...form.input('again')}
        size={size}
        autoComplete="new-password"
        label={t('newPassword.again')}
        visibilityToggleButtonProps={toggle}
      />
    </div>
  )
}

/** For the check of a form with these fields: what is wrong with the password, in words. */
export function usePasswordCheck(): (values: PasswordValues, own: Own) => { password?: string; again?: string } {
  const { t } = useTranslation('session')
  return ({ password, again }, own) => {
    if (password === '') return { password: t('newPassword.missing') }
    const [first] = brokenRules(password, own)
    if (first) return { password: t(`newPassword.broken.${first}`, { min: minimumPassword }) }
    return again === password ? {} : { again: t('newPassword.againWrong') }
  }
}
