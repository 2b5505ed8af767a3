import type { ReactNode } from 'react'
import styles from './ScreenHeader.module.css'

/** The top of a screen: its one `h1`, a line that explains it, and what can be done, always at the right. */
export function ScreenHeader({ title, hint, actions }: { title: string; hint?: string; actions?: ReactNode }) {
  return (
    <header className={styles.root}>
      <div className={styles.words}>
        <h1 className={styles.title}>{title}</h1>
        {hint && <p className={styles.hint}>{hint}</p>}
      </div>
      {actions}
    </header>
  )
}
