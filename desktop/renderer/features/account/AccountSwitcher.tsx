import { Avatar, UnstyledButton } from '@mantine/core'
import { IconCheck, IconPlus } from '@tabler/icons-react'
import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { go } from '../../app/navigation.ts'
import { useStream } from '../../data/hooks.ts'
import { initialsOf } from '../../ui/initials.ts'
import styles from './AccountSwitcher.module.css'
import { useSwitch } from './useSwitch.ts'

/** The accounts of this computer, one click or arrow away; what waits in each is told. */
export function AccountSwitcher({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('account')
  const accounts = useStream('accounts.list', {})
  const switchTo = useSwitch()
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrows between its buttons, which are reached by Tab as well
    <div className={styles.root} onKeyDown={moveByArrow}>
      {accounts && accounts.length > 1 && (
        <ul className={styles.list} aria-label={t('accounts.label')}>
          {accounts.map(account => (
            <li key={account.id}>
              <UnstyledButton
                className={styles.account}
                aria-current={account.isCurrent || undefined}
                onClick={() => {
                  onDone()
                  if (!account.isCurrent) void switchTo(account)
                }}
              >
                <Avatar size={26} color={account.isCurrent ? 'blue' : 'gray'} variant="light" aria-hidden>
                  {initialsOf(account.company.name)}
                </Avatar>
                <span className={styles.words}>
                  <span className={styles.company}>{account.company.name}</span>
                  <span className={styles.small}>{account.user.email}</span>
                  {account.waiting > 0 && !account.isCurrent && (
                    <span className={styles.needs}>{t('accounts.waiting', { count: account.waiting })}</span>
                  )}
                  {!account.isSignedIn && <span className={styles.small}>{t('accounts.signInAgain')}</span>}
                </span>
                {account.isCurrent && <IconCheck size={18} stroke={1.75} aria-hidden />}
              </UnstyledButton>
            </li>
          ))}
        </ul>
      )}
      <UnstyledButton
        className={`${styles.account} ${styles.adding}`}
        onClick={() => {
          onDone()
          go({ screen: 'signIn', params: {} })
        }}
      >
        <span className={styles.plus} aria-hidden>
          <IconPlus size={18} stroke={1.5} />
        </span>
        <span className={styles.words}>{t('accounts.add')}</span>
      </UnstyledButton>
    </div>
  )
}

function moveByArrow(event: KeyboardEvent<HTMLDivElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (step === 0) return
  const buttons = [...event.currentTarget.querySelectorAll('button')]
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement)
  if (at < 0) return
  event.preventDefault()
  buttons[(at + step + buttons.length) % buttons.length]?.focus()
}
