import { Component, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Mark } from '../../ui/Mark.tsx'
import styles from './window.module.css'

/** The last stop: what broke outside of any screen. It stands on nothing but React and words. */
export class WindowBoundary extends Component<{ children: ReactNode }, { isBroken: boolean }> {
  override state = { isBroken: false }

  static getDerivedStateFromError(): { isBroken: boolean } {
    return { isBroken: true }
  }

  override render(): ReactNode {
    return this.state.isBroken ? <Broken /> : this.props.children
  }
}

function Broken() {
  const { t } = useTranslation('problems')
  return (
    <main className={styles.root} role="alert">
      <Mark size={40} />
      <h1 className={styles.title}>{t('crash.title')}</h1>
      <p className={styles.hint}>{t('crash.hint')}</p>
      <button type="button" className={styles.button} onClick={() => window.location.reload()}>
        {t('crash.reload')}
      </button>
    </main>
  )
}
