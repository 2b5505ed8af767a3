import type { ErrorCode } from '../../../../shared/errors.ts'
import type { SessionState, SyncState } from '../../../core/api/functions.ts'

/** Errors that have a headline of their own on the sign-in screen; the key's dot becomes `_` in the locale. */
const headed = [
  'auth.failed',
  'auth.locked',
  'server.unavailable',
  'network.offline',
  'client.tooOld',
  'auth.replaced',
  'auth.leaseOver',
] as const satisfies readonly ErrorCode[]
type Headed = (typeof headed)[number]
export type HeadlineKey = Headed extends infer C extends string
  ? C extends `${infer A}.${infer B}`
    ? `${A}_${B}`
    : C
  : never

/** Which headline stands over an error of signing in. */
export function headlineOf(code: ErrorCode): HeadlineKey | 'other' {
  const found = headed.find(known => known === code)
  return found ? (found.replace('.', '_') as HeadlineKey) : 'other'
}

/** The address of a server as typed, with https where no scheme stands; undefined when it cannot be one. */
export function serverFrom(typed: string): string | undefined {
  const trimmed = typed.trim().replace(/\/+$/, '')
  if (trimmed === '' || /\s/.test(trimmed)) return undefined
  const full = /^https?:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`
  if (!URL.canParse(full)) return undefined
  const { origin, hostname } = new URL(full)
  return hostname === 'localhost' || /[.:]/.test(hostname) ? origin : undefined
}

/** What keeps the person from working until they sign in again; undefined when nothing does. */
export function reasonToSignIn(
  session: SessionState,
  sync: SyncState | undefined,
): 'replaced' | 'leaseOver' | 'signedOut' | undefined {
  if (session.state !== 'signedIn') return session.state
  if (sync?.connection === 'replaced' || sync?.connection === 'leaseOver') return sync.connection
  return undefined
}
