import { Avatar, Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { KnownAccount } from '../../../core/api/identity.ts'
import { go } from '../../app/navigation.ts'
import { useStream } from '../../data/hooks.ts'
import { Chip } from '../../records/fields/Chip.tsx'
import { initialsOf } from '../../ui/initials.ts'
import styles from './account.module.css'
import { ForgetDialog } from './ForgetDialog.tsx'
import { Section } from './Section.tsx'
import { useSwitch } from './useSwitch.ts'

/** Accounts of this computer: to go to, to add, to remove. */
export function AccountsSection() {
  const { t } = useTranslation('account')
  const accounts = useStream('accounts.list', {})
  const switchTo = useSwitch()
  const [leaving, setLeaving] = useState<KnownAccount>()
  return (
    <Section title={t('accounts.title')} hint={t('accounts.hint')}>
      {accounts && accounts.length > 0 && (
        <ul className={styles.list}>
          {accounts.map(account => (
            <li key={account.id} className={styles.item}>
              <Avatar size={32} color="blue" variant="light" aria-hidden>
                {initialsOf(account.company.name)}
              </Avatar>
              <span className={styles.words}>
                <span className={styles.name}>
                  {account.company.name}
                  {account.isCurrent && <Chip color="teal">{t('accounts.current')}</Chip>}
                  {account.waiting > 0 && (
                    <Chip color="orange">{t('accounts.waiting', { count: account.waiting })}</Chip>
                  )}
                </span>
                <span className={styles.small}>
                  {account.user.email} · {account.server.replace(/^https:\/\//, '')}
                  {!account.isSignedIn && ` · ${t('accounts.signInAgain')}`}
                </span>
              </span>
              {!account.isCurrent && (
                <>
                  <Button variant="default" size="xs" onClick={() => void switchTo(account)}>
                    {t('accounts.open')}
                  </Button>
                  <Button
                    variant="subtle"
                    color="red"
                    size="xs"
                    aria-label={t('accounts.forgetOf', {
                      company: account.company.name,
                      email: account.user.email,
                    })}
                    onClick={() => setLeaving(account)}
                  >
                    {t('accounts.forget')}
                  </Button>
                </>
              )}
            </li>
          ))}
        </ul>
      )}
      <Button
        variant="subtle"
        className={accounts && accounts.length > 0 ? styles.addBelow : styles.add}
        leftSection={<IconPlus size={18} stroke={1.5} aria-hidden />}
        onClick={() => go({ screen: 'signIn', params: {} })}
      >
        {t('accounts.add')}
      </Button>
      <ForgetDialog account={leaving} onClose={() => setLeaving(undefined)} />
    </Section>
  )
}
