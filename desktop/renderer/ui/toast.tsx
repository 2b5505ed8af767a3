import { Button } from '@mantine/core'
import { notifications, notificationsStore } from '@mantine/notifications'
import { IconAlertTriangle, IconCheck, IconInfoCircle } from '@tabler/icons-react'
import styles from './toast.module.css'

interface Action {
  label: string
  onAction: () => void
}

interface Toast {
  message: string
  tone?: 'done' | 'info' | 'problem'
  /** The one thing to do about it; closes the toast. */
  action?: Action
  /** What else can be done, less often. */
  more?: Action
  /** Replaces the toast shown under the same name. */
  id?: string
}

const icons = { done: IconCheck, info: IconInfoCircle, problem: IconAlertTriangle }

/** So many stand at once; another would have to wait until one of them goes. */
export const mostToasts = 3

/** Class of what toasts stand in. */
export const toastPlace = styles.place ?? ''

/** A short word at the bottom left about what has just happened. Problems stay longer. */
export function toast({ message, tone = 'done', action, more, id = crypto.randomUUID() }: Toast): void {
  const Glyph = icons[tone]
  notifications.hide(id)
  // What has just been done can be taken back now, not when older words have gone.
  for (const old of notificationsStore.getState().notifications.slice(0, 1 - mostToasts)) {
    if (old.id !== undefined) notifications.hide(old.id)
  }
  notifications.show({
    id,
    withBorder: true,
    autoClose: tone === 'problem' || action ? 9000 : 4000,
    icon: <Glyph size={18} stroke={1.5} aria-hidden />,
    className: styles.root ?? '',
    'data-tone': tone,
    'data-toast': '',
    'data-visit': '',
    message: (
      <span className={styles.line}>
        <span className={styles.words}>{message}</span>
        {[more, action].map(
          one =>
            one && (
              <Button
                key={one.label}
                className={styles.action ?? ''}
                variant="subtle"
                color={one === more ? 'gray' : undefined}
                size="compact-sm"
                onClick={() => {
                  notifications.hide(id)
                  one.onAction()
                }}
              >
                {one.label}
              </Button>
            ),
        )}
      </span>
    ),
  })
}

export const hideToast = (id: string): void => {
  notifications.hide(id)
}
