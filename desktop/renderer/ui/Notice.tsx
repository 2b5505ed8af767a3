import { type Icon, IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { IconButton } from './IconButton.tsx'
import styles from './Notice.module.css'

export type Tone = 'neutral' | 'primary' | 'live' | 'needs' | 'success' | 'warning' | 'danger'

interface Props {
  tone: Tone
  icon: Icon
  children: ReactNode
  actions?: ReactNode
  /** `bar` runs across the window, `box` stands in a form or a page. */
  shape?: 'bar' | 'box'
  /** Read out at once: for errors that appear after an action. */
  isAlert?: boolean
  dismiss?: { label: string; onDismiss: () => void }
}

/** A line that a person should know of; its icon and words carry the meaning, the colour only helps. */
export function Notice({ tone, icon: Glyph, children, actions, shape = 'box', isAlert, dismiss }: Props) {
  return (
    <div className={styles.root} data-tone={tone} data-shape={shape} role={isAlert ? 'alert' : 'status'}>
      <Glyph className={styles.icon} size={18} stroke={1.5} aria-hidden />
      <div className={styles.words}>{children}</div>
      {actions}
      {dismiss && <IconButton label={dismiss.label} icon={IconX} size={24} onClick={dismiss.onDismiss} />}
    </div>
  )
}
