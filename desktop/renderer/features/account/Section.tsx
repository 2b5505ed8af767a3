import { type ReactNode, useId } from 'react'
import styles from './account.module.css'

/** One subject of a page of settings: what it is about on the left, what can be done on the right. */
export function Section({ title, hint, children }: { title: string; hint: string; children: ReactNode }) {
  const id = useId()
  return (
    <section className={styles.section} aria-labelledby={id}>
      <div>
        <h2 id={id} className={styles.title}>
          {title}
        </h2>
        <p className={styles.hint}>{hint}</p>
      </div>
      <div className={styles.card}>{children}</div>
    </section>
  )
}
