import { IconArrowRight } from '@tabler/icons-react'
import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './home.module.css'

interface Props {
  title: string
  /** Where all of it is. */
  allHref?: string | undefined
  actions?: ReactNode
  children: ReactNode
}

/** One subject of the home screen. */
export function HomeCard({ title, allHref, actions, children }: Props) {
  const { t } = useTranslation('work')
  const id = useId()
  return (
    <section className={styles.card} aria-labelledby={id}>
      <header className={styles.cardHead}>
        <h2 id={id} className={styles.cardTitle}>
          {title}
        </h2>
        {actions}
        {allHref && (
          <a className={styles.all} href={allHref} aria-label={t('home.openAll', { what: title })}>
            <IconArrowRight size={18} stroke={1.5} aria-hidden />
          </a>
        )}
      </header>
      {children}
    </section>
  )
}
