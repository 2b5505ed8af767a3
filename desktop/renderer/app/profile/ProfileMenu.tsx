import { Avatar, Button, Popover } from '@mantine/core'
import {
  type Icon,
  IconAdjustments,
  IconKeyboard,
  IconLogout,
  IconMessageReport,
  IconUserCircle,
} from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { mayAdminister } from '../../admin/sections.ts'
import { showAdmin, windowKind } from '../../admin/windows.ts'
import { useSession, useViewer } from '../../data/hooks.ts'
import { AccountSwitcher } from '../../features/account/AccountSwitcher.tsx'
import { SignOutDialog } from '../../features/session/SignOutDialog.tsx'
import { initialsOf } from '../../ui/initials.ts'
import { go } from '../navigation.ts'
import { opened } from '../screenSlice.ts'
import { useAppDispatch } from '../store.ts'
import { Choices } from './Choices.tsx'
import styles from './ProfileMenu.module.css'

/** Who is signed in and where else one could be, how the app looks and speaks, and the way to the account. */
export function ProfileMenu() {
  const { t } = useTranslation(['app', 'problems', 'account', 'admin'])
  const dispatch = useAppDispatch()
  const session = useSession()
  const viewer = useViewer()
  const [isOpen, setOpen] = useState(false)
  const [isLeaving, setLeaving] = useState(false)
  const name = session?.user?.name ?? ''
  const close = () => setOpen(false)
  return (
    <>
      <Popover opened={isOpen} onChange={setOpen} position="bottom-end" offset={8} trapFocus returnFocus>
        <Popover.Target>
          <button
            type="button"
            className={styles.face}
            aria-label={t('app:topbar.profile', { name })}
            aria-haspopup="dialog"
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            <Avatar size={28} color="blue" variant="light" aria-hidden>
              {initialsOf(name)}
            </Avatar>
          </button>
        </Popover.Target>
        <Popover.Dropdown p={0} aria-label={t('app:topbar.profile', { name })}>
          <div className={styles.menu}>
            <div className={styles.who}>
              <div className={styles.name}>{name}</div>
              <div className={styles.quiet}>{session?.user?.email}</div>
              <div className={styles.quiet}>{session?.company?.name}</div>
            </div>
            <AccountSwitcher onDone={close} />
            <div className={styles.choices}>
              <Choices />
            </div>
            <div className={styles.actions}>
              <Item
                icon={IconUserCircle}
                label={t('account:menu')}
                onClick={() => {
                  close()
                  go({ screen: 'account' })
                }}
              />
              {viewer && mayAdminister(viewer) && windowKind() === 'app' && (
                <Item
                  icon={IconAdjustments}
                  label={t('admin:open')}
                  onClick={() => {
                    close()
                    showAdmin()
                  }}
                />
              )}
              <Item
                icon={IconKeyboard}
                label={t('app:profile.help')}
                onClick={() => {
                  close()
                  dispatch(opened('help'))
                }}
              />
              <Item
                icon={IconMessageReport}
                label={t('problems:report.open')}
                onClick={() => {
                  close()
                  dispatch(opened('report'))
                }}
              />
              <Item
                icon={IconLogout}
                label={t('app:actions.signOut')}
                onClick={() => {
                  close()
                  setLeaving(true)
                }}
              />
            </div>
          </div>
        </Popover.Dropdown>
      </Popover>
      <SignOutDialog isOpen={isLeaving} onClose={() => setLeaving(false)} />
    </>
  )
}

function Item({ icon: Glyph, label, onClick }: { icon: Icon; label: string; onClick: () => void }) {
  return (
    <Button
      variant="subtle"
      color="gray"
      justify="flex-start"
      leftSection={<Glyph size={18} stroke={1.5} aria-hidden />}
      onClick={onClick}
    >
      {label}
    </Button>
  )
}
