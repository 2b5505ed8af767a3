import { Button, Group } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useStream, useSyncState } from '../../data/hooks.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { RestartButton } from '../updates/RestartButton.tsx'
import { useUpdateSteps } from '../updates/useUpdateSteps.ts'

/** This version is below the server's minimum: what is safe and what to do. Looking at records stays possible. */
export function TooOldScreen({ onContinue }: { onContinue: () => void }) {
  const { t } = useTranslation('session')
  const waiting = useSyncState()?.waiting ?? 0
  const update = useStream('updates.state', {})
  const steps = useUpdateSteps(update)
  return (
    <main>
      <EmptyState
        isScreen
        icon={IconDownload}
        title={t('tooOldTitle')}
        hint={
          <>
            {t('tooOldHint')} {steps ?? t('tooOldSteps')}
            {waiting > 0 && (
              <>
                <br />
                <strong>{t('waitingKept', { count: waiting })}</strong>
              </>
            )}
          </>
        }
        action={
          <Group gap={8}>
            {update?.state === 'ready' && <RestartButton isLarge />}
            <Button variant="default" onClick={onContinue}>
              {t('keepWorking')}
            </Button>
          </Group>
        }
      />
    </main>
  )
}
