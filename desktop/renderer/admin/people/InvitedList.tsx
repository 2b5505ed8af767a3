import { Button, Group } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconMailOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ErrorBody } from '../../../../shared/errors.ts'
import type { HandedOut } from '../../../core/api/identity.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { CopyField } from '../../ui/CopyField.tsx'
import { Notice } from '../../ui/Notice.tsx'
import styles from './people.module.css'

/** What has become of one invitation. */
export interface Invited {
  email: string
  answer?: HandedOut
  error?: ErrorBody
}

/** Mailed ones in a line, the others with the link to hand on, the ones that failed with the reason. */
export function InvitedList({ invited, onClose }: { invited: readonly Invited[]; onClose: () => void }) {
  const { t } = useTranslation('admin')
  const { error: words } = useErrorText()
  const links = invited.flatMap(({ email, answer }) => (answer?.link ? `${email}\t${answer.link}` : []))
  return (
    <div className={styles.form}>
      {links.length > 0 && (
        <Notice tone="primary" icon={IconMailOff}>
          {t('people.sent.mailOff')}
        </Notice>
      )}
      <ul className={styles.invited}>
        {invited.map(({ email, answer, error }) => (
          <li key={email}>
            {answer?.link ? (
              <CopyField label={email} value={answer.link} words={{ copy: t('copy'), copied: t('copied') }} />
            ) : (
              <span className={styles.outcome} data-failed={error !== undefined || undefined}>
                {error ? (
                  <IconAlertTriangle size={18} stroke={1.5} aria-hidden />
                ) : (
                  <IconCircleCheck size={18} stroke={1.5} aria-hidden />
                )}
                <span>
                  <strong>{email}</strong>{' '}
                  {error ? `${t('people.sent.failed')}: ${words(error)}` : t('people.sent.mailed')}
                </span>
              </span>
            )}
          </li>
        ))}
      </ul>
      <Group justify="flex-end" gap="xs">
        {links.length > 1 && (
          <Button
            variant="default"
            onClick={() => void navigator.clipboard.writeText(links.join('\n')).catch(() => undefined)}
          >
            {t('people.sent.copyAll')}
          </Button>
        )}
        <Button onClick={onClose} autoFocus>
          {t('done')}
        </Button>
      </Group>
    </div>
  )
}
