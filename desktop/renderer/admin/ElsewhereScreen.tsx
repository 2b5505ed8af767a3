import { Button } from '@mantine/core'
import { IconAdjustments } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { hashOf, type Route } from '../app/route.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { showAdmin } from './windows.ts'

/** An address of the admin window that was opened in the app's. */
export function ElsewhereScreen({ route }: { route: Route }) {
  const { t } = useTranslation('admin')
  return (
    <EmptyState
      isScreen
      icon={IconAdjustments}
      title={t('title')}
      hint={t('openHint')}
      action={<Button onClick={() => showAdmin(hashOf(route))}>{t('open')}</Button>}
    />
  )
}
