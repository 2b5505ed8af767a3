import type { Icon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import styles from './EmptyState.module.css'

interface Props {
  icon: Icon
  title: string
  /** What belongs here, and why it may be empty. */
  hint?: ReactNode
  /** The one next step. */
  action?: ReactNode
}

/** A place with nothing in it yet, which says what belongs there. */
export function EmptyState({ icon: Glyph, title, hint, action }: Props) {
  return (
    <div className={styles.root}>
      <span className={styles.icon} aria-hidden>
        <Glyph size={24} stroke={1.5} />
      </span>
      <h2 className={styles.title}>{title}</h2>
      {hint && <p className={styles.hint}>{hint}</p>}
      {action && <div className={styles.action}>{action}</div>}
    </div>
  )
}
