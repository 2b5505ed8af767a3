import { IconKey } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useSetPreferences } from '../../app/usePreference.ts'
import { usePreferences, useSession } from '../../data/hooks.ts'
import { Notice } from '../../ui/Notice.tsx'

const seen = 'weakKeyStoreSeen'

/** Says that the local key is protected by file permissions alone, until the person has read it. */
export function WeakKeyStore() {
  const { t } = useTranslation('session')
  const session = useSession()
  const preferences = usePreferences()
  const set = useSetPreferences()
  if (!session?.weakKeyStore || !preferences || preferences.screens[seen] === true) return null
  return (
    <Notice
      tone="warning"
      icon={IconKey}
      shape="bar"
      dismiss={{
        label: t('dismiss'),
        onDismiss: () => set({ screens: { ...preferences.screens, [seen]: true } }),
      }}
    >
      {t('weakKeyStore')} {t('weakKeyStoreHint')}
    </Notice>
  )
}
