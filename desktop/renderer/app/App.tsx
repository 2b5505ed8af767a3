import { useState } from 'react'
import { usePreferences, useSession, useSyncState } from '../data/hooks.ts'
import { SwitchingScreen } from '../features/account/SwitchingScreen.tsx'
import { doorFor } from '../features/session/doors.tsx'
import { SignInScreen } from '../features/session/SignInScreen.tsx'
import { reasonToSignIn } from '../features/session/signIn.ts'
import { TooOldScreen } from '../features/session/TooOldScreen.tsx'
import { Frame } from './frame/Frame.tsx'
import { useRoute } from './navigation.ts'
import { Starting } from './Starting.tsx'
import { useAppSelector } from './store.ts'
import { useTitle } from './useTitle.ts'

/** The window: what stands between the person and the frame, or the frame. */
export function App() {
  const session = useSession()
  const sync = useSyncState()
  const preferences = usePreferences()
  const route = useRoute()
  const { account, switching } = useAppSelector(state => state.screen)
  const [looksAnyway, setLooksAnyway] = useState(false)
  useTitle()
  if (switching !== undefined) return <SwitchingScreen company={switching} />
  if (!session || !preferences) return <Starting />
  const door = doorFor(route)
  if (door) return door
  const reason = reasonToSignIn(session, sync)
  if (reason) return <SignInScreen session={session} reason={reason} />
  if (route.screen === 'signIn') return <SignInScreen session={session} reason="another" />
  if (sync?.connection === 'tooOld' && !looksAnyway) return <TooOldScreen onContinue={() => setLooksAnyway(true)} />
  // Another account is another frame: nothing of what stood in the last one's screens goes over.
  return <Frame key={account} />
}
