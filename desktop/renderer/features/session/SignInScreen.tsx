import { skipToken } from '@reduxjs/toolkit/query/react'
import { IconClockExclamation, IconDevices } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SessionState } from '../../../core/api/functions.ts'
import type { ServerLook } from '../../../core/api/identity.ts'
import { go, useRoute } from '../../app/navigation.ts'
import { useCall, useStream, useSyncState } from '../../data/hooks.ts'
import { Notice } from '../../ui/Notice.tsx'
import { FileProblem } from '../sync/FileProblem.tsx'
import { DoorLayout } from './DoorLayout.tsx'
import styles from './door.module.css'
import { knownSignIns } from './knownSignIns.ts'
import { PasteLink } from './PasteLink.tsx'
import { ServerFinder } from './ServerFinder.tsx'
import { SignInForm } from './SignInForm.tsx'

/** `another`: somebody is signed in and adds an account. */
export type Reason = 'signedOut' | 'replaced' | 'leaseOver' | 'another'

/** The door: who are you, and why you stand before it when you were already in. */
export function SignInScreen({ session, reason }: { session: SessionState; reason: Reason }) {
  const { t } = useTranslation(['session', 'account'])
  const route = useRoute()
  const accounts = useStream('accounts.list', {})
  const [view, setView] = useState<'form' | 'find' | 'paste'>()
  const server = route.screen === 'signIn' ? (route.params['server'] ?? session.server) : session.server
  const isFirstDay = reason === 'signedOut' && session.known.length === 0 && accounts?.length === 0
  const { data: look } = useCall('server.look', server === '' ? skipToken : { address: server })
  useFirstCompany(isFirstDay && route.screen !== 'signIn', look)

  const back = { label: t('session:back'), onBack: () => setView('form') }
  // A first day without a server that answers begins with finding one.
  if (view === 'find' || (!view && isFirstDay && (server === '' || look?.problem)))
    return (
      <DoorLayout title={t('session:find.title')} hint={t('session:find.hint')} {...(view ? { back } : {})}>
        <ServerFinder
          onFound={({ address, hasCompany, needsSetup }) => {
            const screen = needsSetup && !hasCompany ? 'setup' : 'signIn'
            go({ screen, params: { server: address } })
            setView('form')
          }}
        />
        <Links server={server} onPaste={() => setView('paste')} look={undefined} />
      </DoorLayout>
    )
  if (view === 'paste')
    return (
      <DoorLayout title={t('session:paste.title')} hint={t('session:paste.hint')} back={back}>
        <PasteLink />
      </DoorLayout>
    )
  const leave =
    reason === 'another'
      ? { back: { label: t('session:back'), onBack: () => go({ screen: 'home' }, { replace: true }) } }
      : {}
  const company = reason === 'another' ? undefined : session.company?.name
  return (
    <DoorLayout
      title={reason === 'another' ? t('account:accounts.add') : t('session:title')}
      {...(company ? { hint: company } : {})}
      {...leave}
    >
      {reason !== 'signedOut' && reason !== 'another' && <Reasoned reason={reason} />}
      {session.problem && <FileProblem problem={session.problem} shape="box" />}
      <SignInForm
        key={server}
        server={server}
        known={reason === 'another' ? [] : knownSignIns(session, accounts ?? [])}
        contact={look?.contact}
        onFind={() => setView('find')}
      />
      <Links server={server} onPaste={() => setView('paste')} look={look} />
    </DoorLayout>
  )
}

/** Nobody has ever signed in here and the server has no company yet: that is what comes first. */
function useFirstCompany(isFirstDay: boolean, look: ServerLook | undefined): void {
  const needsCompany = isFirstDay && look?.needsSetup === true && look.hasCompany === false
  const address = look?.address ?? ''
  useEffect(() => {
    if (needsCompany) go({ screen: 'setup', params: { server: address } }, { replace: true })
  }, [needsCompany, address])
}

/** Why the person stands before the door again, and what is safe. */
function Reasoned({ reason }: { reason: 'replaced' | 'leaseOver' }) {
  const { t } = useTranslation('session')
  const waiting = useSyncState()?.waiting ?? 0
  return (
    <Notice tone="needs" icon={reason === 'replaced' ? IconDevices : IconClockExclamation}>
      <strong>{t(`problems.${reason}`)}</strong>
      <br />
      {reason === 'replaced' ? t('replacedHint') : t('leaseHint')}
      {waiting > 0 && (
        <>
          <br />
          {t('waitingKept', { count: waiting })}
        </>
      )}
    </Notice>
  )
}

interface LinksProps {
  server: string
  onPaste: () => void
  look: ServerLook | undefined
}

/** The other ways in. */
function Links({ server, onPaste, look }: LinksProps) {
  const { t } = useTranslation('session')
  return (
    <div className={styles.links}>
      <button type="button" className={styles.link} onClick={onPaste}>
        {t('links.haveLink')}
      </button>
      {look?.needsSetup && (
        <button
          type="button"
          className={styles.link}
          onClick={() => go({ screen: 'setup', params: { server: look.address || server } })}
        >
          {t('links.setup')}
        </button>
      )}
    </div>
  )
}
