import { Button } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../ui/EmptyState.tsx'
import { showApp } from './windows.ts'

/** Somebody without any right of an administrator has opened the admin window. */
export function NotForYou({ label }: { label: string }) {
  const { t } = useTranslation('admin')
  return (
    <main aria-label={label}>
      <EmptyState
        isScreen
        icon={IconLock}
        title={t('notForYou')}
        hint={t('notForYouHint')}
        action={
          <Button variant="default" onClick={showApp}>
            {t('toApp')}
          </Button>
        }
      />
    </main>
  )
}
