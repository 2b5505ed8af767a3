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
  /** It is all there is on the screen, so its title is the screen's. */
  isScreen?: boolean
}

/** A place with nothing in it yet, which says what belongs there. */
export function EmptyState({ icon: Glyph, title, hint, action, isScreen }: Props) {
  const Title = isScreen ? 'h1' : 'h2'
  return (
    <div className={styles.root}>
      <span className={styles.icon} aria-hidden>
        <Glyph size={24} stroke={1.5} />
      </span>
      <Title className={styles.title}>{title}</Title>
      {hint && <p className={styles.hint}>{hint}</p>}
      {action && <div className={styles.action}>{action}</div>}
    </div>
  )
}
