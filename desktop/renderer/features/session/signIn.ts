import type { SessionState, SyncState } from '../../../core/api/functions.ts'

/** The address of a server as typed, with https where no scheme stands; undefined when it cannot be one. */
export function serverFrom(typed: string): string | undefined {
  const trimmed = typed.trim().replace(/\/+$/, '')
  if (trimmed === '' || /\s/.test(trimmed)) return undefined
  const full = /^https?:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`
  if (!URL.canParse(full)) return undefined
  const { origin, hostname } = new URL(full)
  return hostname === 'localhost' || /[.:]/.test(hostname) ? origin : undefined
}

/** What keeps the person from working until they sign in again, here or by the server's word; undefined: nothing does. */
export function reasonToSignIn(
  session: SessionState,
  sync: SyncState | undefined,
): 'replaced' | 'leaseOver' | 'signedOut' | undefined {
  if (session.state !== 'signedIn') return session.state
  const connection = sync?.connection
  return connection === 'replaced' || connection === 'leaseOver' || connection === 'signedOut' ? connection : undefined
}
