import { Avatar, Button, Popover, SegmentedControl } from '@mantine/core'
import { IconKeyboard, IconLogout, IconMessageReport } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { languages } from '../../../../shared/labels.ts'
import { usePreferences, useSession } from '../../data/hooks.ts'
import { SignOutDialog } from '../../features/session/SignOutDialog.tsx'
import { useLanguage } from '../../i18n/format.ts'
import { initialsOf } from '../../ui/initials.ts'
import { opened } from '../screenSlice.ts'
import { useAppDispatch } from '../store.ts'
import { useSetPreferences } from '../usePreference.ts'
import styles from './ProfileMenu.module.css'

const themes = ['light', 'dark', 'system'] as const

/** Who is signed in, and how the app looks and speaks to them. */
export function ProfileMenu() {
  const { t } = useTranslation(['app', 'problems'])
  const dispatch = useAppDispatch()
  const session = useSession()
  const [isOpen, setOpen] = useState(false)
  const [isLeaving, setLeaving] = useState(false)
  const name = session?.user?.name ?? ''
  return (
    <>
      <Popover opened={isOpen} onChange={setOpen} position="bottom-end" offset={8} trapFocus returnFocus>
        <Popover.Target>
          <button
            type="button"
            className={styles.face}
            aria-label={t('topbar.profile', { name })}
            aria-haspopup="dialog"
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            <Avatar size={28} color="blue" variant="light" aria-hidden>
              {initialsOf(name)}
            </Avatar>
          </button>
        </Popover.Target>
        <Popover.Dropdown p={0} aria-label={t('topbar.profile', { name })}>
          <div className={styles.menu}>
            <div className={styles.who}>
              <div className={styles.name}>{name}</div>
              <div className={styles.quiet}>{session?.user?.email}</div>
              <div className={styles.quiet}>{session?.company?.name}</div>
            </div>
            <Choices />
            <div className={styles.actions}>
              <Button
                variant="subtle"
                color="gray"
                justify="flex-start"
                leftSection={<IconKeyboard size={18} stroke={1.5} aria-hidden />}
                onClick={() => {
                  setOpen(false)
                  dispatch(opened('help'))
                }}
              >
                {t('profile.help')}
              </Button>
              <Button
                variant="subtle"
                color="gray"
                justify="flex-start"
                leftSection={<IconMessageReport size={18} stroke={1.5} aria-hidden />}
                onClick={() => {
                  setOpen(false)
                  dispatch(opened('report'))
                }}
              >
                {t('problems:report.open')}
              </Button>
              <Button
                variant="subtle"
                color="gray"
                justify="flex-start"
                leftSection={<IconLogout size={18} stroke={1.5} aria-hidden />}
                onClick={() => {
                  setOpen(false)
                  setLeaving(true)
                }}
              >
                {t('actions.signOut')}
              </Button>
            </div>
          </div>
        </Popover.Dropdown>
      </Popover>
      <SignOutDialog isOpen={isLeaving} onClose={() => setLeaving(false)} />
    </>
  )
}

function Choices() {
  const { t } = useTranslation()
  const preferences = usePreferences()
  const language = useLanguage()
  const set = useSetPreferences()
  return (
    <div className={styles.choices}>
      <Choice
        label={t('profile.language')}
        value={language}
        options={languages.map(value => ({ value, label: t(`profile.languages.${value}`) }))}
        onChoose={value => set({ language: value })}
      />
      <Choice
        label={t('profile.theme')}
        value={preferences?.theme ?? 'system'}
        options={themes.map(value => ({ value, label: t(`profile.themes.${value}`) }))}
        onChoose={value => set({ theme: value })}
      />
      <Choice
        label={t('profile.density')}
        value={preferences?.dense ? 'dense' : 'comfortable'}
        options={(['comfortable', 'dense'] as const).map(value => ({ value, label: t(`profile.densities.${value}`) }))}
        onChoose={value => set({ dense: value === 'dense' })}
      />
    </div>
  )
}

interface ChoiceProps<T extends string> {
  label: string
  value: string
  options: { value: T; label: string }[]
  onChoose: (value: T) => void
}

function Choice<T extends string>({ label, value, options, onChoose }: ChoiceProps<T>) {
  return (
    <div className={styles.choice}>
      <span className={styles.quiet}>{label}</span>
      <SegmentedControl
        aria-label={label}
        size="xs"
        fullWidth
        value={value}
        data={options}
        onChange={chosen => {
          const option = options.find(candidate => candidate.value === chosen)
          if (option) onChoose(option.value)
        }}
      />
    </div>
  )
}
