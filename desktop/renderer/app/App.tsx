import { useState } from 'react'
import { usePreferences, useSession, useSyncState } from '../data/hooks.ts'
import { SignInScreen } from '../features/session/SignInScreen.tsx'
import { reasonToSignIn } from '../features/session/signIn.ts'
import { TooOldScreen } from '../features/session/TooOldScreen.tsx'
import { Frame } from './frame/Frame.tsx'
import { Starting } from './Starting.tsx'
import { useTitle } from './useTitle.ts'

/** The window: what stands between the person and the frame, or the frame. */
export function App() {
  const session = useSession()
  const sync = useSyncState()
  const preferences = usePreferences()
  const [looksAnyway, setLooksAnyway] = useState(false)
  useTitle()
  if (!session || !preferences) return <Starting />
  const reason = reasonToSignIn(session, sync)
  if (reason) return <SignInScreen session={session} reason={reason} />
  if (sync?.connection === 'tooOld' && !looksAnyway) return <TooOldScreen onContinue={() => setLooksAnyway(true)} />
  return <Frame />
}
