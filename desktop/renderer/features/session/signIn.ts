import type { SessionState, SyncState } from '../../../core/api/functions.ts'

/** What keeps the person from working until they sign in again, here or by the server's word; undefined: nothing does. */
export function reasonToSignIn(
  session: SessionState,
  sync: SyncState | undefined,
): 'replaced' | 'leaseOver' | 'signedOut' | undefined {
  if (session.state !== 'signedIn') return session.state
  const connection = sync?.connection
  return connection === 'replaced' || connection === 'leaseOver' || connection === 'signedOut' ? connection : undefined
}
