import type { Handlers } from '../api/dispatch.ts'
import type { identityFunctions } from '../api/identity.ts'
import type { Desk } from '../session/desk.ts'
import {
  acceptInvitation,
  beginReset,
  type Entrance,
  finishReset,
  lookAtInvitation,
  lookAtReset,
  makeCompany,
  resetByCode,
} from '../session/entrance.ts'
import { preferencesOf } from '../session/preferences.ts'
import type { Profile } from '../session/profile.ts'
import { lookAtServer, meant } from '../session/serverLook.ts'

type Names = Extract<
  keyof typeof identityFunctions,
  `${'server' | 'setup' | 'reset' | 'invite' | 'accounts'}.${string}`
>

/** What one does before one is signed in, and between one's accounts. */
export function entranceHandlers(sources: {
  desk: Desk
  profile: Profile
  accounts: Handlers['accounts.list']
}): Pick<Handlers, Names> {
  const { desk, profile } = sources
  const { book } = desk
  const entrance: Entrance = { deviceFor: book.deviceOf, keepTrust: book.keepTrust }
  const usual = (server: string | undefined) => meant(server ?? profile.settings.server)
  const spoken = () => preferencesOf(profile.settings).language

  return {
    'server.look': ({ address }) => lookAtServer(address),
    'setup.company': async ({ language = spoken(), ...given }) => {
      const { recoveryCode } = await makeCompany(entrance, { ...given, server: meant(given.server), language })
      return { recoveryCode }
    },
    'reset.begin': ({ server, email }) => beginReset(usual(server), email),
    'reset.look': ({ server, token }) => lookAtReset(meant(server), token),
    'reset.finish': ({ server, token, email = '', recoveryCode = '', password }) =>
      token === undefined
        ? resetByCode({ server: usual(server), email, recoveryCode, password })
        : finishReset(entrance, {
            ...{ server: usual(server), token, password },
            recoveryCode: recoveryCode.trim() === '' ? undefined : recoveryCode,
          }),
    'invite.look': ({ server, token }) => lookAtInvitation(meant(server), token),
    'invite.accept': ({ language = spoken(), ...given }) =>
      acceptInvitation(entrance, { ...given, server: meant(given.server), language }),

    'accounts.list': sources.accounts,
    'accounts.switch': async ({ id }) => {
      await desk.switchTo(id)
      return {}
    },
    'accounts.forget': async ({ id, discard = false }) => {
      await desk.forget(id, { discard })
      return {}
    },
  }
}
