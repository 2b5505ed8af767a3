import type { ReactNode } from 'react'
import type { Route } from '../../app/route.ts'
import { ForgottenScreen } from './ForgottenScreen.tsx'
import { JoinScreen } from './JoinScreen.tsx'
import { ResetScreen } from './ResetScreen.tsx'
import { SetupScreen } from './SetupScreen.tsx'

/** The screen of an address that stands before the frame, whoever is signed in; undefined for every other. */
export function doorFor(route: Route): ReactNode {
  if (route.screen === 'setup') return <SetupScreen server={route.params['server']} />
  if (route.screen === 'forgotten')
    return <ForgottenScreen server={route.params['server']} email={route.params['email'] ?? ''} />
  // Another link is another screen, with nothing typed into it.
  if (route.screen === 'join') return <JoinScreen key={route.token} server={route.server} token={route.token} />
  if (route.screen === 'reset') return <ResetScreen key={route.token} server={route.server} token={route.token} />
  return undefined
}
