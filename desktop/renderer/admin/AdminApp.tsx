import { useTranslation } from 'react-i18next'
import { Starting } from '../app/Starting.tsx'
import { useAppSelector } from '../app/store.ts'
import { usePreferences, useSession, useSyncState } from '../data/hooks.ts'
import { SwitchingScreen } from '../features/account/SwitchingScreen.tsx'
import { SignInScreen } from '../features/session/SignInScreen.tsx'
import { reasonToSignIn } from '../features/session/signIn.ts'
import { AdminFrame } from './AdminFrame.tsx'
import { NotForYou } from './NotForYou.tsx'
import { useSections } from './sections.ts'
import { useAdminTitle } from './useAdminTitle.ts'

/** The admin window: for those who may run a part of the company; everybody else reads why it is closed to them. */
export function AdminApp() {
  const { t } = useTranslation('admin')
  const session = useSession()
  const sync = useSyncState()
  const preferences = usePreferences()
  const sections = useSections()
  const { account, switching } = useAppSelector(state => state.screen)
  useAdminTitle(sections)
  if (switching !== undefined) return <SwitchingScreen company={switching} />
  if (!session || !preferences) return <Starting />
  const reason = reasonToSignIn(session, sync)
  if (reason) return <SignInScreen session={session} reason={reason} />
  // What one may do comes with the first words of the server's copy.
  if (!session.viewer) return <Starting />
  if (sections.length === 0) return <NotForYou label={t('title')} />
  return <AdminFrame key={account} sections={sections} />
}
