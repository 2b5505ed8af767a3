import { useState } from 'react'
import type { ErrorBody } from '../../../../shared/errors.ts'
import { go } from '../../app/navigation.ts'
import { useAction } from '../../data/hooks.ts'

interface Entering {
  /** Signs in with what was just set up, and opens the app. */
  enter: (who: { server: string; email: string; password: string }) => Promise<void>
  error: ErrorBody | undefined
}

/** The last step of a first company, an invitation and a reset. */
export function useEnter(): Entering {
  const [signIn] = useAction('session.signIn')
  const [error, setError] = useState<ErrorBody>()
  return {
    error,
    enter: async who => {
      setError(undefined)
      const answer = await signIn(who)
      if (!answer.ok) return setError(answer.error)
      go({ screen: 'home' }, { replace: true })
    },
  }
}
