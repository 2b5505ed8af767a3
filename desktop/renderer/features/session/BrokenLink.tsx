import { Button } from '@mantine/core'
import { type Icon, IconRefresh } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ErrorBody } from '../../../../shared/errors.ts'
import { Notice } from '../../ui/Notice.tsx'
import { DoorLayout } from './DoorLayout.tsx'
import styles from './door.module.css'
import { isOfServer } from './serverWords.ts'
import { useDoorWords } from './useDoorWords.ts'

interface Props {
  title: string
  icon: Icon
  error: ErrorBody
  back: { label: string; onBack: () => void }
  onRetry: () => void
}

/** A mailed link that opens nothing, or a server that cannot be asked about it: why, and the next step. */
export function BrokenLink({ title, icon, error, back, onRetry }: Props) {
  const { t } = useTranslation(['session', 'app'])
  const words = useDoorWords()
  return (
    <DoorLayout title={title} back={back}>
      <div className={styles.form}>
        <Notice tone="danger" icon={icon} isAlert>
          {words(error)}
        </Notice>
        {isOfServer(error) ? (
          <Button
            size="md"
            leftSection={<IconRefresh size={18} stroke={1.5} aria-hidden />}
            onClick={onRetry}
            data-autofocus
          >
            {t('app:actions.retry')}
          </Button>
        ) : (
          <Button size="md" variant="default" onClick={back.onBack}>
            {t('session:toSignIn')}
          </Button>
        )}
      </div>
    </DoorLayout>
  )
}
