import { Button } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Mark } from '../../ui/Mark.tsx'
import { Drawing } from './Drawing.tsx'
import { LanguageSwitch } from './LanguageSwitch.tsx'
import styles from './SignInScreen.module.css'

interface Props {
  title: string
  hint?: ReactNode
  /** The way back, where there is one. */
  back?: { label: string; onBack: () => void }
  children?: ReactNode
}

/** What stands around every screen before the frame: the drawing, the language, a way back, one title. */
export function DoorLayout({ title, hint, back, children }: Props) {
  const { t } = useTranslation('app')
  const heading = useRef<HTMLHeadingElement>(null)
  // A new step is read from its title, unless one of its fields has the focus.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the title is the step
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus()
  }, [title])
  return (
    <div className={styles.screen}>
      <aside className={styles.side} aria-hidden>
        <Drawing />
        <div className={styles.sideMark}>
          <Mark size={30} />
          <span>{t('name')}</span>
        </div>
        <p className={styles.tagline}>{t('tagline')}</p>
      </aside>
      <main className={styles.main}>
        <div className={styles.top}>
          {back ? (
            <Button
              variant="subtle"
              color="gray"
              leftSection={<IconArrowLeft size={18} stroke={1.5} aria-hidden />}
              onClick={back.onBack}
            >
              {back.label}
            </Button>
          ) : (
            <span />
          )}
          <LanguageSwitch />
        </div>
        <div className={styles.box}>
          <div className={styles.head}>
            <span className={styles.mark}>
              <Mark size={36} />
            </span>
            <h1 ref={heading} className={styles.title} tabIndex={-1}>
              {title}
            </h1>
            {hint && <p className={styles.hint}>{hint}</p>}
          </div>
          {children}
        </div>
      </main>
    </div>
  )
}
