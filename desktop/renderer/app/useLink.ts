import { useSyncExternalStore } from 'react'
import { useCore } from '../data/hooks.ts'
import type { Link } from '../data/transport.ts'

/** The state of the way to core. */
export function useLink(): Link {
  const core = useCore()
  return useSyncExternalStore(core.onLink, core.link)
}
