import type { Handlers } from '../api/dispatch.ts'
import type { identityFunctions } from '../api/identity.ts'
import type { Desk } from '../session/desk.ts'
import type { Profile } from '../session/profile.ts'
import { meant } from '../session/serverLook.ts'
import { accountHandlers } from './account.ts'
import { entranceHandlers } from './entrance.ts'
import { keyHandlers } from './keys.ts'
import { peopleHandlers } from './people.ts'

export interface IdentitySources {
  desk: Desk
  profile: Profile
  accounts: Handlers['accounts.list']
  preferencesChanged: () => void
}

/** Everything of api/identity.ts. */
export const identityHandlers = (sources: IdentitySources): Pick<Handlers, keyof typeof identityFunctions> => ({
  'session.signIn': async ({ server, email, password }) => {
    await sources.desk.signIn({ email: email.trim(), password, ...(server ? { server: meant(server) } : {}) })
    return {}
  },
  'session.signOut': async () => {
    await sources.desk.signOut()
    return {}
  },
  ...entranceHandlers(sources),
  ...accountHandlers(sources),
  ...peopleHandlers(sources),
  ...keyHandlers(sources),
})
