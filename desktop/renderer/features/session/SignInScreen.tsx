import { IconClockExclamation, IconDevices } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { SessionState } from '../../../core/api/functions.ts'
import { useSyncState } from '../../data/hooks.ts'
import { Mark } from '../../ui/Mark.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { FileProblem } from '../sync/FileProblem.tsx'
import { LanguageSwitch } from './LanguageSwitch.tsx'
import { SignInForm } from './SignInForm.tsx'
import styles from './SignInScreen.module.css'

type Reason = 'signedOut' | 'replaced' | 'leaseOver'

/** The door: who are you, and why you stand before it when you were already in. */
export function SignInScreen({ session, reason }: { session: SessionState; reason: Reason }) {
  const { t } = useTranslation(['session', 'app'])
  const waiting = useSyncState()?.waiting ?? 0
  const known = session.user && !session.known.includes(session.user.email) ? [session.user.email] : []
  return (
    <div className={styles.screen}>
      <aside className={styles.side} aria-hidden>
        <Drawing />
        <div className={styles.sideMark}>
          <Mark size={30} />
          <span>{t('app:name')}</span>
        </div>
        <p className={styles.tagline}>{t('app:tagline')}</p>
      </aside>
      <main className={styles.main}>
        <div className={styles.top}>
          <LanguageSwitch />
        </div>
        <div className={styles.box}>
          <span className={styles.mark}>
            <Mark size={36} />
          </span>
          <h1 className={styles.title}>{t('session:title')}</h1>
          {session.company && <p className={styles.company}>{session.company.name}</p>}
          {reason !== 'signedOut' && (
            <Notice tone="needs" icon={reason === 'replaced' ? IconDevices : IconClockExclamation}>
              <strong>{t(`session:problems.${reason}`)}</strong>
              <br />
              {reason === 'replaced' ? t('session:replacedHint') : t('session:leaseHint')}
              {waiting > 0 && (
                <>
                  <br />
                  {t('session:waitingKept', { count: waiting })}
                </>
              )}
            </Notice>
          )}
          {session.problem && <FileProblem problem={session.problem} shape="box" />}
          <SignInForm server={session.server} known={[...known, ...session.known]} />
        </div>
      </main>
    </div>
  )
}

/** Circles as a compass draws them. */
function Drawing() {
  return (
    <svg
      className={styles.drawing}
      viewBox="0 0 600 900"
      preserveAspectRatio="xMidYMid slice"
      fill="none"
      aria-hidden="true"
    >
      <g stroke="currentColor" strokeWidth="1">
        {[60, 130, 200, 270, 340, 410, 480, 550, 620].map((radius, at) => (
          <circle key={radius} cx="400" cy="400" r={radius} opacity={0.34 - at * 0.032} />
        ))}
        <path d="M-200 400H800M400-200V1100" opacity="0.14" />
        <path d="M400 400 105.6 570" opacity="0.6" />
      </g>
      <circle cx="400" cy="400" r="5" fill="currentColor" />
      <g stroke="#5CC9C9" strokeWidth="3" strokeLinecap="round">
        <path d="M105.6 570A340 340 0 0 1 230 105.6" />
        <circle cx="105.6" cy="570" r="6" fill="#173F70" />
      </g>
    </svg>
  )
}
