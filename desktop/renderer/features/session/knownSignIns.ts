import type { SessionState } from '../../../core/api/functions.ts'
import type { KnownAccount } from '../../../core/api/identity.ts'

/** Somebody who has signed in on this computer before, and where. */
export interface KnownSignIn {
  email: string
  server: string
  company?: string
  /** The account that opens without a password. */
  opens?: string
}

/** The accounts of this computer, the one that worked last first; addresses without one at the server that is used. */
export function knownSignIns(session: SessionState, accounts: readonly KnownAccount[]): KnownSignIn[] {
  const withAccount = accounts.map<KnownSignIn>(({ id, server, company, user, isCurrent, isSignedIn }) => ({
    email: user.email,
    server,
    company: company.name,
    ...(isSignedIn && !isCurrent ? { opens: id } : {}),
  }))
  const addresses = [...(session.user ? [session.user.email] : []), ...session.known]
  const others = [...new Set(addresses)]
    .filter(email => !withAccount.some(known => known.email === email))
    .map<KnownSignIn>(email => ({ email, server: session.server }))
  // Who worked last here stands first, also when they have signed out since.
  const last = session.user?.email ?? session.known[0]
  return [...withAccount, ...others].sort((a, b) => Number(b.email === last) - Number(a.email === last))
}
