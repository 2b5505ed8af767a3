import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconAlertTriangle, IconCheck, IconInfoCircle } from '@tabler/icons-react'
import styles from './toast.module.css'

interface Toast {
  message: string
  tone?: 'done' | 'info' | 'problem'
  /** The one thing to do about it; closes the toast. */
  action?: { label: string; onAction: () => void }
  /** Replaces the toast shown under the same name. */
  id?: string
}

const icons = { done: IconCheck, info: IconInfoCircle, problem: IconAlertTriangle }

/** A short word at the bottom right about what has just happened. Problems stay longer. */
export function toast({ message, tone = 'done', action, id = crypto.randomUUID() }: Toast): void {
  const Glyph = icons[tone]
  notifications.hide(id)
  notifications.show({
    id,
    withBorder: true,
    autoClose: tone === 'problem' || action ? 9000 : 4000,
    icon: <Glyph size={18} stroke={1.5} aria-hidden />,
    className: styles.root ?? '',
    'data-tone': tone,
    message: (
      <span className={styles.line}>
        <span className={styles.words}>{message}</span>
        {action && (
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => {
              notifications.hide(id)
              action.onAction()
            }}
          >
            {action.label}
          </Button>
        )}
      </span>
    ),
  })
}
